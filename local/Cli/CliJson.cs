using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageClassification.Cli.Chaos;
using ImageClassification.Cli.Load;
using ImageClassification.Cli.Model;
using ImageClassification.Cli.Transfer;
using ImageClassification.Contracts;
using ImageClassification.Models;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(PredictionPage))]
[JsonSerializable(typeof(BatchSummary))]
[JsonSerializable(typeof(BatchCompletion))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ExportResult))]
[JsonSerializable(typeof(TrainingResult))]
[JsonSerializable(typeof(BackfillResult))]
[JsonSerializable(typeof(ChaosReport))]
[JsonSerializable(typeof(DemoResult))]
[JsonSerializable(typeof(UpResult))]
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(RedriveResult))]
[JsonSerializable(typeof(TestResult))]
[JsonSerializable(typeof(IReadOnlyList<FilePrediction>))]
[JsonSerializable(typeof(IReadOnlyList<ModelCheck>))]
[JsonSerializable(typeof(TensorFile))]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(ImportedModel))]
[JsonSerializable(typeof(string))]
internal sealed partial class CliJson : JsonSerializerContext;
