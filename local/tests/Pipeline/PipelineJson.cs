using System.Text.Json;
using System.Text.Json.Serialization;
using ImageClassification.Contracts;

namespace ImageClassification.Pipeline.Tests;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Prediction))]
internal sealed partial class PipelineJson : JsonSerializerContext;
