using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Cli.Cost;

/// <summary>The bill and the files that it is made from, all of whose fields are required.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(Measurements))]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(Bill))]
internal sealed partial class CostJson : JsonSerializerContext;
