using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Tests.Truths;

public sealed class TruthRoutesTests : IDisposable
{
    private const string Key = "uploads/trip/hat/1.jpg";
    private const string Put = "PUT /predictions/{key+}";
    private const string Post = "POST /batches/{batch}/truth";
    private const string List = "GET /batches/{batch}/predictions";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task What_a_person_says_stands_beside_the_prediction_with_who_when_and_how()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key, "dress"));
        var request = QueryApi.Request(Put, """{ "labels": ["hat"], "at": "2026-01-15T12:30:00Z", "sample": "doubtful" }""");
        request.PathParameters["key"] = Key + "/truth";
        request.RequestContext =
            new() { Authorizer = new() { Jwt = new() { Claims = new Dictionary<string, string> { ["sub"] = "1", ["email"] = "ada@example.com" } } } };

        var response = await _api.SendAsync(request);
        var (_, prediction) = await _api.SendAsync("GET /predictions", null, ("key", Key));

        response.StatusCode.ShouldBe(200);
        prediction.GetProperty("truth").GetRawText().ShouldBe("""{"labels":["hat"],"how":"person","at":"2026-01-15T12:30:00+00:00","who":"ada@example.com","sample":"doubtful"}""");
        (prediction.GetProperty("label").GetString(), prediction.GetProperty("agrees").GetBoolean()).ShouldBe(("dress", false));
    }

    [Fact]
    public async Task A_newer_upload_has_none_and_the_former_content_keeps_its_own()
    {
        var first = QueryApi.Prediction(Key);
        await _api.WriteAsync(first);
        await SayAsync("""{ "labels": ["hat"] }""");
        await _api.WriteAsync(first with { Version = new(first.Version.EventTime.AddHours(1), "e2", Sequencer.From("0B")) });

        var (_, replaced) = await _api.SendAsync("GET /predictions", null, ("key", Key));
        await _api.WriteAsync(first with { Version = new(first.Version.EventTime.AddHours(2), "e1", Sequencer.From("0C")) });
        var (_, restored) = await _api.SendAsync("GET /predictions", null, ("key", Key));

        replaced.TryGetProperty("truth", out _).ShouldBeFalse();
        Labels(restored).ShouldBe("hat");
    }

    [Fact]
    public async Task A_score_by_another_model_keeps_the_truth_and_is_judged_by_it()
    {
        var first = QueryApi.Prediction(Key);
        await _api.WriteAsync(first);
        await SayAsync("""{ "labels": ["hat"] }""");
        await _api.WriteAsync(first with { Model = first.Model with { Version = "2" }, Labels = [new ScoredLabel("hat", 0.7)] });

        var (_, second) = await _api.SendAsync("GET /predictions", null, ("key", Key), ("model", "clothing@2"));

        (Labels(second), second.GetProperty("agrees").GetBoolean()).ShouldBe(("hat", true));
    }

    [Fact]
    public async Task Of_decisions_that_come_twice_and_in_any_order_the_latest_holds()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));

        await SayAsync("""{ "labels": ["shoes"], "at": "2026-01-15T12:00:03Z" }""");
        await SayAsync("""{ "labels": null, "at": "2026-01-15T12:00:02Z" }""");
        await SayAsync("""{ "labels": ["hat"], "at": "2026-01-15T12:00:01Z" }""");
        var (_, holds) = await SayAsync("""{ "labels": ["shoes"], "at": "2026-01-15T12:00:03Z" }""");

        Labels(holds).ShouldBe("shoes");
    }

    [Fact]
    public async Task What_is_taken_back_is_gone_and_an_earlier_word_does_not_bring_it_back()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        await SayAsync("""{ "labels": ["hat"], "at": "2026-01-15T12:00:01Z" }""");

        var (_, taken) = await SayAsync("""{ "labels": null, "at": "2026-01-15T12:00:03Z" }""");
        var (_, late) = await SayAsync("""{ "labels": ["hat"], "at": "2026-01-15T12:00:02Z" }""");

        taken.TryGetProperty("truth", out _).ShouldBeFalse();
        late.TryGetProperty("truth", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("file")]
    public async Task An_undo_restores_where_the_labels_come_from(string how)
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        await SayAsync("""{ "labels": ["hat"], "at": "2026-01-15T12:00:00Z" }""");

        var (_, restored) = await SayAsync($$"""{ "labels": ["dress"], "how": "{{how}}", "at": "2026-01-15T12:00:01Z" }""");

        var truth = restored.GetProperty("truth");
        (Labels(restored), truth.GetProperty("how").GetString()).ShouldBe(("dress", how));
    }

    [Fact]
    public async Task After_an_undo_to_no_truth_the_folder_s_name_can_be_used()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        await SayAsync("""{ "labels": ["shoes"], "at": "2026-01-15T12:00:00Z" }""");

        var (_, undone) = await SayAsync("""{ "labels": null, "how": "folder", "at": "2026-01-15T12:00:01Z" }""");
        var (_, slice) = await _api.SendAsync(Post, """{ "folder": true, "at": "2026-01-15T12:00:02Z" }""");

        undone.TryGetProperty("truth", out _).ShouldBeFalse();
        slice.GetProperty("written").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task None_of_the_labels_agrees_only_with_a_model_that_is_not_sure_of_any()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key), QueryApi.Prediction("uploads/trip/2.jpg", ScoredLabel.Unknown, 0.2));
        await SayAsync("""{ "labels": [] }""");
        await SayAsync("""{ "labels": [] }""", "uploads/trip/2.jpg");

        var (_, page) = await _api.SendAsync(List);

        page.GetProperty("predictions").EnumerateArray().ToDictionary(
            each => each.GetProperty("key").GetString()!, each => each.GetProperty("agrees").GetBoolean())
            .ShouldBe(new Dictionary<string, bool> { [Key] = false, ["uploads/trip/2.jpg"] = true }, ignoreOrder: true);
    }

    [Fact]
    public async Task The_folder_is_the_label_but_replaces_no_persons_word_and_can_be_said_again()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key), QueryApi.Prediction("uploads/trip/dress/2.jpg"), QueryApi.Prediction("uploads/trip/3.jpg"));
        await SayAsync("""{ "labels": ["shoes"] }""");

        var (_, first) = await _api.SendAsync(Post, """{ "folder": true }""");
        var (_, again) = await _api.SendAsync(Post, """{ "folder": true, "at": "2026-01-15T12:00:00Z" }""");

        Counts(first).ShouldBe((1, 1, 1));
        first.GetProperty("faults").EnumerateArray().ShouldHaveSingleItem().GetString()
            .ShouldBe("uploads/trip/3.jpg: it is in no folder below the batch's, which would be its label.");
        Counts(again).ShouldBe((0, 2, 1));
        (await TruthsAsync()).ShouldBe(
            new Dictionary<string, string> { [Key] = "shoes", ["uploads/trip/dress/2.jpg"] = "dress", ["uploads/trip/3.jpg"] = "" },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"folder":true}""")]
    [InlineData("""{ "manifest": "manifests/truth.csv" }""")]
    [InlineData("key,label\nhat/1.jpg,hat\n")]
    [InlineData("""{"key":"hat/1.jpg","label":"hat"}""")]
    public async Task What_curl_sends_without_a_content_type_is_read(string body)
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        _api.S3.Objects["manifests/truth.csv"] = "key,label\nhat/1.jpg,hat\n"u8.ToArray();
        var request = QueryApi.Request(Post, body);
        request.Headers = new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded" };

        var response = await _api.SendAsync(request);

        response.StatusCode.ShouldBe(200, response.Body);
        (await TruthsAsync())[Key].ShouldBe("hat");
    }

    [Fact]
    public async Task An_image_that_the_current_version_lacks_gets_its_truth_too()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        var other = QueryApi.Prediction("uploads/trip/shoes/2.jpg");
        await _api.WriteAsync(other with { Model = other.Model with { Version = "2" } });

        var (_, slice) = await _api.SendAsync(Post, """{ "folder": true }""");

        Counts(slice).ShouldBe((2, 0, 0));
    }

    [Theory]
    [InlineData("text/csv", "key,label\nhat/1.jpg,hat\n\"uploads/trip/a, \"\"b\"\".jpg\",\"x|y\"\n3.jpg,(none)\nnowhere.jpg,hat\n4.jpg,\n")]
    [InlineData("text/csv; charset=utf-8", "\uFEFFlabel,truth,status,key\r\nwrong,hat,CLASSIFIED,uploads/trip/hat/1.jpg\r\nwrong,x|y,CLASSIFIED,\"uploads/trip/a, \"\"b\"\".jpg\"\r\nwrong,(none),,3.jpg\r\nw,w,w,nowhere.jpg\r\nw,,,4.jpg")]
    [InlineData("application/x-ndjson", """
        {"key":"hat/1.jpg","label":"hat"}
        {"key":"uploads/trip/a, \"b\".jpg","labels":["x","y"],"eTag":"e1"}
        {"key":"3.jpg","labels":[]}
        {"key":"nowhere.jpg","label":"hat"}
        {"key":"4.jpg","status":"CLASSIFIED","label":"dress"}
        """)]
    [InlineData("application/x-ndjson", """
        {"source-ref":"s3://images/uploads/trip/hat/1.jpg","class":3,"class-metadata":{"class-name":"hat","human-annotated":"yes"}}
        {"source-ref":"s3://images/uploads/trip/a, \"b\".jpg","several":[7,9],"several-metadata":{"class-map":{"7":"x","9":"y"}}}
        {"source-ref":"s3://images/uploads/trip/3.jpg","several":[],"several-metadata":{"class-map":{}}}
        {"source-ref":"s3://elsewhere/uploads/trip/4.jpg","class":3,"class-metadata":{"class-name":"hat"}}
        {"source-ref":"s3://images/uploads/trip/4.jpg"}
        """)]
    public async Task A_file_says_what_images_show(string type, string text)
    {
        await _api.WriteAsync(new[] { Key, "uploads/trip/a, \"b\".jpg", "uploads/trip/3.jpg", "uploads/trip/4.jpg" }.Select(key => QueryApi.Prediction(key)));
        var request = QueryApi.Request(Post, text);
        request.Headers = new Dictionary<string, string> { ["content-type"] = type };

        var response = await _api.SendAsync(request);

        response.StatusCode.ShouldBe(200, response.Body);
        Counts(JsonDocument.Parse(response.Body).RootElement).ShouldBe((3, 0, 2));
        (await TruthsAsync()).ShouldBe(new Dictionary<string, string>
        {
            [Key] = "hat",
            ["uploads/trip/a, \"b\".jpg"] = "x|y",
            ["uploads/trip/3.jpg"] = "(none)",
            ["uploads/trip/4.jpg"] = ""
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_file_may_lie_compressed_in_the_data_bucket()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        _api.S3.Objects["manifests/truth.csv.gz"] = Gzip("key,label\nhat/1.jpg,hat\n");

        var (_, slice) = await _api.SendAsync(Post, """{ "manifest": "manifests/truth.csv.gz" }""");
        var (status, missing) = await _api.SendAsync(Post, """{ "manifest": "manifests/none.csv" }""");

        Counts(slice).ShouldBe((1, 0, 0));
        _api.S3.Buckets.ShouldBe([QueryApi.Options.DataBucket, QueryApi.Options.DataBucket]);
        (status, missing.GetProperty("detail").GetString()).ShouldBe((400, "There is no object manifests/none.csv in the bucket data. Upload it there."));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\\"e1\\\"")]
    [InlineData("\\u0007")]
    public async Task A_version_that_S3_cannot_have_made_is_refused(string eTag)
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));

        var (status, _) = await SayAsync($$"""{ "labels": ["hat"], "eTag": "{{eTag}}" }""");

        status.ShouldBe(400);
    }

    [Theory]
    [InlineData("text/csv", "name,label\n1.jpg,hat\n", "columns")]
    [InlineData("text/csv", "key,label\n\"1.jpg,hat\n", "quote")]
    [InlineData("application/json", "{\"key\":\"1.jpg\",\"label\":\"hat\"}\n", "application/x-ndjson")]
    [InlineData("text/csv", "key,labelhat/1.jpg,hat", "--data-binary")]
    [InlineData("text/csv", "truth,keyhat,hat/1.jpg,key", "--data-binary")]
    [InlineData("application/x-ndjson", "{\"key\":\"1.jpg\",\"label\":\"hat\"}{\"key\":\"2.jpg\",\"label\":\"hat\"}", "--data-binary")]
    [InlineData("application/x-www-form-urlencoded", "{\"folder\":true,\"manifest\":\"manifests/truth.csv\"}", "either folder or a manifest")]
    public async Task A_file_that_cannot_be_read_is_400_and_says_why(string type, string text, string names)
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        var request = QueryApi.Request(Post, text);
        request.Headers = new Dictionary<string, string> { ["content-type"] = type };

        var response = await _api.SendAsync(request);

        response.StatusCode.ShouldBe(400);
        response.Body.ShouldContain(names);
    }

    [Theory]
    [InlineData("key,label\n1.jpg\n", "line 2: it has 1 cells")]
    [InlineData("key,label\nuploads/other/1.jpg,hat\n", "not in batch trip")]
    [InlineData("key,label\n1.jpg,a|a\n", "twice")]
    [InlineData("key,label\n\nnowhere.jpg,hat\n", "line 3: there is no prediction for uploads/trip/nowhere.jpg.")]
    public async Task A_row_that_says_nothing_usable_is_named(string text, string fault)
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        var request = QueryApi.Request(Post, text);
        request.Headers = new Dictionary<string, string> { ["content-type"] = "text/csv" };

        var response = await _api.SendAsync(request);

        JsonDocument.Parse(response.Body).RootElement.GetProperty("faults")[0].GetString()!.ShouldContain(fault);
    }

    [Fact]
    public async Task Faults_are_in_the_order_of_the_lines_also_in_a_later_slice()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        var text = $"key,label\n{Key},hat\nnowhere.jpg,hat\n{Key}\n\nelsewhere.jpg,hat\n";

        var (whole, rest) = (await FaultsAsync(("how", "file")), await FaultsAsync(("cursor", "2")));

        whole.Select(fault => fault!.Split(':')[0]).ShouldBe(["line 3", "line 4", "line 6"]);
        rest.Select(fault => fault!.Split(':')[0]).ShouldBe(["line 4", "line 6"]);

        async Task<List<string?>> FaultsAsync((string, string) query)
        {
            var request = QueryApi.Request(Post, text, query);
            request.Headers = new Dictionary<string, string> { ["content-type"] = "text/csv" };
            var response = await _api.SendAsync(request);
            return [.. JsonDocument.Parse(response.Body).RootElement.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString())];
        }
    }

    [Theory]
    [InlineData("person", 200, "person")]
    [InlineData("", 200, "file")]
    [InlineData("robot", 400, "")]
    public async Task A_file_says_whether_a_person_looked_at_each_image(string how, int status, string source)
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        var request = QueryApi.Request(Post, $$"""{"key":"{{Key}}","labels":["hat"],"eTag":"e1"}""", ("how", how));
        request.Headers = new Dictionary<string, string> { ["content-type"] = "application/x-ndjson" };

        var response = await _api.SendAsync(request);
        var (_, page) = await _api.SendAsync(List);

        response.StatusCode.ShouldBe(status, response.Body);
        (page.GetProperty("predictions")[0].TryGetProperty("truth", out var truth) ? truth.GetProperty("how").GetString() : "").ShouldBe(source);
    }

    [Theory]
    [InlineData("""{ "folder": true, "at": "2026-01-15T12:00:03Z" }""")]
    [InlineData("key,label\nhat/1.jpg,hat\n")]
    public async Task What_a_person_says_stays_a_persons_where_a_file_or_a_folder_says_the_same(string body)
    {
        await _api.WriteAsync(QueryApi.Prediction(Key));
        await SayAsync("""{ "labels": ["hat"], "at": "2026-01-15T12:00:00Z", "sample": "doubtful" }""");

        var request = QueryApi.Request(Post, body);
        request.Headers = new Dictionary<string, string> { ["content-type"] = body.StartsWith('{') ? "application/json" : "text/csv" };

        var response = await _api.SendAsync(request);
        var (_, prediction) = await _api.SendAsync("GET /predictions", null, ("key", Key));

        Counts(JsonDocument.Parse(response.Body).RootElement).ShouldBe((0, 1, 0));
        prediction.GetProperty("truth").GetRawText().ShouldBe("""{"labels":["hat"],"how":"person","at":"2026-01-15T12:00:00+00:00","sample":"doubtful"}""");
    }

    [Fact]
    public async Task Of_several_truths_a_cell_of_the_matrix_lists_by_the_one_that_counts()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key, "hat"), QueryApi.Prediction("uploads/trip/2.jpg", "dress"));
        await SayAsync("""{ "labels": ["shirt", "hat"] }""");
        await SayAsync("""{ "labels": ["shirt", "hat"] }""", "uploads/trip/2.jpg");

        (await KeysAsync(("truth", "shirt"))).ShouldBe([Key, "uploads/trip/2.jpg"], ignoreOrder: true);
        (await KeysAsync(("truth", "hat"), ("label", "hat"))).ShouldBe([Key]);
        (await KeysAsync(("truth", "shirt"), ("label", "hat"), ("differs", "truth"))).ShouldBeEmpty();
        (await KeysAsync(("truth", "shirt"), ("label", "dress"), ("differs", "truth"))).ShouldBe(["uploads/trip/2.jpg"]);
        (await KeysAsync(("truth", "hat"), ("label", "dress"), ("differs", "truth"))).ShouldBeEmpty();

        async Task<IEnumerable<string?>> KeysAsync(params (string, string)[] filter) => (await _api.SendAsync(List, null, filter)).Body
            .GetProperty("predictions").EnumerateArray().Select(each => each.GetProperty("key").GetString()).ToList();
    }

    [Fact]
    public async Task What_differs_from_the_truth_or_from_the_folder_is_listed()
    {
        await _api.WriteAsync(QueryApi.Prediction(Key), QueryApi.Prediction("uploads/trip/dress/2.jpg"), QueryApi.Prediction("uploads/trip/3.jpg"));
        await SayAsync("""{ "labels": ["hat"] }""", "uploads/trip/3.jpg");
        await SayAsync("""{ "labels": ["dress"] }""");

        var (_, truth) = await _api.SendAsync(List, null, ("differs", "truth"));
        var (_, folder) = await _api.SendAsync(List, null, ("differs", "folder"));
        var (_, hats) = await _api.SendAsync(List, null, ("truth", "hat"), ("label", "dress"));

        truth.GetProperty("predictions").EnumerateArray().ShouldHaveSingleItem().GetProperty("key").GetString().ShouldBe("uploads/trip/3.jpg");
        folder.GetProperty("predictions").EnumerateArray().ShouldHaveSingleItem().GetProperty("key").GetString().ShouldBe(Key);
        hats.GetProperty("predictions").EnumerateArray().ShouldHaveSingleItem().GetProperty("key").GetString().ShouldBe("uploads/trip/3.jpg");
    }

    public void Dispose() => _api.Dispose();

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private static string Labels(JsonElement prediction) => !prediction.TryGetProperty("truth", out var truth) ? ""
        : truth.GetProperty("labels").GetArrayLength() == 0 ? "(none)"
        : string.Join('|', truth.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));

    private static (int Written, int Kept, int Skipped) Counts(JsonElement slice) =>
        (slice.GetProperty("written").GetInt32(), slice.GetProperty("kept").GetInt32(), slice.GetProperty("skipped").GetInt32());

    private async Task<Dictionary<string, string>> TruthsAsync()
    {
        var (_, page) = await _api.SendAsync(List);
        return page.GetProperty("predictions").EnumerateArray().ToDictionary(each => each.GetProperty("key").GetString()!, Labels);
    }

    private Task<(int Status, JsonElement Body)> SayAsync(string body, string key = Key) => _api.SendAsync(Put, body, ("key", key));
}
