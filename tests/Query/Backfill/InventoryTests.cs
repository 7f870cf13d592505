using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace ImageClassification.Query.Tests.Backfill;

public sealed class InventoryTests : IDisposable
{
    private const string Key = "manifests/photos/all/2026-01-15T00-00Z/manifest.json";

    private const string Schema = "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag";

    private readonly QueryApi _api = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_files_of_a_report_are_read_by_its_own_columns_and_only_what_is_current_is_queued()
    {
        Put("uploads/trip/a + b.jpg", "uploads/trip/b.jpg", "uploads/trip/c.jpg");
        _api.S3.Objects["manifests/data/1.csv.gz"] = Compressed("""
            "images","uploads/trip/a+%2B+b.jpg","v2","true","false","1","2026-01-15T00:00:00.000Z","e1"
            "images","uploads/trip/a+%2B+b.jpg","v1","false","false","1","2026-01-14T00:00:00.000Z","e0"
            "images","uploads/trip/gone.jpg","v3","true","true","","2026-01-15T00:00:00.000Z",""

            """);
        _api.S3.Objects["manifests/data/2.csv.gz"] = Compressed("\"images\",\"uploads/trip/b.jpg\",\"\",\"true\",\"false\",\"1\",\"\",\"e1\"\n");
        _api.S3.Objects["manifests/data/3.parquet"] = await ParquetAsync(
            ("uploads/trip/c.jpg", true, false), ("uploads/trip/c.jpg", false, false), ("uploads/trip/d.jpg", true, false));
        Report("CSV", "manifests/data/1.csv.gz", "manifests/data/2.csv.gz", "manifests/data/3.parquet");

        var (status, body) = await SendAsync(null);

        status.ShouldBe(200);
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/a + b.jpg", "uploads/trip/b.jpg", "uploads/trip/c.jpg"]);
        body.GetProperty("skippedBecause").EnumerateArray().Select(each => $"{each.GetProperty("count")} {each.GetProperty("reason")}")
            .ShouldBe(["2 It is an old version", "1 It is a delete marker", "1 It is missing: no object has the key"], ignoreOrder: true);
        body.GetProperty("done").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task Slices_go_on_in_the_file_where_the_last_ended()
    {
        var keys = Enumerable.Range(0, 2500).Select(number => $"uploads/trip/{number}.jpg").ToArray();
        Put(keys);
        _api.S3.Objects["manifests/1.csv.gz"] = Compressed(Lines(keys[..1500]));
        _api.S3.Objects["manifests/2.csv.gz"] = Compressed(Lines(keys[1500..]));
        Report("CSV", "manifests/1.csv.gz", "manifests/2.csv.gz");
        _api.Time.Step = TimeSpan.FromSeconds(5);

        var cursors = new List<string>();
        for (string? cursor = null; cursors.Count == 0 || cursor is not null;)
        {
            var (_, body) = await SendAsync(cursor);
            cursor = body.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            cursors.Add(cursor ?? "");
        }

        cursors.Select(cursor => cursor.Split(':')[0]).ShouldBe(["0", "1", ""]);
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(keys, ignoreOrder: true);

        static string Lines(IEnumerable<string> keys) => string.Concat(keys.Select(key => $"\"images\",\"{key}\",\"v\",\"true\",\"false\",\"1\",\"\",\"e\"\n"));
    }

    [Theory]
    [InlineData("\"sourceBucket\": \"images\"", "\"sourceBucket\": \"photos\"", "of bucket photos, not of images")]
    [InlineData("\"fileFormat\": \"CSV\"", "\"fileFormat\": \"ORC\"", "CSV or Parquet")]
    [InlineData("manifests/1.csv.gz", "elsewhere/1.csv.gz", "not under manifests/")]
    [InlineData("manifests/1.csv.gz", "manifests/missing.csv.gz", "There is no object manifests/missing.csv.gz in data")]
    [InlineData("\"fileSchema\":", "\"schema\":", "fileSchema")]
    public async Task A_report_that_cannot_be_read_is_a_problem_that_says_why(string good, string bad, string reason)
    {
        _api.S3.Objects["manifests/1.csv.gz"] = Compressed("");
        Report("CSV", "manifests/1.csv.gz");
        _api.S3.Objects[Key] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_api.S3.Objects[Key]).Replace(good, bad, StringComparison.Ordinal));

        var (status, body) = await SendAsync(null);

        status.ShouldBe(400);
        body.GetProperty("detail").GetString()!.ShouldContain(reason);
    }

    public void Dispose() => _api.Dispose();

    private void Report(string format, params string[] files) => _api.S3.Objects[Key] = Encoding.UTF8.GetBytes($$"""
        {"sourceBucket": "images", "destinationBucket": "arn:aws:s3:::data", "version": "2016-11-30", "fileFormat": "{{format}}", "fileSchema": "{{Schema}}",
         "files": [{{string.Join(", ", files.Select(file => $$"""{"key": "{{file}}", "size": 1, "MD5checksum": "x"}"""))}}]}
        """);

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

    private static async Task<byte[]> ParquetAsync(params (string Key, bool IsLatest, bool IsDeleteMarker)[] rows)
    {
        var (bucket, key) = (new DataField<string>("bucket"), new DataField<string>("key"));
        var (latest, marker) = (new DataField<bool>("is_latest", true), new DataField<bool>("is_delete_marker", true));
        using var bytes = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(bucket, key, latest, marker), bytes, cancellationToken: Cancellation))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(bucket, [.. rows.Select(_ => "images")]);
            await group.WriteAsync(key, [.. rows.Select(row => row.Key)]);
            await group.WriteAsync<bool>(latest, rows.Select(row => (bool?)row.IsLatest).ToArray(), cancellationToken: Cancellation);
            await group.WriteAsync<bool>(marker, rows.Select(row => (bool?)row.IsDeleteMarker).ToArray(), cancellationToken: Cancellation);
        }

        return bytes.ToArray();
    }

    private Task<(int Status, JsonElement Body)> SendAsync(string? cursor) => _api.SendAsync(
        "POST /batches/{batch}/backfill", $$"""{"manifest": "{{Key}}"{{(cursor is null ? "" : $", \"cursor\": \"{cursor}\"")}}}""");
}
