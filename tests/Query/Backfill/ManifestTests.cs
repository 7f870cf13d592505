using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Tests.Backfill;

public sealed class ManifestTests : IDisposable
{
    private const string Key = "manifests/list";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task CSV_as_S3_Inventory_has_it_is_read_with_its_keys_decoded()
    {
        var body = await BackfillAsync("""
            "images","uploads/trip/a+%2B+b%2C+gr%C3%B6%C3%9Fer.jpg","25988","2026-01-15T09:30:00.000Z"
            "images","uploads/trip/","0",""
            "elsewhere","uploads/trip/c.jpg","1",""
            "images","exports/d.csv","1",""
            images,uploads/other/e.jpg

            nonsense
            """);

        body.GetRawText().ShouldBe("""{"queued":2,"skipped":4}""");
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/a + b, größer.jpg", "uploads/other/e.jpg"]);
        _api.Queued.ShouldAllBe(item => item.Version == ObjectVersion.Unknown && item.Size == null);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task Lines_end_as_on_any_system_and_the_last_may_lack_its_end(string end)
    {
        var body = await BackfillAsync($"\uFEFFimages,uploads/trip/a.jpg{end}images,uploads/trip/b.jpg");

        body.GetProperty("queued").GetInt32().ShouldBe(2);
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/a.jpg", "uploads/trip/b.jpg"]);
    }

    [Fact]
    public async Task JSON_lines_as_SageMaker_has_them_are_read()
    {
        var body = await BackfillAsync("""
            {"source-ref": "s3://images/uploads/trip/a + b.jpg", "label": 1}
            {"source-ref": "s3://elsewhere/uploads/trip/c.jpg"}
            {"source": "no picture"}
            {"source-ref": 7}
            {"source-ref": "s3://images"}
            {broken
            """);

        body.GetRawText().ShouldBe("""{"queued":1,"skipped":5}""");
        _api.Queued.Single().Key.ToString().ShouldBe("uploads/trip/a + b.jpg");
    }

    [Fact]
    public async Task The_array_of_a_SageMaker_manifest_is_read_with_its_prefix()
    {
        var body = await BackfillAsync("""
            [{"prefix": "s3://images/uploads/trip/"},
             "a.jpg", "b/c.jpg", 7]
            """);

        body.GetRawText().ShouldBe("""{"queued":2,"skipped":1}""");
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/a.jpg", "uploads/trip/b/c.jpg"]);
    }

    [Theory]
    [InlineData("csv", false, 2)]
    [InlineData("csv", true, 0)]
    [InlineData("jsonl", false, 2)]
    [InlineData("array", false, 0)]
    [InlineData("array", true, 0)]
    public async Task Slices_go_on_where_the_last_ended_and_text_is_not_read_again(string form, bool compressed, int ranges)
    {
        var names = Enumerable.Range(0, 2500).Select(number => $"größe {number}.jpg").ToList();
        var text = form switch
        {
            "csv" => string.Concat(names.Select(name => $"images,uploads/trip/{Uri.EscapeDataString(name)}\r\n")),
            "jsonl" => string.Concat(names.Select(name => $"{{\"source-ref\": \"s3://images/uploads/trip/{name}\"}}\n")),
            _ => $"[{{\"prefix\": \"s3://images/uploads/trip/\"}}, {string.Join(", ", names.Select(name => $"\"{name}\""))}]",
        };
        _api.S3.Objects[Key] = compressed ? Compressed(text) : Encoding.UTF8.GetBytes(text);
        _api.Time.Step = TimeSpan.FromSeconds(5);

        var slices = await DriveAsync();

        slices.ShouldBe(3);
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(names.Select(name => $"uploads/trip/{name}"), ignoreOrder: true);
        _api.S3.Ranges.OfType<string>().Count().ShouldBe(ranges);
    }

    [Fact]
    public async Task A_cursor_behind_the_end_finds_nothing()
    {
        _api.S3.Objects[Key] = "images,uploads/trip/a.jpg"u8.ToArray();

        var (_, body) = await SendAsync("999");

        body.GetRawText().ShouldBe("""{"queued":0,"skipped":0}""");
    }

    [Fact]
    public async Task What_is_no_manifest_is_a_problem_with_400()
    {
        byte[][] contents = [new byte[3 << 20], [0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "[{\"prefix\": "u8.ToArray()];

        var statuses = new List<int>();
        foreach (var content in contents)
        {
            _api.S3.Objects[Key] = content;
            statuses.Add((await SendAsync(null)).Status);
        }

        statuses.ShouldBe([400, 400, 400]);
    }

    public void Dispose() => _api.Dispose();

    private static byte[] Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private async Task<JsonElement> BackfillAsync(string text)
    {
        _api.S3.Objects[Key] = Encoding.UTF8.GetBytes(text);
        return (await SendAsync(null)).Body;
    }

    private Task<(int Status, JsonElement Body)> SendAsync(string? cursor) => _api.SendAsync(
        "POST /batches/{batch}/backfill", $$"""{"manifest": "{{Key}}"{{(cursor is null ? "" : $", \"cursor\": \"{cursor}\"")}}}""");

    /// <returns>How many slices it took.</returns>
    private async Task<int> DriveAsync()
    {
        string? cursor = null;
        for (var slices = 1; ; slices++)
        {
            var (_, body) = await SendAsync(cursor);
            if (!body.TryGetProperty("nextCursor", out var next))
            {
                return slices;
            }

            cursor = next.GetString();
            long.Parse(cursor!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        }
    }
}
