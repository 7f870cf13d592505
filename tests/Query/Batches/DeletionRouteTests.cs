namespace ImageClassification.Query.Tests.Batches;

public sealed class DeletionRouteTests : IDisposable
{
    private const string Delete = "DELETE /batches/{batch}";
    private const string List = "GET /batches";

    private readonly QueryApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_deleted_batch_loses_its_objects_and_is_not_listed()
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/1.jpg"), QueryApi.Prediction("uploads/trips/1.jpg"));
        Put("uploads/trip/1.jpg", "uploads/trip/notes \u0001 & <more>.txt", "uploads/trips/1.jpg");

        var (status, body) = await _api.SendAsync(Delete);

        (status, body.GetProperty("deleted").GetInt32(), body.TryGetProperty("nextCursor", out _)).ShouldBe((200, 2, false));
        _api.S3.Objects.Keys.ShouldBe(["uploads/trips/1.jpg"]);
        (await ListedAsync()).ShouldBe(["trips"]);
    }

    [Fact]
    public async Task Many_objects_are_deleted_slice_by_slice_and_the_batch_is_listed_until_the_last()
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/1.jpg"));
        Put([.. Enumerable.Range(0, 1100).Select(number => $"uploads/trip/{number:0000}.jpg")]);
        var deleted = new List<int>();

        string? cursor = null;
        do
        {
            (await ListedAsync()).ShouldBe(["trip"]);
            var (_, body) = await _api.SendAsync(Delete, null, cursor is null ? [] : [("cursor", cursor)]);
            deleted.Add(body.GetProperty("deleted").GetInt32());
            cursor = body.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        deleted.ShouldBe([500, 500, 100]);
        _api.S3.Objects.ShouldBeEmpty();
        (await ListedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_that_is_declared_again_is_listed_without_what_was_declared_before()
    {
        await _api.SendAsync("PUT /batches/{batch}", """{ "expected": 5, "note": "Spring" }""");
        await _api.SendAsync(Delete);

        var (_, body) = await _api.SendAsync("PUT /batches/{batch}", "{}");

        (await ListedAsync()).ShouldBe(["trip"]);
        (body.TryGetProperty("expected", out _), body.TryGetProperty("note", out _)).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_batch_that_is_unknown_is_404() => (await _api.SendAsync(Delete)).Status.ShouldBe(404);

    [Fact]
    public async Task Nothing_is_deleted_in_a_bucket_that_is_only_read()
    {
        using var api = new QueryApi(options: QueryApi.Options with { AllowUploads = false });
        api.S3.Objects["uploads/trip/1.jpg"] = [1];

        var (status, problem) = await api.SendAsync(Delete);

        (status, problem.GetProperty("detail").GetString()!.Contains("SourceBucket", StringComparison.Ordinal)).ShouldBe((400, true));
        api.S3.Objects.ShouldNotBeEmpty();
    }

    private void Put(params string[] keys)
    {
        foreach (var key in keys)
        {
            _api.S3.Objects[key] = [1];
        }
    }

    private async Task<IEnumerable<string?>> ListedAsync()
    {
        var (_, body) = await _api.SendAsync(List);
        return body.GetProperty("batches").EnumerateArray().Select(batch => batch.GetProperty("batch").GetString());
    }
}
