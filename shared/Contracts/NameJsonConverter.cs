using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>Writes a name as its text. Public for other assemblies' source-generated contexts.</summary>
public sealed class NameJsonConverter<T> : JsonConverter<T>
    where T : struct, IName<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(reader.GetString()) ?? throw new NameException(T.Form);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
