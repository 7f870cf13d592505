using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite;

/// <summary>
/// What a .tflite file says: its first graph, and the metadata for people and for preprocessing.
/// <see href="https://github.com/tensorflow/tensorflow/blob/v2.19.0/tensorflow/compiler/mlir/lite/schema/schema.fbs"/>
/// </summary>
internal sealed record TfLiteModel(
    string Description, TfLiteTensor[] Tensors, TfLiteOperator[] Operators, TfLiteTensor[] Inputs, TfLiteTensor[] Outputs, TfLiteMetadata Metadata)
{
    /// <summary>Steps that only give the values another form.</summary>
    private static readonly HashSet<string> Forms = ["DEQUANTIZE", "QUANTIZE", "RESHAPE", "SQUEEZE", "CAST", "EXPAND_DIMS"];

    /// <exception cref="ModelException">It is no .tflite file, or a damaged one.</exception>
    public static TfLiteModel Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 8 || !file.Span.Slice(4, 4).SequenceEqual("TFL3"u8))
        {
            throw new ModelException("The file is not a TensorFlow Lite model: it lacks the letters TFL3 at its beginning. Export it again with tf.lite.TFLiteConverter.");
        }

        var model = new FlatBuffer(file).Root;
        var buffers = model.Tables(4);
        var graphs = model.Tables(2);
        if (graphs.Length == 0)
        {
            throw new ModelException("The .tflite file has no graph. Export it again with tf.lite.TFLiteConverter.");
        }

        var graph = graphs[0]; // others are the branches of control flow, whose operations are refused by name
        var codes = model.Tables(1);
        TfLiteTensor[] tensors = [.. graph.Tables(0).Select((tensor, index) => TfLiteTensor.Read(index, tensor, Buffer))];
        var names = new HashSet<string> { "" };
        tensors = Array.ConvertAll(tensors, tensor => names.Add(tensor.Name) ? tensor : tensor with { Name = $"{tensor.Name}:{tensor.Index}" });
        return new(
            model.Text(3) ?? "",
            tensors,
            [.. graph.Tables(3).Select(step => TfLiteOperator.Read(step, codes))],
            [.. graph.Values<int>(1).Select(Tensor)],
            [.. graph.Values<int>(2).Select(Tensor)],
            TfLiteMetadata.Read(file, [.. model.Tables(6).Where(entry => entry.Text(0) == TfLiteMetadata.Name).Select(entry => Buffer(entry.Value<uint>(1)))]));

        TfLiteTensor Tensor(int index) => index >= 0 && index < tensors.Length ? tensors[index]
            : throw new ModelException("The .tflite file is damaged: its input or output is not a tensor. Export or download it again.");

        // Large models keep their data behind the tables, at an offset from the file's beginning.
        ReadOnlyMemory<byte> Buffer(uint index) => index >= buffers.Length ? default
            : buffers[index].Value<ulong>(1) is > 1 and var offset ? new FlatBuffer(file).Slice((long)offset, (long)buffers[index].Value<ulong>(2))
            : buffers[index].Bytes(0);
    }

    /// <summary>The operation that computes an output, such as SOFTMAX, LOGISTIC or FULLY_CONNECTED, changes of its form apart. Null where there is none.</summary>
    public string? LastOperation(TfLiteTensor output)
    {
        var wanted = output.Index;
        for (var index = Operators.Length - 1; index >= 0; index--)
        {
            var step = Operators[index];
            if (!step.Outputs.Contains(wanted))
            {
                continue;
            }

            if (!Forms.Contains(step.Name) || step.Inputs.Length == 0)
            {
                return step.Name;
            }

            wanted = step.Inputs[0];
        }

        return null;
    }
}
