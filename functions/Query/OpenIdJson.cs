using System.Text.Json.Serialization;

namespace ImageClassification.Query;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OpenIdConfiguration))]
internal sealed partial class OpenIdJson : JsonSerializerContext;
