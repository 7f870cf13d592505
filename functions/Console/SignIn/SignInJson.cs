using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Console.SignIn;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SignInSettings))]
internal sealed partial class SignInJson : JsonSerializerContext;
