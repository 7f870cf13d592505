using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>The wire form of messages: camelCase, missing values omitted, required ones insisted on.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WorkItemMessage))]
[JsonSerializable(typeof(BatchCompletion))]
internal sealed partial class ContractsJson : JsonSerializerContext;
