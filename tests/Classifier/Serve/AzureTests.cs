using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Classifier.Tests.Http;

namespace ImageClassification.Classifier.Tests.Serve;

/// <summary>Requests as the host of Azure Functions makes them, in both of its forms.</summary>
public sealed class AzureTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>
{
    private static readonly byte[] Picture = Caller.Sample("hat/hat-1.jpg");

    private static readonly (string, string)[] FromTheHost =
        [("x-azure-functions-invocationid", "b7a2f0d1-0f0e-4c5a-9f57-6f0f7f1c2a11"), ("x-azure-functions-hostversion", "4.1037.0.0")];

    [Fact]
    public async Task A_forwarded_request_is_answered_as_any_other()
    {
        await using var server = new TestServer(fixture.Model, isAzure: true);
        var json = Encoding.UTF8.GetBytes($$"""{"image":"{{Convert.ToBase64String(Picture)}}"}""");

        var (asBytes, _) = await TestServer.ClassifiedAsync(server.PostAsync(Picture, "image/jpeg", FromTheHost));
        var (asJson, _) = await TestServer.ClassifiedAsync(server.PostAsync(json, "application/json", FromTheHost));
        var (asNothing, _) = await TestServer.ClassifiedAsync(server.PostAsync([], "application/json", FromTheHost));

        (asBytes, asJson, asNothing).ShouldBe((200, 200, 400));
    }

    [Fact]
    public async Task A_wrapped_request_is_answered_wrapped()
    {
        await using var server = new TestServer(fixture.Model, isAzure: true);
        var json = $$"""{"image":"{{Convert.ToBase64String(Picture)}}"}""";

        var asBytes = await WrappedAsync(server, Request("application/octet-stream", Convert.ToBase64String(Picture)));
        var asJson = await WrappedAsync(server, Request("application/json; charset=utf-8", json));
        var asMetadataFirst = await WrappedAsync(
            server, new JsonObject { ["Metadata"] = new JsonObject(), ["Data"] = Request("application/json", json)["Data"]!.DeepClone() });

        foreach (var (status, body) in new[] { asBytes, asJson, asMetadataFirst })
        {
            status.ShouldBe(200);
            body.GetProperty("image").GetProperty("bytes").GetInt32().ShouldBe(Picture.Length);
        }
    }

    [Theory]
    [InlineData("application/json", "{", 400, "INVALID_REQUEST")]
    [InlineData("application/json", """{"url":"https://169.254.169.254/"}""", 400, "URL_REFUSED")]
    [InlineData("application/octet-stream", "aGF0", 422, "UNSUPPORTED_FORMAT")]
    [InlineData("text/plain", "hat", 400, "INVALID_REQUEST")]
    public async Task What_cannot_be_classified_is_a_problem_in_the_wrapping(string contentType, string body, int expected, string code)
    {
        await using var server = new TestServer(fixture.Model, isAzure: true);

        var (status, problem) = await WrappedAsync(server, Request(contentType, body));

        (status, problem.GetProperty("code").GetString()).ShouldBe((expected, code));
    }

    [Fact]
    public async Task A_picture_that_the_host_made_text_of_is_refused_with_what_to_do()
    {
        await using var server = new TestServer(fixture.Model, isAzure: true);

        var (status, problem) = await WrappedAsync(server, Request("image/jpeg", Encoding.UTF8.GetString(Picture)));

        status.ShouldBe(400);
        problem.GetProperty("detail").GetString()!.ShouldContain("application/octet-stream");
    }

    [Theory]
    [InlineData("""{"Data":{},"Metadata":{}}""")]
    [InlineData("""{"Data":"hat","Metadata":{}}""")]
    [InlineData("""{"Data":{"req":{"Method":"POST"}""")]
    [InlineData("""{"Data":{"req":{"Method":"\ud800"}}}""")]
    public async Task Wrapping_that_holds_no_request_is_400_in_the_wrapping(string body)
    {
        await using var server = new TestServer(fixture.Model, isAzure: true);

        var (status, _) = await UnwrapAsync(server.PostAsync(Encoding.UTF8.GetBytes(body), "application/json", FromTheHost));

        status.ShouldBe(400);
    }

    [Fact]
    public async Task The_caller_s_method_is_what_counts()
    {
        await using var server = new TestServer(fixture.Model, isAzure: true);
        var request = Request("application/json", "{}");
        request["Data"]!["req"]!["Method"] = "GET";

        var (status, _) = await WrappedAsync(server, request);

        status.ShouldBe(405);
    }

    [Fact]
    public async Task Too_many_and_too_long_are_said_in_the_wrapping_too()
    {
        await using var server = new TestServer(fixture.Model, places: 1, isAzure: true);
        await server.Turns.WaitAsync(TestContext.Current.CancellationToken);
        var within = server.PostAsync(Picture, "image/jpeg", FromTheHost);
        await server.InFlightAsync(1);

        var (tooMany, _) = await WrappedAsync(server, Request("application/octet-stream", Convert.ToBase64String(Picture)));
        var (tooLong, _) = await WrappedAsync(server, Request("application/octet-stream", new string('A', 2 * TestServer.MaxBytes)));
        server.Turns.Release();
        var (status, _) = await TestServer.ClassifiedAsync(within);

        (tooMany, tooLong, status).ShouldBe((429, 413, 200));
    }

    [Fact]
    public async Task Elsewhere_wrapping_is_no_request()
    {
        await using var server = new TestServer(fixture.Model);

        var (status, _) = await TestServer.ClassifiedAsync(server.PostAsync(
            Encoding.UTF8.GetBytes(Request("application/json", "{}").ToJsonString()), "application/json", FromTheHost));

        status.ShouldBe(400);
    }

    /// <summary>What HttpRequestExtensions.GetRequestAsJObject of azure-functions-host makes.</summary>
    private static JsonObject Request(string contentType, string body) => new()
    {
        ["Data"] = new JsonObject
        {
            ["req"] = new JsonObject
            {
                ["Url"] = "https://pictures.azurewebsites.net/classify",
                ["Method"] = "POST",
                ["Query"] = "{}",
                ["Headers"] = new JsonObject { ["Host"] = new JsonArray("pictures.azurewebsites.net"), ["Content-Type"] = new JsonArray(contentType) },
                ["Params"] = new JsonObject(),
                ["Identities"] = "[]",
                ["Body"] = body,
            },
        },
        ["Metadata"] = new JsonObject { ["sys"] = new JsonObject { ["MethodName"] = "classify" } },
    };

    private static Task<(int Status, JsonElement Body)> WrappedAsync(TestServer server, JsonObject request) =>
        UnwrapAsync(server.PostAsync(Encoding.UTF8.GetBytes(request.ToJsonString()), "application/json", FromTheHost));

    private static async Task<(int Status, JsonElement Body)> UnwrapAsync(Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        ((int)answer.StatusCode).ShouldBe(200);
        var result = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        result.GetProperty("Logs").GetArrayLength().ShouldBe(0);
        result.GetProperty("ReturnValue").GetString().ShouldBe("");
        var response = result.GetProperty("Outputs").GetProperty("res");
        var (status, body) = (response.GetProperty("statusCode").GetInt32(), response.GetProperty("body").GetString()!);
        if (status != 405)
        {
            TestServer.Description.Faults("POST /classify", status, response.GetProperty("headers").GetProperty("content-type").GetString()!, body)
                .ShouldBeEmpty();
        }

        return (status, JsonDocument.Parse(body).RootElement);
    }
}
