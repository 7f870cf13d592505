using ImageClassification.Testing;

namespace ImageClassification.Predictions.Tests;

public sealed class ConditionalWriteTests : ConditionalWrites, IDisposable
{
    private readonly FakeDynamoDb _dynamoDb = new();

    public void Dispose() => _dynamoDb.Dispose();

    protected override Task<PredictionTable> TableAsync() => Task.FromResult(new PredictionTable(_dynamoDb, "predictions", TimeProvider.System));
}
