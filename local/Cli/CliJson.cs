using System.Text.Json;
using System.Text.Json.Serialization;
using ImageClassification.Cli.Chaos;
using ImageClassification.Cli.Load;
using ImageClassification.Cli.Model;
using ImageClassification.Contracts;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(PredictionPage))]
[JsonSerializable(typeof(BatchSummary))]
[JsonSerializable(typeof(ChaosReport))]
[JsonSerializable(typeof(Endpoints))]
[JsonSerializable(typeof(DemoResult))]
[JsonSerializable(typeof(UpResult))]
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(RedriveResult))]
[JsonSerializable(typeof(TestResult))]
[JsonSerializable(typeof(IReadOnlyList<FilePrediction>))]
[JsonSerializable(typeof(IReadOnlyList<ModelCheck>))]
[JsonSerializable(typeof(TensorFile))]
[JsonSerializable(typeof(NewModel))]
internal sealed partial class CliJson : JsonSerializerContext;
