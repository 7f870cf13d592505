using ImageClassification.Contracts;

namespace ImageClassification.Query.Tests.Compare;

public sealed class CompareRoutesTests : IDisposable
{
    private const string Route = "GET /batches/{batch}/compare";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task What_differs_is_listed_with_both_verdicts()
    {
        await _api.WriteAsync(
            QueryApi.Prediction("uploads/trip/same.jpg", "hat", 0.9), ByTwo(QueryApi.Prediction("uploads/trip/same.jpg", "hat", 0.5)),
            QueryApi.Prediction("uploads/trip/label.jpg", "hat", 0.9), ByTwo(QueryApi.Prediction("uploads/trip/label.jpg", "dress", 0.75)),
            QueryApi.Failure("uploads/trip/fixed.jpg"), ByTwo(QueryApi.Prediction("uploads/trip/fixed.jpg", "hat", 0.5)),
            ByTwo(QueryApi.Prediction("uploads/trip/only-two.jpg")), QueryApi.Prediction("uploads/trip/only-one.jpg"));

        var (status, body) = await CompareAsync(("from", "clothing@1"), ("to", "clothing@2"));

        status.ShouldBe(200);
        body.GetProperty("compared").GetInt32().ShouldBe(3);
        body.TryGetProperty("nextCursor", out _).ShouldBeFalse();
        body.GetProperty("changed").GetRawText().ShouldBe(
            """
            [{"key":"uploads/trip/fixed.jpg","from":{"status":"FAILED","code":"CORRUPT_IMAGE"},"to":{"status":"CLASSIFIED","label":"hat","confidence":0.5}},{"key":"uploads/trip/label.jpg","from":{"status":"CLASSIFIED","label":"hat","confidence":0.9},"to":{"status":"CLASSIFIED","label":"dress","confidence":0.75}}]
            """);
    }

    [Fact]
    public async Task Pages_compare_every_picture_once()
    {
        var before = Enumerable.Range(0, 450).Select(number => QueryApi.Prediction($"uploads/trip/{number}.jpg", "hat", number / 1000.0)).ToList();
        await _api.WriteAsync(before);
        await _api.WriteAsync(before.Select((prediction, index) => ByTwo(index % 10 == 0 ? prediction with { Labels = [new("dress", 0.5)] } : prediction)));
        var (compared, changed, pages) = (0, new List<string>(), 0);

        string? cursor = "";
        while (cursor is not null)
        {
            var (_, body) = await CompareAsync(("from", "clothing@1"), ("to", "clothing@2"), ("limit", "200"), ("cursor", cursor));
            compared += body.GetProperty("compared").GetInt32();
            changed.AddRange(body.GetProperty("changed").EnumerateArray().Select(change => change.GetProperty("key").GetString()!));
            cursor = body.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            pages++;
        }

        (compared, changed.Count, changed.Distinct().Count(), pages).ShouldBe((450, 45, 45, 3));
    }

    [Fact]
    public async Task The_same_key_of_a_former_bucket_is_another_picture()
    {
        var photo = QueryApi.Prediction("uploads/trip/a.jpg", "hat", 0.9);
        var former = photo with { Bucket = "former", Labels = [new("dress", 0.5)] };
        await _api.WriteAsync(photo, ByTwo(photo), former, ByTwo(former with { Labels = [new("hat", 0.5)] }));

        var (_, body) = await CompareAsync(("from", "clothing@1"), ("to", "clothing@2"));

        body.GetProperty("compared").GetInt32().ShouldBe(2);
        body.GetProperty("changed")[0].GetProperty("from").GetProperty("label").GetString().ShouldBe("dress");
    }

    [Fact]
    public async Task A_picture_that_one_version_only_knows_as_deleted_is_left_out()
    {
        var photo = QueryApi.Prediction("uploads/trip/a.jpg");
        await _api.WriteAsync(photo with { Status = PredictionStatus.Deleted, Labels = [] }, ByTwo(photo));

        var (_, body) = await CompareAsync(("from", "clothing@1"), ("to", "clothing@2"));

        body.GetProperty("compared").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("clothing@1", null, 400)]
    [InlineData(null, "clothing@1", 400)]
    [InlineData("clothing@1", "clothing@9", 404)]
    [InlineData("clothing", "clothing@1", 400)]
    [InlineData("clothing@1", "clothing", 400)]
    public async Task Two_versions_must_be_named_and_the_second_known(string? from, string? to, int expected)
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/a.jpg"));

        var (status, _) = await CompareAsync(("from", from ?? ""), ("to", to ?? ""));

        status.ShouldBe(expected);
    }

    public void Dispose() => _api.Dispose();

    private static Prediction ByTwo(Prediction prediction) => prediction with { Model = prediction.Model with { Version = "2" } };

    private Task<(int Status, System.Text.Json.JsonElement Body)> CompareAsync(params (string, string)[] query) => _api.SendAsync(Route, null, query);
}
