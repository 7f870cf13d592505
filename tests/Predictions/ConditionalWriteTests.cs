using ImageClassification.Testing;

namespace ImageClassification.Predictions.Tests;

public sealed class ConditionalWriteTests : ConditionalWrites, IDisposable
{
    private readonly FakeDynamoDb _dynamoDb = new();

    [Fact]
    public async Task The_condition_is_the_rule_for_every_pair()
    {
        var store = new PredictionStore(await TableAsync());
        string[] all =
        [
            .. from status in new[] { "CLASSIFIED", "FAILED", "ARCHIVED", "EXHAUSTED", "GONE", "DELETED" }
               from sequencer in new[] { "-", "0A", "0B" }
               from minutes in new[] { 0, 1, 2 }
               from eTag in status == "DELETED" ? ["-"] : new[] { "-", "a", "b" }
               select $"{status} {sequencer} {minutes} {eTag}",
        ];

        foreach (var (stored, arriving) in all.SelectMany(_ => all, (stored, arriving) => (Parse("uploads/a.jpg", stored), Parse("uploads/a.jpg", arriving))))
        {
            _dynamoDb.Clear();
            await store.WriteAsync(stored, Cancellation);

            (await store.WriteAsync(arriving, Cancellation)).ShouldBe(Precedence.Of(arriving, stored), $"{arriving} over {stored}");
        }
    }

    public void Dispose() => _dynamoDb.Dispose();

    protected override Task<PredictionTable> TableAsync() => Task.FromResult(new PredictionTable(_dynamoDb, "predictions", TimeProvider.System));
}
