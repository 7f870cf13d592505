using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Contracts;
using Parquet.Serialization;

namespace ImageClassification.Query.Tests.Export;

public sealed class ExportRoutesTests : IDisposable
{
    private const string Route = "GET /batches/{batch}/export";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task A_batch_comes_as_CSV_with_a_header_and_no_byte_order_mark()
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/größe, \"a\".jpg", "dress", 0.9375), QueryApi.Failure("uploads/trip/broken.jpg"));

        var response = await _api.SendAsync(QueryApi.Request(Route));

        response.StatusCode.ShouldBe(200);
        response.Headers["content-type"].ShouldBe("text/csv; charset=utf-8");
        response.Headers["content-disposition"].ShouldBe("attachment; filename=\"trip.csv\"; filename*=UTF-8''trip.csv");
        Text(response).ShouldBe(
            "\"key\",\"status\",\"label\",\"confidence\",\"errorCode\",\"errorMessage\",\"model\",\"width\",\"height\",\"bytes\",\"eTag\",\"eventTime\",\"predictedAt\",\"truth\",\"agrees\"\r\n"
            + "\"uploads/trip/broken.jpg\",\"FAILED\",\"\",\"\",\"CORRUPT_IMAGE\",\"Damaged.\",\"clothing@1\",\"400\",\"533\",\"25988\",\"e1\",\"2026-01-15T12:00:00.000Z\",\"2026-01-15T12:00:03.000Z\",\"\",\"\"\r\n"
            + "\"uploads/trip/größe, \"\"a\"\".jpg\",\"CLASSIFIED\",\"dress\",\"0.9375\",\"\",\"\",\"clothing@1\",\"400\",\"533\",\"25988\",\"e1\",\"2026-01-15T12:00:00.000Z\",\"2026-01-15T12:00:03.000Z\",\"\",\"\"\r\n");
    }

    [Theory]
    [InlineData("größe \"5\" \\ a", "gr__e _5_ _ a.csv", "gr%C3%B6%C3%9Fe%20%225%22%20%5C%20a.csv")]
    [InlineData("a;b=c'd.1-2", "a_b_c_d.1-2.csv", "a%3Bb%3Dc%27d.1-2.csv")]
    public async Task A_file_has_the_batch_s_name_which_those_that_read_only_ASCII_get_without_other_characters(string batch, string ascii, string encoded)
    {
        await _api.WriteAsync(QueryApi.Prediction($"uploads/{batch}/1.jpg"));
        var request = QueryApi.Request(Route);
        request.PathParameters["batch"] = batch;

        var response = await _api.SendAsync(request);

        response.StatusCode.ShouldBe(200, response.Body);
        response.Headers["content-disposition"].ShouldBe($"attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}");
    }

    [Theory]
    [InlineData("jsonl", "uploads/trip/it's größe <&>.jpg")]
    [InlineData("csv", "\"\"it's <&>\"\":0.9375")]
    public async Task A_file_escapes_only_what_its_format_must(string format, string expected)
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/it's größe <&>.jpg", "it's <&>", 0.9375));

        var response = await _api.SendAsync(QueryApi.Request(Route, null, ("format", format), ("scores", "all")));

        Text(response).ShouldContain(expected);
    }

    [Fact]
    public async Task A_batch_comes_as_JSON_lines_with_everything_that_the_API_answers()
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/a.jpg"), QueryApi.Prediction("uploads/trip/b.jpg"));

        var response = await _api.SendAsync(QueryApi.Request(Route, null, ("format", "jsonl")));

        response.Headers["content-type"].ShouldBe("application/x-ndjson");
        var lines = Text(response).Split('\n');
        lines.Length.ShouldBe(3);
        lines[2].ShouldBeEmpty();
        var (_, page) = await _api.SendAsync("GET /batches/{batch}/predictions");
        lines[..2].ShouldBe(page.GetProperty("predictions").EnumerateArray().Select(prediction => prediction.GetRawText()));
    }

    [Fact]
    public async Task Scores_and_a_form_for_spreadsheets_are_there_for_the_asking()
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/a.jpg", "=dress"));

        var text = Text(await _api.SendAsync(QueryApi.Request(Route, null, ("bom", "true"), ("scores", "all"))));

        text.ShouldStartWith("\uFEFF\"key\"");
        text.ShouldEndWith("\"{\"\"=dress\"\":0.9}\"\r\n");
        text.ShouldContain("\"'=dress\"");
    }

    [Theory]
    [InlineData("label", "hat", "c")]
    [InlineData("status", "FAILED", "d")]
    [InlineData("code", "CORRUPT_IMAGE", "d")]
    [InlineData("minConfidence", "0.8", "b")]
    [InlineData("maxConfidence", "0.4", "c")]
    [InlineData("prefix", "folder/", "c")]
    public async Task What_fits_the_filter_is_exported(string name, string value, string exported)
    {
        await _api.WriteAsync(
            QueryApi.Prediction("uploads/trip/a.jpg", "dress", 0.5), QueryApi.Prediction("uploads/trip/b.jpg", "dress", 0.9),
            QueryApi.Prediction("uploads/trip/folder/c.jpg", "hat", 0.3), QueryApi.Failure("uploads/trip/d.jpg"));

        var response = await _api.SendAsync(QueryApi.Request(Route, null, ("format", "jsonl"), (name, value)));

        Text(response).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString())
            .ShouldBe([exported == "c" ? "uploads/trip/folder/c.jpg" : $"uploads/trip/{exported}.jpg"]);
    }

    [Fact]
    public async Task A_batch_comes_as_Parquet()
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/a.jpg"), QueryApi.Failure("uploads/trip/b.jpg"));

        var response = await _api.SendAsync(QueryApi.Request(Route, null, ("format", "parquet")));

        response.Headers["content-type"].ShouldBe("application/vnd.apache.parquet");
        using var file = new MemoryStream(Convert.FromBase64String(response.Body));
        var rows = (await ParquetSerializer.DeserializeUntypedAsync(file, cancellationToken: TestContext.Current.CancellationToken)).Data;
        rows.Select(row => row["key"]).ShouldBe(["uploads/trip/b.jpg", "uploads/trip/a.jpg"]);
    }

    [Fact]
    public async Task The_model_version_asked_for_is_exported()
    {
        var photo = QueryApi.Prediction("uploads/trip/a.jpg");
        await _api.WriteAsync(photo, photo with { Model = photo.Model with { Version = "2" }, Labels = [new ScoredLabel("hat", 0.5)] });

        var response = await _api.SendAsync(QueryApi.Request(Route, null, ("model", "clothing@1")));

        Text(response).ShouldContain("dress");
        Text(response).ShouldNotContain("hat");
    }

    [Theory]
    [InlineData("jsonl", "application/x-ndjson", 4)]
    [InlineData("parquet", "application/vnd.apache.parquet", 1)]
    public async Task A_hundred_thousand_predictions_go_to_the_bucket_in_bounded_memory_and_the_answer_links_there(string format, string contentType, int parts)
    {
        const int Count = 100_000;
        using var table = new EndlessTable(Count);
        using var api = new QueryApi(table);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var live = new List<long>();
        api.S3.OnPart = () => live.Add(GC.GetTotalMemory(forceFullCollection: true) - before - api.S3.Parts.Sum(part => (long)part.Length));

        var (status, body) = await api.SendAsync(Route, null, ("format", format));

        status.ShouldBe(200);
        body.GetProperty("count").GetInt32().ShouldBe(Count);
        var upload = api.S3.Uploads.ShouldHaveSingleItem();
        upload.Key.ShouldStartWith("exports/");
        upload.ContentType.ShouldBe(contentType);
        upload.Headers.ContentDisposition.ShouldBe($"attachment; filename=\"trip.{format}\"; filename*=UTF-8''trip.{format}");
        body.GetProperty("url").GetString()!.ShouldContain($"/data/{upload.Key}?");
        (await KeysAsync(format, api.S3.Objects[upload.Key])).Distinct().Count().ShouldBe(Count);
        api.S3.Parts.Count.ShouldBeGreaterThanOrEqualTo(parts);
        api.S3.Parts.SkipLast(1).ShouldAllBe(part => part.Length >= 5 << 20);
        api.S3.Parts.ShouldAllBe(part => part.Length < 10 << 20);
        live.ShouldAllBe(bytes => bytes < 96 << 20);
    }

    [Theory]
    [InlineData(7_000, true)]
    [InlineData(10_000, false)]
    public async Task A_file_of_more_than_4_MB_is_linked_to_though_it_is_no_more_than_one_part(int count, bool isInline)
    {
        using var table = new EndlessTable(count);
        using var api = new QueryApi(table);

        var response = await api.SendAsync(QueryApi.Request(Route, null, ("format", "jsonl")));

        response.IsBase64Encoded.ShouldBe(isInline);
        api.S3.Parts.Count.ShouldBe(isInline ? 0 : 1);
        Encoding.UTF8.GetByteCount(response.Body).ShouldBeLessThan(6_000_000);
    }

    [Fact]
    public async Task When_time_runs_out_the_upload_is_aborted_and_the_problem_says_what_to_do()
    {
        using var table = new EndlessTable(50_000);
        using var api = new QueryApi(table);
        using var deadline = new CancellationTokenSource();
        api.S3.OnPart = () =>
        {
            if (api.S3.Parts.Count == 1)
            {
                deadline.Cancel();
            }
        };

        var response = await api.SendAsync(QueryApi.Request(Route, null, ("format", "jsonl")), deadline.Token);

        response.StatusCode.ShouldBe(413);
        response.Body.ShouldContain("EXPORT_TOO_LARGE");
        response.Body.ShouldContain("./dev export");
        api.S3.IsAborted.ShouldBeTrue();
    }

    [Fact]
    public async Task When_a_part_cannot_be_sent_the_upload_is_aborted()
    {
        using var table = new EndlessTable(50_000);
        using var api = new QueryApi(table);
        api.S3.OnPart = () => throw new HttpRequestException("no connection");

        var (status, _) = await api.SendAsync(Route, null, ("format", "jsonl"));

        status.ShouldBe(500);
        api.S3.IsAborted.ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_batch_is_404_and_an_unknown_format_400()
    {
        var (unknown, _) = await _api.SendAsync(Route);
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/a.jpg"));
        var (format, body) = await _api.SendAsync(Route, null, ("format", "xlsx"));

        (unknown, format).ShouldBe((404, 400));
        body.GetProperty("detail").GetString()!.ShouldContain("csv, jsonl, parquet");
    }

    public void Dispose() => _api.Dispose();

    private static async Task<IEnumerable<string?>> KeysAsync(string format, byte[] file) => format == "jsonl"
        ? Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString())
        : (await ParquetSerializer.DeserializeUntypedAsync(
            new MemoryStream(file), cancellationToken: TestContext.Current.CancellationToken)).Data.Select(row => (string?)row["key"]);

    private static string Text(APIGatewayHttpApiV2ProxyResponse response)
    {
        response.IsBase64Encoded.ShouldBeTrue();
        return Encoding.UTF8.GetString(Convert.FromBase64String(response.Body));
    }
}
