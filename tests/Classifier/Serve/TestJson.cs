using System.Text.Json.Serialization;

namespace ImageClassification.Classifier.Tests.Serve;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TestJson : JsonSerializerContext;
