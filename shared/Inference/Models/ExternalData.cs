using System.Text;

namespace ImageClassification.Inference.Models;

/// <summary>
/// Finds the files in which an ONNX file keeps weights; reads only that part of its protobuf.
/// <see href="https://github.com/onnx/onnx/blob/v1.15.0/docs/ExternalData.md"/>
/// </summary>
internal static class ExternalData
{
    private const int GraphOfModel = 7;
    private const int InitializerOfGraph = 5;
    private const int ExternalDataOfTensor = 13;
    private const int KeyOfEntry = 1;
    private const int ValueOfEntry = 2;

    /// <param name="model">Bytes that are not protobuf have none; ONNX Runtime reports what is wrong with them.</param>
    public static IReadOnlySet<string> FilesOf(ReadOnlySpan<byte> model)
    {
        var files = new HashSet<string>();
        foreach (var graph in new ProtobufFields(model, GraphOfModel))
        {
            foreach (var tensor in new ProtobufFields(graph, InitializerOfGraph))
            {
                foreach (var entry in new ProtobufFields(tensor, ExternalDataOfTensor))
                {
                    if (TextOf(entry, KeyOfEntry) == "location")
                    {
                        files.Add(TextOf(entry, ValueOfEntry));
                    }
                }
            }
        }

        return files;
    }

    private static string TextOf(ReadOnlySpan<byte> message, int field)
    {
        var fields = new ProtobufFields(message, field);
        return fields.MoveNext() ? Encoding.UTF8.GetString(fields.Current) : "";
    }
}
