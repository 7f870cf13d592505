using System.Text;

namespace ImageClassification.Inference.Models;

/// <summary>
/// Finds the files in which an ONNX file keeps weights: of its protobuf only what leads to them.
/// <see href="https://github.com/onnx/onnx/blob/v1.15.0/docs/ExternalData.md"/>
/// </summary>
internal static class ExternalData
{
    private const int GraphOfModel = 7;
    private const int InitializerOfGraph = 5;
    private const int ExternalDataOfTensor = 13;
    private const int KeyOfEntry = 1;
    private const int ValueOfEntry = 2;

    /// <summary>How a field's value is written.</summary>
    private const ulong VariableLength = 0;

    private const ulong Fixed64 = 1;
    private const ulong LengthDelimited = 2;
    private const ulong Fixed32 = 5;

    /// <param name="model">What is no protobuf has none; ONNX Runtime tells what is wrong with it.</param>
    public static IReadOnlySet<string> FilesOf(byte[] model)
    {
        var files = new HashSet<string>();
        foreach (var entry in Within(Within(Within([model.AsMemory()], GraphOfModel), InitializerOfGraph), ExternalDataOfTensor))
        {
            if (TextOf(entry, KeyOfEntry) == "location")
            {
                files.Add(TextOf(entry, ValueOfEntry));
            }
        }

        return files;
    }

    private static string TextOf(ReadOnlyMemory<byte> message, int field) =>
        Encoding.UTF8.GetString(Within([message], field).FirstOrDefault().Span);

    private static IEnumerable<ReadOnlyMemory<byte>> Within(IEnumerable<ReadOnlyMemory<byte>> messages, int field) =>
        messages.SelectMany(message => Fields(message, field));

    /// <summary>The message's length-delimited fields of a number. <see href="https://protobuf.dev/programming-guides/encoding/"/></summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int wanted)
    {
        var position = 0;
        while (position < message.Length)
        {
            var tag = Number(message, ref position);
            var (field, type) = (tag >> 3, tag & 7);
            var number = type is VariableLength or LengthDelimited ? Number(message, ref position) : 0;
            var length = type switch
            {
                VariableLength => 0UL,
                Fixed64 => 8UL,
                LengthDelimited => number,
                Fixed32 => 4UL,
                _ => ulong.MaxValue,
            };
            if (length > (ulong)(message.Length - position))
            {
                yield break;
            }

            if (type == LengthDelimited && field == (ulong)wanted)
            {
                yield return message.Slice(position, (int)length);
            }

            position += (int)length;
        }
    }

    private static ulong Number(ReadOnlyMemory<byte> message, ref int position)
    {
        var (value, shift) = (0UL, 0);
        while (position < message.Length)
        {
            var part = message.Span[position++];
            value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
            if (part < 0x80)
            {
                break;
            }
        }

        return value;
    }
}
