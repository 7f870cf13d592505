using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Models.Onnx;

/// <param name="IsMaps">A sequence of maps from label to number.</param>
/// <param name="Shape">A length of -1 is any; empty for maps.</param>
/// <param name="Depth">Length of the longest chain of operations before it.</param>
internal sealed record GraphOutput(string Name, bool IsMaps, TensorElementType Type, int[] Shape, GraphEnd End, int Depth)
{
    /// <summary>How many for each image; -1 for any.</summary>
    public int Values => Shape switch
    {
        { Length: <= 1 } => 1,
        [_, var values, .. var rest] =>
            rest.All(side => side == 1) ? values : rest is [.., var last] && values == 1 && rest[..^1].All(side => side == 1) ? last : 0,
    };

    public bool MayHold(int labels) => Type != TensorElementType.String && (IsMaps || Values == labels || Values == -1 || (labels == 2 && Values == 1));
}
