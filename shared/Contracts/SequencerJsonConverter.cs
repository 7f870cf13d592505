using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>Writes a sequencer as its text. Public for other assemblies' source-generated contexts.</summary>
public sealed class SequencerJsonConverter : JsonConverter<Sequencer>
{
    public override Sequencer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Sequencer.From(reader.GetString()) ?? throw new JsonException("A sequencer cannot be empty.");

    public override void Write(Utf8JsonWriter writer, Sequencer value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
