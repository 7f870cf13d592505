namespace ImageClassification.Models.Onnx;

/// <summary>
/// The parts of an ONNX file that show its preprocessing and postprocessing. ONNX Runtime gives types and shapes.
/// <see href="https://github.com/onnx/onnx/blob/v1.15.0/onnx/onnx.proto"/>
/// </summary>
internal sealed class OnnxFile
{
    private readonly Dictionary<string, OnnxNode> _makers = [];
    private readonly Dictionary<string, OnnxTensor> _constants;
    private readonly Dictionary<string, int> _depths = [];

    public OnnxFile(ReadOnlyMemory<byte> bytes)
    {
        var model = new ProtoMessage(bytes);
        var graph = model.Messages(7).FirstOrDefault() ?? new ProtoMessage(default);
        Producer = model.Text(2);
        Metadata = model.Messages(14).GroupBy(entry => entry.Text(1)).ToDictionary(entry => entry.Key, entry => entry.Last().Text(2));
        Nodes = [.. graph.Messages(1).Select(OnnxNode.Read)];
        _constants = graph.Messages(5).Select(tensor => new OnnxTensor(tensor))
            .GroupBy(tensor => tensor.Name).ToDictionary(group => group.Key, group => group.Last());
        foreach (var node in Nodes)
        {
            var depth = 1 + node.Inputs.Select(DepthOf).DefaultIfEmpty().Max();
            foreach (var output in node.Outputs)
            {
                (_makers[output], _depths[output]) = (node, depth);
            }
        }
    }

    /// <summary>The tool that wrote it: pytorch, tf2onnx, …</summary>
    public string Producer { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>In topological order: each after the nodes that it needs.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>Whether it is quantized or of half precision, so that another runtime rounds to other probabilities.</summary>
    public bool IsOfReducedPrecision => _constants.Values.Any(tensor => tensor.IsHalf)
        || Nodes.Any(node => node.Operation.Contains("quantize", StringComparison.OrdinalIgnoreCase) || node.Operation == "MatMulNBits");

    /// <summary>Length of the longest chain of operations before a value.</summary>
    public int DepthOf(string value) => _depths.GetValueOrDefault(value);

    /// <summary>The node that computes a value; null for the graph's inputs and constants.</summary>
    public OnnxNode? MakerOf(string value) => _makers.GetValueOrDefault(value);

    /// <summary>Whether one value is computed on the way to another.</summary>
    public bool IsBefore(string value, string later)
    {
        var (open, seen) = (new Stack<string>([later]), new HashSet<string>());
        while (open.TryPop(out var next))
        {
            if (next == value)
            {
                return true;
            }

            foreach (var input in (MakerOf(next)?.Inputs ?? []).Where(seen.Add))
            {
                open.Push(input);
            }
        }

        return false;
    }

    public IEnumerable<OnnxNode> UsersOf(string value) => Nodes.Where(node => node.Inputs.Contains(value));

    public OnnxTensor? Constant(string value) =>
        _constants.GetValueOrDefault(value) ?? (MakerOf(value) is { Operation: "Constant" } constant ? constant.Tensor("value") : null);
}
