using System.Text.Json;
using System.Text.Json.Serialization;
using ImageClassification.Benchmarks.Pipeline;
using ImageClassification.Benchmarks.Reports;
using ImageClassification.Contracts;

namespace ImageClassification.Benchmarks;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(Measurements))]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(Result))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;
