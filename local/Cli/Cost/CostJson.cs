using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Cli.Cost;

/// <summary>The files that the bill is made of, in which nothing may be missing, and the bill.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(Measurements))]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(Bill))]
internal sealed partial class CostJson : JsonSerializerContext;
