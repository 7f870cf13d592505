namespace ImageClassification.Models.Onnx;

/// <summary>One operation of a graph.</summary>
internal sealed record OnnxNode(string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, ProtoMessage Message)
{
    private const int Attribute = 5;

    public static OnnxNode Read(ProtoMessage message) => new(message.Text(4), [.. message.Texts(1)], [.. message.Texts(2)], message);

    /// <summary>An attribute's whole numbers.</summary>
    public IReadOnlyList<long> Integers(string name) => [.. Named(name)?.Numbers(8) ?? []];

    /// <summary>An attribute's texts.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Named(name)?.Texts(9) ?? []];

    /// <summary>The tensor that a Constant holds.</summary>
    public OnnxTensor? Tensor(string name) => Named(name)?.Messages(Attribute).Select(tensor => new OnnxTensor(tensor)).FirstOrDefault();

    private ProtoMessage? Named(string name) => Message.Messages(Attribute).FirstOrDefault(attribute => attribute.Text(1) == name);
}
