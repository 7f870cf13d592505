using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Tests.Quality;

public sealed class QualityRoutesTests : IDisposable
{
    private const string Get = "GET /batches/{batch}/quality";
    private const string Post = "POST /batches/{batch}/truth";
    private const string Put = "PUT /predictions/{key+}";

    private readonly QueryApi _api = new();

    /// <summary>Eight of ten are right by the folders, and the second version breaks three and fixes one.</summary>
    private async Task FillAsync()
    {
        var first = Enumerable.Range(0, 10).Select(number => QueryApi.Prediction($"uploads/trip/{(number < 5 ? "hat" : "dress")}/{number}.jpg",
            number is < 5 and not 0 or 9 ? "hat" : "dress", 0.5 + (number * 0.05))).ToList();
        await _api.WriteAsync(first);
        await _api.WriteAsync(first.Select((one, number) => one with
        {
            Model = one.Model with { Version = "2" },
            Labels = [new ScoredLabel(number is 0 or 5 or 6 or 7 or 9 ? "hat" : one.Label!, 0.6)],
        }));
        await _api.SendAsync(Post, """{ "folder": true, "at": "2026-01-15T12:00:00Z" }""");
    }

    [Fact]
    public async Task The_current_version_is_measured_by_what_the_images_show()
    {
        await FillAsync();

        var (status, quality) = await _api.SendAsync(Get);

        status.ShouldBe(200);
        (quality.GetProperty("model").GetString(), quality.GetProperty("total").GetInt32()).ShouldBe(("clothing@1", 10));
        var report = quality.GetProperty("report");
        (report.GetProperty("images").GetInt32(), report.GetProperty("right").GetInt32(), report.GetProperty("accuracy").GetDouble()).ShouldBe((10, 8, 0.8));
        report.GetProperty("matrix").GetRawText().ShouldBe(
            """[{"truth":"dress","label":"dress","count":4},{"truth":"dress","label":"hat","count":1},{"truth":"hat","label":"hat","count":4},{"truth":"hat","label":"dress","count":1}]""");
        quality.TryGetProperty("bias", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task All_labels_of_a_multi_label_model_are_measured()
    {
        var several = QueryApi.Prediction("uploads/trip/1.jpg", "hat") with { IsMultiLabel = true };
        await _api.WriteAsync(
            several with { Labels = [new("hat", 0.9), new("dress", 0.8)] },
            several with { Key = ObjectKey.Parse("uploads/trip/2.jpg"), Labels = [new(ScoredLabel.Unknown, 0.4), new("hat", 0.4)] });
        await _api.SendAsync(Put, """{ "labels": ["dress", "hat"] }""", ("key", "uploads/trip/1.jpg"));
        await _api.SendAsync(Put, """{ "labels": ["hat"] }""", ("key", "uploads/trip/2.jpg"));

        var (_, quality) = await _api.SendAsync(Get);
        var (_, list) = await _api.SendAsync("GET /batches/{batch}/predictions");

        var report = quality.GetProperty("report");
        (report.GetProperty("exact").GetInt32(), report.GetProperty("right").GetInt32()).ShouldBe((1, 1));
        report.GetProperty("labels").EnumerateArray().Select(label => (label.GetProperty("label").GetString(),
            label.GetProperty("support").GetInt32(), label.GetProperty("predicted").GetInt32(), label.GetProperty("right").GetInt32()))
            .ShouldBe([("hat", 2, 1, 1), ("dress", 1, 1, 1), ("unknown", 0, 1, 0)]);
        list.GetProperty("predictions").EnumerateArray().ShouldAllBe(each => each.GetProperty("multiLabel").GetBoolean());
    }

    [Fact]
    public async Task Two_versions_are_compared_by_what_they_fixed_and_broke_and_the_list_of_changes_says_the_same()
    {
        await FillAsync();

        var (_, quality) = await _api.SendAsync(Get, null, ("model", "clothing@2"), ("from", "clothing@1"));
        var (_, compared) = await _api.SendAsync("GET /batches/{batch}/compare", null, ("from", "clothing@1"), ("to", "clothing@2"));

        quality.GetProperty("comparison").GetRawText().ShouldBe("""{"bothRight":5,"fixed":1,"broken":3,"bothWrong":1,"probability":0.625}""");
        compared.GetProperty("changed").EnumerateArray().CountBy(change => change.GetProperty("effect").GetString()!).ToDictionary()
            .ShouldBe(new Dictionary<string, int> { ["fixed"] = 1, ["broken"] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public async Task What_changes_is_measured_again_at_once()
    {
        await FillAsync();
        await _api.SendAsync(Get);

        await _api.SendAsync(Put, """{ "labels": ["dress"] }""", ("key", "uploads/trip/hat/0.jpg"));
        var (_, quality) = await _api.SendAsync(Get);

        quality.GetProperty("report").GetProperty("right").GetInt32().ShouldBe(9);
        quality.GetProperty("sources").EnumerateArray().Select(source => (source.GetProperty("how").GetString(), source.GetProperty("images").GetInt32()))
            .ShouldBe([("folder", 9), ("person", 1)]);
    }

    [Fact]
    public async Task What_takes_long_to_measure_is_measured_again_once_somebody_says_something()
    {
        await FillAsync();
        _api.Time.Step = TimeSpan.FromSeconds(1); // each look at the clock
        await _api.SendAsync(Get);

        await _api.SendAsync(Put, """{ "labels": ["dress"], "at": "2026-01-15T12:00:01Z" }""", ("key", "uploads/trip/hat/0.jpg"));
        var (_, quality) = await _api.SendAsync(Get);

        quality.GetProperty("report").GetProperty("right").GetInt32().ShouldBe(9);
    }

    [Fact]
    public async Task The_exports_agree_as_often_as_the_quality_says()
    {
        await FillAsync();
        await _api.WriteAsync(QueryApi.Failure("uploads/trip/hat/broken.jpg"));
        await _api.SendAsync(Post, """{ "folder": true }""");

        var response = await _api.SendAsync(QueryApi.Request("GET /batches/{batch}/export", null, ("format", "jsonl")));
        var (_, quality) = await _api.SendAsync(Get);

        var text = response.IsBase64Encoded ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(response.Body)) : response.Body;
        var agrees = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("agrees", out _)).Select(line => line.GetProperty("agrees").GetBoolean()).ToList();
        quality.GetProperty("report").GetProperty("accuracy").GetDouble().ShouldBe((double)agrees.Count(each => each) / agrees.Count);
        quality.GetProperty("report").GetProperty("unanswered").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_former_content_and_a_deleted_image_do_not_count()
    {
        await FillAsync();
        var (replaced, deleted) = (QueryApi.Prediction("uploads/trip/hat/0.jpg", "hat"), QueryApi.Prediction("uploads/trip/dress/9.jpg"));
        await _api.WriteAsync(replaced with { Version = new(replaced.Version.EventTime.AddHours(1), "e2", Sequencer.From("0B")) });
        await _api.WriteAsync(deleted with
        {
            Status = PredictionStatus.Deleted,
            Labels = [],
            Version = new(
            deleted.Version.EventTime.AddHours(1), Sequencer: Sequencer.From("0B"))
        });

        var (_, quality) = await _api.SendAsync(Get);

        (quality.GetProperty("report").GetProperty("images").GetInt32(), quality.GetProperty("report").GetProperty("unanswered").GetInt32()).ShouldBe((8, 0));
    }

    [Fact]
    public async Task Where_only_doubtful_ones_were_looked_at_the_answer_says_so()
    {
        await _api.WriteAsync(Enumerable.Range(0, 10).Select(number => QueryApi.Prediction($"uploads/trip/{number}.jpg")));
        await _api.SendAsync(Put, """{ "labels": ["hat"], "sample": "doubtful" }""", ("key", "uploads/trip/0.jpg"));
        var (_, doubtful) = await _api.SendAsync(Get);
        await _api.SendAsync(Put, """{ "labels": ["dress"], "sample": "random" }""", ("key", "uploads/trip/1.jpg"));

        var (_, both) = await _api.SendAsync(Get);

        doubtful.GetProperty("bias").GetString()!.ShouldStartWith("1 of the 1 images");
        both.GetProperty("bias").GetString()!.ShouldEndWith("Of the 1 drawn at random, 1 are right.");
    }

    [Fact]
    public async Task A_batch_is_seen_beside_another()
    {
        await FillAsync();
        await _api.WriteAsync(QueryApi.Prediction("uploads/other/1.jpg", "hat", 0.5), QueryApi.Failure("uploads/other/2.jpg"));

        var (_, quality) = await _api.SendAsync(Get, null, ("reference", "other"));

        // ln 0.5 · (0.5 − 1) for hat, and (0.5 − 0.0001) · ln 5000 for dress, which the other lacks.
        var drift = quality.GetProperty("drift");
        drift.GetProperty("labels").GetProperty("stabilityIndex").GetDouble().ShouldBe((-0.5 * Math.Log(0.5)) + (0.4999 * Math.Log(5000)), 1e-15);
        (drift.GetProperty("meanConfidence").GetDouble(), drift.GetProperty("referenceMeanConfidence").GetDouble()).ShouldBe((0.725, 0.5));
        (drift.GetProperty("failed").GetDouble(), drift.GetProperty("referenceFailed").GetDouble()).ShouldBe((0, 0.5));
    }

    public void Dispose() => _api.Dispose();
}
