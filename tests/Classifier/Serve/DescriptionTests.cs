using System.Text.Json;
using ImageClassification.Classifier.Tests.Http;

namespace ImageClassification.Classifier.Tests.Serve;

/// <summary>The server's openapi.json.</summary>
public sealed class DescriptionTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>
{
    private static readonly JsonElement Document = JsonDocument.Parse(TestServer.Text("openapi.json")).RootElement;

    public static TheoryData<string> Operations => new(TestServer.Description.Operations);

    [Fact]
    public void It_describes_these_operations() => TestServer.Description.Operations.ShouldBe(
        ["POST /classify", "GET /health", "GET /ready", "GET /metrics", "GET /openapi.json"]);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task What_is_described_is_answered_as_described_and_another_method_with_405(string operation)
    {
        await using var server = new TestServer(fixture.Model);
        var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        using var other = new HttpRequestMessage(method == "GET" ? HttpMethod.Delete : HttpMethod.Get, path);

        var (status, _) = await TestServer.ReadAsync(operation, method == "GET" ? server.GetAsync(path) : server.PostAsync(Caller.Sample("hat/hat-1.jpg")));
        using var refused = await server.Http.SendAsync(other, TestContext.Current.CancellationToken);

        (status, (int)refused.StatusCode).ShouldBe((200, 405));
        refused.Content.Headers.Allow.ShouldBe([method]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/classify/")]
    [InlineData("/predictions/hat.jpg")]
    public async Task What_is_not_described_is_404(string path)
    {
        await using var server = new TestServer(fixture.Model);

        using var answer = await server.GetAsync(path);

        ((int)answer.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task The_document_is_the_one_that_is_served()
    {
        await using var server = new TestServer(fixture.Model);

        var (_, body) = await TestServer.ReadAsync("GET /openapi.json", server.GetAsync("/openapi.json"));

        body.ShouldBe(TestServer.Text("openapi.json"));
    }

    [Fact]
    public void POST_classify_is_the_API_s_own_and_has_one_answer_more()
    {
        var api = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi.json"))).RootElement;
        var (ours, theirs) = (Of(Document), Of(api));

        JsonElement.DeepEquals(ours.GetProperty("requestBody"), theirs.GetProperty("requestBody")).ShouldBeTrue();
        Names(ours.GetProperty("responses")).ShouldBe(Names(theirs.GetProperty("responses")).Append("429"), ignoreOrder: true);
        foreach (var schema in Document.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            JsonElement.DeepEquals(schema.Value, api.GetProperty("components").GetProperty("schemas").GetProperty(schema.Name)).ShouldBeTrue(schema.Name);
        }

        static JsonElement Of(JsonElement document) => document.GetProperty("paths").GetProperty("/classify").GetProperty("post");
        static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(each => each.Name);
    }
}
