using System.Text.Json.Serialization;

namespace ImageClassification.Models;

[JsonSerializable(typeof(string))]
internal sealed partial class ScriptJson : JsonSerializerContext;
