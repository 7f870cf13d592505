using System.Text.Json;
using System.Text.Json.Serialization;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Export;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(Dictionary<string, double>))]
internal sealed partial class ExportJson : JsonSerializerContext;
