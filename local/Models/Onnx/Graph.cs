using ImageClassification.Inference;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Models.Onnx;

/// <summary>What an ONNX file takes and gives, as ONNX Runtime has it and its operations tell. A length of -1 is any.</summary>
internal sealed class Graph
{
    private static readonly int[] ChannelCounts = [1, 3];

    /// <exception cref="ModelException">ONNX Runtime does not load it, or it takes no image.</exception>
    public Graph(string path)
    {
        try
        {
            File = new OnnxFile(System.IO.File.ReadAllBytes(path));
            using var session = new InferenceSession(path);
            var inputs = session.InputMetadata;
            var (name, node) = inputs.Count == 1
                ? inputs.First()
                : throw new ModelException($"{path} takes {inputs.Count} inputs ({string.Join(", ", inputs.Keys)}). Export it with the image as its only one.");
            (Input, Type, Shape) = (name, node.ElementDataType, node.Dimensions);
            if (Shape.Length != 4)
            {
                throw new ModelException($"{path} takes '{name}' of the shape ({string.Join(", ", Shape)}), which is not an image's: batch, channels, height and width, or the channels last.");
            }

            Beginning = GraphBeginning.Of(File, name);
            Outputs = [.. session.OutputMetadata.Select(output => new GraphOutput(
                output.Key, output.Value.OnnxValueType == OnnxValueType.ONNX_TYPE_SEQUENCE, output.Value.IsTensor ? output.Value.ElementDataType : TensorElementType.Float,
                output.Value.IsTensor ? output.Value.Dimensions : [], GraphEnds.Of(File, output.Key), File.DepthOf(output.Key)))];
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} is not a model that ONNX Runtime loads: {exception.Message} Export it again.", exception);
        }
    }

    public OnnxFile File { get; }

    public GraphBeginning Beginning { get; }

    public string Input { get; }

    public TensorElementType Type { get; }

    public int[] Shape { get; }

    public IReadOnlyList<GraphOutput> Outputs { get; }

    /// <summary>NCHW or NHWC; null where neither shape nor operations tell.</summary>
    public string? Layout => (ChannelCounts.Contains(Shape[1]), ChannelCounts.Contains(Shape[3])) switch
    {
        (true, false) => "NCHW",
        (false, true) => "NHWC",
        _ => Beginning.ChannelsMoved ? "NHWC" : FirstWeights is { Count: > 1 } ? "NCHW" : null,
    };

    /// <summary>1 or 3; null where it takes any.</summary>
    public int? Channels => Side(1, 3) ?? (FirstWeights is { Count: 4 } weights && ChannelCounts.Contains((int)weights[1]) ? (int)weights[1] : null);

    public int? Width => Side(3, 2);

    public int? Height => Side(2, 1);

    /// <summary>Caffe's models take pixels in the order BGR, less their mean.</summary>
    public bool IsOfCaffe => File.Producer.Contains("caffe", StringComparison.OrdinalIgnoreCase);

    /// <summary>The names that the maps of its output have; none for tensors.</summary>
    public IReadOnlyList<string> MapLabels => File.Nodes.FirstOrDefault(node => node.Operation == "ZipMap")?.Texts("classlabels_strings") ?? [];

    /// <summary>The shape of the first convolution's weights.</summary>
    private IReadOnlyList<long>? FirstWeights =>
        File.Nodes.Where(node => node.Operation is "Conv" or "QLinearConv").Select(node => node.Inputs.Skip(1).Select(File.Constant).FirstOrDefault()?.Shape).FirstOrDefault();

    private int? Side(int ofPlanes, int ofPixels) => Shape[Layout == "NHWC" ? ofPixels : ofPlanes] is > 0 and var side ? side : null;
}
