using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Query.Tests.Export;

public sealed class TrainingExportTests : IDisposable
{
    private const string Route = "GET /batches/{batch}/export";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task What_has_a_truth_and_can_be_read_comes_as_CSV_with_its_part()
    {
        await WriteAsync();

        var text = await ExportAsync(("split", "all"));

        text.Split("\r\n")[0].ShouldBe("\"key\",\"label\",\"split\",\"eTag\"");
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..].ShouldBe(
            [.. Images.Select(image => $"\"uploads/trip/{image.Name}\",\"{image.Cell}\",\"{image.Part}\",\"e1\"")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("jsonl", "application/x-ndjson")]
    public async Task What_is_exported_is_a_file_of_truths_itself(string format, string type)
    {
        await WriteAsync();
        var text = await ExportAsync(("split", "all"), ("format", format));
        using var other = new QueryApi();
        await other.WriteAsync(Images.Select(image => QueryApi.Prediction($"uploads/trip/{image.Name}")));
        var request = QueryApi.Request("POST /batches/{batch}/truth", text);
        request.Headers = new Dictionary<string, string> { ["content-type"] = type };

        var written = JsonDocument.Parse((await other.SendAsync(request)).Body).RootElement.GetProperty("written").GetInt32();
        var again = await other.SendAsync(QueryApi.Request(Route, null, ("split", "all"), ("format", format)));

        written.ShouldBe(Images.Length);
        Encoding.UTF8.GetString(Convert.FromBase64String(again.Body)).Split('\n').ShouldBe(text.Split('\n'), ignoreOrder: true);
    }

    [Fact]
    public async Task A_part_and_a_filter_choose()
    {
        await WriteAsync();

        var test = await ExportAsync(("split", "test"), ("format", "jsonl"));
        var all = await ExportAsync(("split", "test"), ("format", "jsonl"), ("shares", "0,0,100"));
        var differing = await ExportAsync(("split", "all"), ("format", "jsonl"), ("differs", "truth"));

        Keys(test).ShouldBe([.. Images.Where(image => image.Part == "test").Select(image => $"uploads/trip/{image.Name}")], ignoreOrder: true);
        Keys(all).Count.ShouldBe(Images.Length);
        Keys(differing).ShouldBe(["uploads/trip/13.jpg", "uploads/trip/a, b.jpg", "uploads/trip/40.jpg"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_manifest_of_single_labels_has_the_same_numbers_in_each_part()
    {
        await WriteAsync();
        await SayAsync("a, b.jpg", """["coat"]""");

        var parts = new List<JsonElement>();
        foreach (var part in new[] { "train", "validation", "test" })
        {
            parts.AddRange(Lines(await ExportAsync(("split", part), ("format", "manifest"))));
        }

        parts.ToDictionary(
            line => line.GetProperty("source-ref").GetString()!,
            line => (line.GetProperty("label").GetInt32(), line.GetProperty("label-metadata").GetProperty("class-name").GetString()))
            .ShouldBe(
                new Dictionary<string, (int, string?)>
                {
                    ["s3://images/uploads/trip/1.jpg"] = (1, "dress"),
                    ["s3://images/uploads/trip/13.jpg"] = (2, "hat"),
                    ["s3://images/uploads/trip/a, b.jpg"] = (0, "coat"),
                },
                ignoreOrder: true);
        parts[0].GetProperty("label-metadata").GetProperty("type").GetString().ShouldBe("groundtruth/image-classification");
    }

    [Theory]
    [InlineData("person", "yes")]
    [InlineData("file", "no")]
    [InlineData("folder", "no")]
    public async Task Only_what_a_person_looked_at_is_annotated_by_a_human(string how, string isHuman)
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/dress/1.jpg"));
        var import = how == "folder"
            ? QueryApi.Request("POST /batches/{batch}/truth", """{ "folder": true }""")
            : QueryApi.Request("POST /batches/{batch}/truth", "key,label\ndress/1.jpg,dress\n", ("how", how));
        import.Headers = how == "folder" ? null : new Dictionary<string, string> { ["content-type"] = "text/csv" };
        await _api.SendAsync(import);

        var lines = Lines(await ExportAsync(("split", "all"), ("format", "manifest")));

        lines.ShouldHaveSingleItem().GetProperty("label-metadata").GetProperty("human-annotated").GetString().ShouldBe(isHuman);
    }

    [Fact]
    public async Task A_manifest_of_several_labels_names_each_and_has_what_shows_none()
    {
        await WriteAsync();

        var lines = Lines(await ExportAsync(("split", "all"), ("format", "manifest")));
        var several = lines.Single(line => line.GetProperty("source-ref").GetString() == "s3://images/uploads/trip/a, b.jpg");
        var none = lines.Single(line => line.GetProperty("source-ref").GetString() == "s3://images/uploads/trip/40.jpg");

        several.GetProperty("label").GetRawText().ShouldBe("[2,0]");
        several.GetProperty("label-metadata").GetProperty("class-map").GetRawText().ShouldBe("""{"2":"hat","0":"coat"}""");
        several.GetProperty("label-metadata").GetProperty("type").GetString().ShouldBe("groundtruth/image-classification-multilabel");
        none.GetProperty("label").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("split", "half")]
    [InlineData("shares", "80,10,10")]
    [InlineData("format", "manifest")]
    [InlineData("split", "all", "shares", "80,20")]
    [InlineData("split", "all", "format", "parquet")]
    [InlineData("split", "all", "bom", "true")]
    [InlineData("split", "all", "scores", "all")]
    public async Task What_does_not_go_together_is_400(params string[] query)
    {
        await WriteAsync();

        var (status, _) = await _api.SendAsync(Route, null, [.. query.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        status.ShouldBe(400);
    }

    public void Dispose() => _api.Dispose();

    private static (string Name, string Labels, string Cell, string Part)[] Images { get; } =
    [
        ("1.jpg", """["dress"]""", "dress", "train"), ("13.jpg", """["hat"]""", "hat", "validation"), ("a, b.jpg", """["hat","coat"]""", "hat|coat", "train"), ("40.jpg", "[]", "(none)", "test"),
    ];

    private async Task WriteAsync()
    {
        await _api.WriteAsync(Images.Select(image => QueryApi.Prediction($"uploads/trip/{image.Name}")));
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/nobody.jpg"), QueryApi.Failure("uploads/trip/damaged.jpg"));
        foreach (var image in Images)
        {
            await SayAsync(image.Name, image.Labels);
        }

        await SayAsync("damaged.jpg", """["dress"]""");
    }

    private async Task SayAsync(string name, string labels) =>
        (await _api.SendAsync("PUT /predictions/{key+}", $$"""{ "labels": {{labels}} }""", ("key", $"uploads/trip/{name}"))).Status.ShouldBe(200);

    private async Task<string> ExportAsync(params (string Name, string Value)[] query)
    {
        APIGatewayHttpApiV2ProxyResponse response = await _api.SendAsync(QueryApi.Request(Route, null, query));
        response.StatusCode.ShouldBe(200, response.Body);
        return Encoding.UTF8.GetString(Convert.FromBase64String(response.Body));
    }

    private static List<JsonElement> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static List<string> Keys(string text) => Lines(text).ConvertAll(line => line.GetProperty("key").GetString()!);
}
