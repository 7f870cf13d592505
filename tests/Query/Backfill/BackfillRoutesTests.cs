using System.Text;
using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Tests.Backfill;

public sealed class BackfillRoutesTests : IDisposable
{
    private const string Route = "POST /batches/{batch}/backfill";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task What_lies_in_the_batch_s_folder_is_queued_as_the_bucket_lists_it()
    {
        Put("uploads/trip/a.jpg", "uploads/trip/b/c.jpg", "uploads/trip/folder/", "uploads/tripod/d.jpg", "exports/trip/e.jpg");

        var (status, body) = await _api.SendAsync(Route, "{}");

        status.ShouldBe(200);
        (body.GetProperty("queued").GetInt32(), body.GetProperty("skipped").GetInt32()).ShouldBe((2, 1));
        body.GetProperty("skippedBecause")[0].GetRawText().ShouldBe("""{"reason":"It is a folder's placeholder","count":1,"example":"uploads/trip/folder/"}""");
        _api.Queued.ShouldBe(
        [
            Item("uploads/trip/a.jpg") with { Version = new ObjectVersion(FakeS3.LastModified, "e1"), Size = 3 },
            Item("uploads/trip/b/c.jpg") with { Version = new ObjectVersion(FakeS3.LastModified, "e1"), Size = 3 },
        ]);
    }

    [Fact]
    public async Task A_folder_without_a_name_is_in_the_default_batch_and_listed_with_it_from_any_cursor_on()
    {
        string[] keys = ["uploads/a.jpg", "uploads//b.jpg", "uploads//c/d.jpg", "uploads/default/e.jpg"];
        Put([.. keys, "uploads/trip/f.jpg"]);
        var request = QueryApi.Request(Route, "{}");
        request.PathParameters["batch"] = "default";
        await _api.SendAsync(request);
        var all = _api.Queued.Select(item => item.Key.ToString()).ToList();

        request.Body = """{"cursor": "uploads//b.jpg"}""";
        await _api.SendAsync(request);

        all.ShouldBe(keys, ignoreOrder: true);
        _api.Queued.Skip(all.Count).Select(item => item.Key.ToString()).ShouldBe(["uploads//c/d.jpg", "uploads/default/e.jpg"]);
    }

    [Fact]
    public async Task What_is_queued_has_the_trace_that_its_caller_knows()
    {
        Put("uploads/trip/a.jpg");
        var request = QueryApi.Request(Route, "{}");
        request.RequestContext = new() { RequestId = "JKJaXmPLvHcESHA=" };

        await _api.SendAsync(request);

        _api.Queued.Single().TraceId.ShouldBe("JKJaXmPLvHcESHA=");
        Encoding.UTF8.GetString(_api.Log.ToArray()).ShouldContain("1 images queued: those that have no trace yet, of trace JKJaXmPLvHcESHA=");
    }

    [Theory]
    [InlineData("b/")]
    [InlineData("uploads/trip/b/")]
    public async Task A_prefix_is_whole_or_relative_to_the_batch(string prefix)
    {
        Put("uploads/trip/a.jpg", "uploads/trip/b/c.jpg");

        await _api.SendAsync(Route, $$"""{"prefix": "{{prefix}}", "model": "insects"}""");

        _api.Queued.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            item => item.Key.ToString().ShouldBe("uploads/trip/b/c.jpg"), item => item.Model.ShouldBe(ModelName.Parse("insects")));
    }

    [Fact]
    public async Task The_default_batch_has_what_lies_directly_under_uploads_too()
    {
        Put("uploads/a.jpg", "uploads/default/b.jpg", "uploads/trip/c.jpg", "uploads/z.jpg");
        var request = QueryApi.Request(Route, "{}");
        request.PathParameters["batch"] = "default";

        await _api.SendAsync(request);

        _api.Queued.Select(item => item.Key.ToString()).ShouldBe(["uploads/a.jpg", "uploads/z.jpg", "uploads/default/b.jpg"]);
    }

    [Fact]
    public async Task A_slice_ends_when_its_time_is_over_and_the_next_goes_on_behind_it()
    {
        Put([.. Enumerable.Range(0, 2500).Select(number => $"uploads/trip/{number:D4}.jpg")]);
        _api.Time.Step = TimeSpan.FromSeconds(5);

        var (queued, cursors) = await DriveAsync("");

        queued.ShouldBe([1000, 1000, 500]);
        cursors.ShouldBe(["uploads/trip/0999.jpg", "uploads/trip/1999.jpg"]);
        _api.S3.Listings.ShouldContain(("uploads/trip/", "uploads/trip/1999.jpg"));
        _api.Queued.Select(item => item.Key.ToString()).Distinct().Count().ShouldBe(2500);
        _api.Sqs.RequestSizes.ShouldAllBe(size => size == 10);
    }

    [Fact]
    public async Task Within_its_time_a_slice_goes_through_several_listings()
    {
        Put([.. Enumerable.Range(0, 2500).Select(number => $"uploads/trip/{number:D4}.jpg")]);

        var (queued, _) = await DriveAsync("");

        queued.ShouldBe([2500]);
    }

    [Fact]
    public async Task A_cursor_of_the_default_batch_goes_on_in_its_folder()
    {
        Put([.. Enumerable.Range(0, 999).Select(number => $"uploads/{number:D4}.jpg"), .. Enumerable.Range(0, 1500).Select(
            number => $"uploads/default/{number:D4}.jpg")]);
        _api.Time.Step = TimeSpan.FromSeconds(5);

        var (queued, _) = await DriveAsync("", batch: "default");

        queued.ShouldBe([1000, 1000, 499]);
        _api.Queued.Select(item => item.Key.ToString()).Distinct().Count().ShouldBe(2499);
    }

    [Fact]
    public async Task Keys_with_control_characters_and_signs_are_listed_as_they_are()
    {
        string[] keys = ["uploads/trip/a\u0001b.jpg", "uploads/trip/a + b%2B.jpg", "uploads/trip/größer\u0085.jpg"];
        Put(keys);

        var (status, body) = await _api.SendAsync(Route, "{}");
        await _api.SendAsync(Route, """{"prefix": "a\u0001"}""");

        (status, body.GetProperty("queued").GetInt32()).ShouldBe((200, 3));
        _api.Queued.Select(item => item.Key.ToString()).ShouldBe([.. keys.Order(StringComparer.Ordinal), keys[0]], ignoreOrder: true);
    }

    [Fact]
    public async Task Where_nothing_lies_the_answer_names_the_folders_that_are_there()
    {
        Put("uploads/trip/a.jpg", "uploads/beach + sea/b.jpg", "elsewhere/c.jpg");

        var (status, body) = await _api.SendAsync(Route, """{"prefix": "2026/spring/"}""");

        status.ShouldBe(200);
        body.GetProperty("reason").GetString()!.ShouldStartWith("No objects found.");
        body.GetProperty("folders").EnumerateArray().Select(folder => folder.GetString()).ShouldBe(["uploads/beach + sea/", "uploads/trip/"]);
    }

    [Theory]
    [InlineData("uploads/", 4)]
    [InlineData("uploads/t", 3)]
    [InlineData("uploads/trip", 2)]
    public async Task In_the_default_batch_a_prefix_above_the_batches_takes_all_of_them(string prefix, int queued)
    {
        Put("uploads/a.jpg", "uploads/trip/b.jpg", "uploads/trip2/c.jpg", "uploads/t.jpg");
        var request = QueryApi.Request(Route, $$"""{"prefix": "{{prefix}}"}""");
        request.PathParameters["batch"] = "default";

        await _api.SendAsync(request);

        _api.Queued.Count().ShouldBe(queued);
    }

    [Fact]
    public async Task When_time_runs_out_the_answer_says_where_to_go_on()
    {
        Put([.. Enumerable.Range(0, 2500).Select(number => $"uploads/trip/{number:D4}.jpg")]);
        using var deadline = new CancellationTokenSource();
        _api.Sqs.OnSend = () =>
        {
            if (_api.Sqs.Sent.Count > 1500)
            {
                deadline.Cancel();
                deadline.Token.ThrowIfCancellationRequested();
            }
        };

        var response = await _api.SendAsync(QueryApi.Request(Route, "{}"), deadline.Token);
        _api.Sqs.OnSend = () => { };
        var body = JsonDocument.Parse(response.Body).RootElement;
        await _api.SendAsync(Route, $$"""{"cursor": "{{body.GetProperty("nextCursor").GetString()}}"}""");

        response.StatusCode.ShouldBe(200);
        (body.GetProperty("queued").GetInt32(), body.GetProperty("nextCursor").GetString()).ShouldBe((1000, "uploads/trip/0999.jpg"));
        _api.Queued.Select(item => item.Key.ToString()).Distinct().Count().ShouldBe(2500);
    }

    [Fact]
    public async Task When_time_runs_out_at_once_the_cursor_is_where_it_was()
    {
        Put("uploads/trip/a.jpg");
        using var deadline = new CancellationTokenSource();
        await deadline.CancelAsync();

        var response = await _api.SendAsync(QueryApi.Request(Route, "{}"), deadline.Token);

        response.Body.ShouldBe("""{"queued":0,"skipped":0,"nextCursor":""}""");
        (await _api.SendAsync(Route, """{"cursor": ""}""")).Body.GetProperty("queued").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"prefix": "uploads/other/"}""")]
    [InlineData("""{"prefix": "a", "manifest": "manifests/a.csv"}""")]
    [InlineData("""{"manifest": "uploads/trip/a.csv"}""")]
    [InlineData("""{"manifest": "manifests/missing.csv"}""")]
    [InlineData("""{"manifest": "manifests/a.csv", "cursor": "uploads/trip/a.jpg"}""")]
    [InlineData("""{"model": "../clothing"}""")]
    [InlineData("""{"model": ""}""")]
    [InlineData("""{"model": "clothing-2027"}""")]
    public async Task Parameters_that_do_not_fit_are_a_problem_with_400(string body)
    {
        _api.S3.Objects["manifests/a.csv"] = [];

        var (status, _) = await _api.SendAsync(Route, body);

        status.ShouldBe(400);
    }

    [Fact]
    public async Task What_the_queue_does_not_take_is_a_problem_with_500_and_nothing_is_skipped()
    {
        Put("uploads/trip/a.jpg");
        _api.Sqs.Fault = new HttpRequestException("no connection");

        var (status, _) = await _api.SendAsync(Route, "{}");

        status.ShouldBe(500);
    }

    public void Dispose() => _api.Dispose();

    private static WorkItem.Classify Item(string key) => new(QueryApi.Options.Bucket, ObjectKey.Parse(key), ObjectVersion.Unknown);

    private void Put(params string[] keys) => Array.ForEach(keys, key => _api.S3.Objects[key] = [1, 2, 3]);

    /// <summary>Asks for slices until there are no more.</summary>
    private async Task<(List<int> Queued, List<string> Cursors)> DriveAsync(string fields, string batch = "trip")
    {
        var (queued, cursors) = (new List<int>(), new List<string>());
        while (true)
        {
            var cursor = cursors.Count == 0 ? "" : $"\"cursor\": \"{cursors[^1]}\"";
            var request = QueryApi.Request(Route, $"{{{string.Join(',', new[] { fields, cursor }.Where(field => field.Length > 0))}}}");
            request.PathParameters["batch"] = batch;
            var body = JsonDocument.Parse((await _api.SendAsync(request)).Body).RootElement;
            queued.Add(body.GetProperty("queued").GetInt32());
            if (!body.TryGetProperty("nextCursor", out var next))
            {
                return (queued, cursors);
            }

            cursors.Add(next.GetString()!);
        }
    }
}
