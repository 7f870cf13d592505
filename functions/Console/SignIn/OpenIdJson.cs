using System.Text.Json.Serialization;

namespace ImageClassification.Console.SignIn;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OpenIdConfiguration))]
internal sealed partial class OpenIdJson : JsonSerializerContext;
