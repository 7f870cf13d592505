using Amazon.DynamoDBv2.DocumentModel;
using BenchmarkDotNet.Attributes;
using ImageClassification.Benchmarks.Pipeline;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Benchmarks.Micro;

/// <summary>A prediction to an item of the table; the naive way is by way of its JSON.</summary>
[MemoryDiagnoser]
public class ItemBenchmarks
{
    private readonly Prediction _prediction = Samples.Predict(Samples.Item(1));

    [Benchmark(Baseline = true)]
    public object Naive() =>
        Document.FromJson(System.Text.Json.JsonSerializer.Serialize(_prediction, BenchmarkJson.Default.Prediction)).ToAttributeMap();

    [Benchmark]
    public object Product() => PredictionItem.From(_prediction);
}
