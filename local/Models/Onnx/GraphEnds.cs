namespace ImageClassification.Models.Onnx;

internal static class GraphEnds
{
    /// <summary>Operations that give the values another form, or names.</summary>
    private static readonly HashSet<string> Forms =
    [
        "Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Transpose",
        "QuantizeLinear", "DequantizeLinear", "Dropout", "ZipMap", "ArrayFeatureExtractor",
        "Gather", "Slice", "Normalizer", "Clip", "Concat", "CastLike",
    ];

    public static GraphEnd Of(OnnxFile file, string output)
    {
        for (var maker = file.MakerOf(output); maker is not null; maker = file.MakerOf(maker.Inputs[0]))
        {
            switch (maker.Operation)
            {
                case "Softmax" or "QLinearSoftmax":
                    return GraphEnd.Softmax;
                case "LogSoftmax":
                    return GraphEnd.LogSoftmax;
                case "Sigmoid" or "HardSigmoid" or "QLinearSigmoid":
                    return GraphEnd.Sigmoid;
                case "ArgMax" or "TopK":
                    return GraphEnd.Index;

                // As older converters write softmax: exp(x) / sum(exp(x)).
                case "Div" when file.MakerOf(maker.Inputs[1]) is { Operation: "ReduceSum" } sum
                    && sum.Inputs[0] == maker.Inputs[0] && file.MakerOf(maker.Inputs[0])?.Operation == "Exp":
                    return GraphEnd.Softmax;
                case var operation when !Forms.Contains(operation) || maker.Inputs.Count == 0:
                    return GraphEnd.Open;
            }
        }

        return GraphEnd.Open;
    }
}
