using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Tests.Batches;

public sealed class CurrentModelTests : IDisposable
{
    private const string Current = "PUT /batches/{batch}/current";
    private const string Get = "GET /batches/{batch}";
    private const string List = "GET /batches/{batch}/predictions";

    private static readonly string[] Nine = [.. Enumerable.Range(1, 9).Select(number => $"uploads/trip/{number}.jpg")];

    private readonly QueryApi _api = new();

    [Fact]
    public async Task A_batch_that_is_scored_again_answers_by_the_first_model_until_another_is_chosen()
    {
        await WriteAsync("1", "dress", Nine);
        await WriteAsync("2", "hat", Nine);

        var (_, before) = await _api.SendAsync(Get);
        var (_, listed) = await _api.SendAsync(List);
        var (_, single) = await _api.SendAsync("GET /predictions", null, ("key", Nine[0]));
        var (chosen, after) = await _api.SendAsync(Current, """{ "model": "clothing@2" }""");

        (Text(before, "model"), Text(before, "current"), Labels(before)).ShouldBe(("clothing@1", "clothing@1", "dress"));
        listed.GetProperty("predictions").EnumerateArray().Select(each => Text(each, "label")).Distinct().ShouldBe(["dress"]);
        Text(single, "label").ShouldBe("dress");
        (chosen, Text(after, "model"), Text(after, "current"), Labels(after)).ShouldBe((200, "clothing@2", "clothing@2", "hat"));
    }

    [Fact]
    public async Task Going_back_brings_everything_back()
    {
        await WriteAsync("1", "dress", Nine);
        await WriteAsync("2", "hat", Nine);
        var (_, before) = await _api.SendAsync(List);
        await _api.SendAsync(Current, """{ "model": "clothing@2" }""");

        await _api.SendAsync(Current, """{ "model": "clothing@1" }""");

        var (_, after) = await _api.SendAsync(List);
        after.GetRawText().ShouldBe(before.GetRawText());
        var (_, export) = await ExportAsync();
        export.ShouldAllBe(line => Text(line, "label") == "dress");
    }

    [Fact]
    public async Task An_upload_that_another_model_classified_is_listed_exported_and_counted_as_missing()
    {
        await WriteAsync("1", "dress", Nine);
        await WriteAsync("2", "hat", Nine);
        await WriteAsync("2", "hat", "uploads/trip/new.jpg");

        var (_, summary) = await _api.SendAsync(Get);
        var (_, listed) = await _api.SendAsync(List);
        var (_, missing) = await _api.SendAsync(List, null, ("status", "MISSING"));
        var (_, export) = await ExportAsync();
        var (status, problem) = await _api.SendAsync("GET /predictions", null, ("key", "uploads/trip/new.jpg"));

        (Number(summary, "classified"), Number(summary, "missing")).ShouldBe((9, 1));
        listed.GetProperty("predictions").GetArrayLength().ShouldBe(10);
        var one = missing.GetProperty("predictions").EnumerateArray().ShouldHaveSingleItem();
        (Text(one, "key"), Text(one, "status"), Text(one.GetProperty("model"), "version")).ShouldBe(("uploads/trip/new.jpg", "MISSING", "2"));
        one.GetProperty("labels").GetArrayLength().ShouldBe(0);
        export.Count(line => Text(line, "status") == "MISSING").ShouldBe(1);
        (status, Text(problem, "detail")!.Contains("clothing@2", StringComparison.Ordinal)).ShouldBe((404, true));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("5")]
    public async Task The_one_image_that_is_missing_among_many_is_on_the_first_page(string limit)
    {
        string[] many = [.. Enumerable.Range(100, 60).Select(number => $"uploads/trip/{number}.jpg")];
        await WriteAsync("1", "dress", many);
        await WriteAsync("2", "dress", many);
        await WriteAsync("2", "dress", "uploads/trip/new.jpg");

        var (_, first) = await _api.SendAsync(List, null, ("status", "MISSING"), ("limit", limit));

        Text(first.GetProperty("predictions").EnumerateArray().ShouldHaveSingleItem(), "key").ShouldBe("uploads/trip/new.jpg");
    }

    [Fact]
    public async Task A_complete_batch_that_gets_one_image_by_another_model_keeps_its_counts()
    {
        await WriteAsync("1", "dress", Nine);
        await _api.SendAsync("PUT /batches/{batch}", """{ "expected": 10, "model": "insects" }""");
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/10.jpg", "beetle") with { Model = new(ModelName.Parse("insects"), "1", "0123456789abcdef") });

        var (_, summary) = await _api.SendAsync(Get);

        (Text(summary, "model"), Number(summary, "classified"), Number(summary, "missing"), Number(summary, "pending")).ShouldBe(("clothing@1", 9, 1, 1));
    }

    [Fact]
    public async Task A_version_that_covers_only_a_part_says_so()
    {
        await WriteAsync("1", "dress", Nine);
        await WriteAsync("2", "hat", Nine[..4]);
        await WriteAsync("3", "shoes", Nine[2..6]);

        var (_, summary) = await _api.SendAsync(Get, null, ("model", "clothing@2"));
        var (_, chosen) = await _api.SendAsync(Current, """{ "model": "clothing@3" }""");
        var keys = await KeysAsync(("limit", "2"));

        (Number(summary, "classified"), Number(summary, "missing")).ShouldBe((4, 5));
        (Number(chosen, "classified"), Number(chosen, "missing")).ShouldBe((4, 5));
        keys.Order(StringComparer.Ordinal).ShouldBe(Nine);
    }

    [Fact]
    public async Task What_was_deleted_is_not_missing()
    {
        await WriteAsync("1", "dress", Nine);
        await WriteAsync("2", "hat", Nine[..4]);
        var gone = QueryApi.Prediction(Nine[8]);
        await _api.WriteAsync(gone with
        {
            Status = PredictionStatus.Deleted,
            Labels = [],
            Version = new(
            gone.Version.EventTime.AddHours(1), Sequencer: Sequencer.From("FF"))
        });

        var (_, summary) = await _api.SendAsync(Get, null, ("model", "clothing@2"));
        var keys = await KeysAsync(("model", "clothing@2"));

        Number(summary, "missing").ShouldBe(4);
        keys.Order(StringComparer.Ordinal).ShouldBe(Nine[..8]);
    }

    [Fact]
    public async Task Of_choices_that_come_twice_and_in_any_order_the_latest_holds()
    {
        await WriteAsync("1", "dress", Nine);
        await WriteAsync("2", "hat", Nine);
        string Choice(int version, string time) => $$"""{ "model": "clothing@{{version}}", "at": "2026-01-15T{{time}}Z" }""";

        await _api.SendAsync(Current, Choice(2, "12:00:02"));
        await _api.SendAsync(Current, Choice(1, "12:00:01"));
        var (_, summary) = await _api.SendAsync(Current, Choice(2, "12:00:02"));

        Text(summary, "current").ShouldBe("clothing@2");
    }

    [Theory]
    [InlineData("""{ "model": "clothing@9" }""", 404, "clothing@1")]
    [InlineData("""{ "model": "clothing" }""", 400, "model must be name@version, such as clothing@1.")]
    [InlineData("""{ "model": 5 }""", 400, "$.model")]
    [InlineData("{}", 400, "field")]
    [InlineData("""{ "model": "clothing@1", "at": "2999-01-01T00:00:00Z" }""", 400, "at")]
    public async Task What_cannot_be_chosen_is_refused_with_the_reason(string body, int expected, string names)
    {
        await WriteAsync("1", "dress", Nine);

        var (status, problem) = await _api.SendAsync(Current, body);

        status.ShouldBe(expected);
        Text(problem, "detail")!.ShouldContain(names);
    }

    [Fact]
    public async Task A_cursor_goes_on_with_the_version_that_it_began_with()
    {
        await WriteAsync("1", "dress", Nine);
        await WriteAsync("2", "hat", Nine);
        var (_, first) = await _api.SendAsync(List, null, ("limit", "5"));

        await _api.SendAsync(Current, """{ "model": "clothing@2" }""");
        var (_, second) = await _api.SendAsync(List, null, ("limit", "5"), ("cursor", Text(first, "nextCursor")!));

        second.GetProperty("predictions").EnumerateArray().Select(each => Text(each, "label")).Distinct().ShouldBe(["dress"]);
    }

    public void Dispose() => _api.Dispose();

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static string Labels(JsonElement summary) => string.Join(' ', summary.GetProperty("labels").EnumerateArray().Select(label => Text(label, "label")));

    private async Task WriteAsync(string version, string label, params IEnumerable<string> keys)
    {
        await _api.WriteAsync(keys.Select(key => QueryApi.Prediction(key, label) is var one ? one with { Model = one.Model with { Version = version } } : one));
    }

    private async Task<List<string>> KeysAsync(params (string, string)[] query)
    {
        var (keys, cursor) = (new List<string>(), (string?)null);
        do
        {
            var (_, page) = await _api.SendAsync(List, null, [.. query, .. cursor is null ? [] : new[] { ("cursor", cursor) }]);
            keys.AddRange(page.GetProperty("predictions").EnumerateArray().Select(each => Text(each, "key")!));
            cursor = Text(page, "nextCursor");
        }
        while (cursor is not null);
        return keys;
    }

    private async Task<(int Status, List<JsonElement> Lines)> ExportAsync()
    {
        var response = await _api.SendAsync(QueryApi.Request("GET /batches/{batch}/export", null, ("format", "jsonl")));
        var text = response.IsBase64Encoded ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(response.Body)) : response.Body;
        return (response.StatusCode, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)]);
    }
}
