using System.Globalization;
using System.IO.Compression;
using System.Net;
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
        Put("uploads/trip/a + b, größer.jpg", "uploads/other/e.jpg");

        var body = await BackfillAsync("""
            "images","uploads/trip/a+%2B+b%2C+gr%C3%B6%C3%9Fer.jpg","25988","2026-01-15T09:30:00.000Z"
            "images","uploads/trip/","0",""
            "elsewhere","uploads/trip/c.jpg","1",""
            "images","exports/d.csv","1",""
            images,uploads/other/e.jpg

            nonsense
            """);

        Counts(body).ShouldBe((2, 4));
        Reasons(body).ShouldBe(
        [
            "2: It is not an image under s3://images/uploads/, such as \"images\",\"uploads/trip/\",\"0\",\"\"",
            "1: It is of another bucket: images is expected, such as \"elsewhere\",\"uploads/trip/c.jpg\",\"1\",\"\"",
            "1: It cannot be read: bucket,key is expected, or {\"source-ref\": \"s3://bucket/key\"}, such as nonsense",
        ]);
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/a + b, größer.jpg", "uploads/other/e.jpg"]);
        _api.Queued.ShouldAllBe(item => item.Version == new ObjectVersion(FakeS3.LastModified, "e1", null) && item.Size == 1);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task Lines_end_as_on_any_system_and_the_last_may_lack_its_end(string end)
    {
        Put("uploads/trip/a.jpg", "uploads/trip/b.jpg");

        var body = await BackfillAsync($"\uFEFFimages,uploads/trip/a.jpg{end}images,uploads/trip/b.jpg");

        body.GetProperty("queued").GetInt32().ShouldBe(2);
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/a.jpg", "uploads/trip/b.jpg"]);
    }

    [Fact]
    public async Task JSON_lines_as_SageMaker_has_them_are_read()
    {
        Put("uploads/trip/a + b.jpg");

        var body = await BackfillAsync("""
            {"source-ref": "s3://images/uploads/trip/a + b.jpg", "label": 1}
            {"source-ref": "s3://elsewhere/uploads/trip/c.jpg"}
            {"source": "no picture"}
            {"source-ref": 7}
            {"source-ref": "s3://images"}
            {broken
            """);

        Counts(body).ShouldBe((1, 5));
        _api.Queued.Single().Key.ToString().ShouldBe("uploads/trip/a + b.jpg");
    }

    [Fact]
    public async Task The_array_of_a_SageMaker_manifest_is_read_with_its_prefix()
    {
        Put("uploads/trip/a.jpg", "uploads/trip/b/c.jpg");

        var body = await BackfillAsync("""
            [{"prefix": "s3://images/uploads/trip/"},
             "a.jpg", "b/c.jpg", 7]
            """);

        Counts(body).ShouldBe((2, 1));
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
        Put([.. names.Select(name => $"uploads/trip/{name}")]);
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

        Counts(body).ShouldBe((0, 0));
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

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(30_000)]
    public async Task A_compressed_manifest_that_is_cut_off_is_a_problem_with_400_and_not_a_shorter_one(int missing)
    {
        var names = Enumerable.Range(0, 2000).Select(_ => $"uploads/trip/{Guid.NewGuid()}.jpg").ToArray();
        Put(names);
        _api.S3.Objects[Key] = Compressed(string.Concat(names.Select(name => $"images,{name}\n")))[..^missing];

        var (status, body) = await SendAsync(null);

        status.ShouldBe(400);
        body.GetProperty("detail").GetString()!.ShouldContain("truncated");
    }

    [Theory]
    [InlineData("ORC", "ORC")]
    [InlineData("PAR1 and nothing behind", "no whole Parquet file")]
    public async Task A_file_of_a_form_that_is_not_read_is_a_problem_that_says_so(string content, string reason)
    {
        _api.S3.Objects[Key] = Encoding.UTF8.GetBytes(content);

        var (status, body) = await SendAsync(null);

        status.ShouldBe(400);
        body.GetProperty("detail").GetString()!.ShouldContain(reason);
    }

    [Fact]
    public async Task What_a_manifest_names_and_is_not_there_is_counted_and_not_queued()
    {
        Put("uploads/trip/a.jpg", "uploads/trip/c.jpg");
        _api.S3.HeadFaults["uploads/trip/c.jpg"] = HttpStatusCode.BadRequest;

        var body = await BackfillAsync("images,uploads/trip/a.jpg\nimages,uploads/trip/b.jpg\nimages,uploads/trip/c.jpg\n");

        Reasons(body).ShouldBe(["1: It is missing: no object has the key, such as uploads/trip/b.jpg"]);
        _api.Queued.Select(item => (item.Key.ToString(), item.Version.ETag)).ShouldBe([("uploads/trip/a.jpg", "e1"), ("uploads/trip/c.jpg", null)]);
    }

    [Fact]
    public async Task A_manifest_that_queues_nothing_says_why()
    {
        var empty = await BackfillAsync("");
        var foreign = await BackfillAsync("mine,uploads/trip/a.jpg");

        empty.GetProperty("reason").GetString().ShouldBe("The manifest is empty.");
        foreign.GetProperty("reason").GetString()!.ShouldContain("skippedBecause");
        Reasons(foreign).ShouldBe(["1: It is of another bucket: images is expected, such as mine,uploads/trip/a.jpg"]);
    }

    public void Dispose() => _api.Dispose();

    private static (int Queued, int Skipped) Counts(JsonElement body) => (body.GetProperty("queued").GetInt32(), body.GetProperty("skipped").GetInt32());

    private static IEnumerable<string> Reasons(JsonElement body) => body.GetProperty("skippedBecause").EnumerateArray()
        .Select(each => $"{each.GetProperty("count")}: {each.GetProperty("reason")}, such as {each.GetProperty("example")}");

    private void Put(params string[] keys) => Array.ForEach(keys, key => _api.S3.Objects[key] = [1]);

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
