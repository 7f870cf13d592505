using System.Runtime.InteropServices;

namespace ImageClassification.Models.TfLite;

/// <summary>An ONNX graph that is being written. The numbers are those of the fields in onnx.proto.</summary>
internal sealed class OnnxGraph
{
    private const int IrVersion = 10;
    private const int Opset = 21;

    private readonly OnnxMessage _graph = new OnnxMessage().Add(2, "tflite");
    private int _values;

    /// <returns>The name of its one output.</returns>
    public string Node(string operation, IEnumerable<string> inputs, params IEnumerable<(string Name, object Value)> attributes) =>
        Nodes(operation, inputs, 1, attributes)[0];

    public string[] Nodes(string operation, IEnumerable<string> inputs, int count, params IEnumerable<(string Name, object Value)> attributes)
    {
        string[] outputs = [.. Enumerable.Range(0, count).Select(_ => NewName())];
        Add(operation, inputs, outputs, attributes);
        return outputs;
    }

    public string Constant(OnnxType type, IEnumerable<int> shape, ReadOnlySpan<byte> data)
    {
        var (name, tensor) = (NewName(), new OnnxMessage());
        foreach (var side in shape)
        {
            tensor.Add(1, side);
        }

        _graph.Add(5, tensor.Add(2, (long)type).Add(8, name).Add(9, data));
        return name;
    }

    public string Constant(params long[] values) => Constant(OnnxType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()));

    public string Constant(IEnumerable<int> values) => Constant([.. values.Select(value => (long)value)]);

    public string Scalar(float value) => Constant(OnnxType.Float, [], BitConverter.GetBytes(value));

    /// <param name="shape">Negative where it varies.</param>
    public void Input(string name, OnnxType type, IEnumerable<int> shape) => _graph.Add(11, ValueInfo(name, type, shape));

    public void Output(string name, string value, OnnxType type, IEnumerable<int> shape)
    {
        Add("Identity", [value], [name], []);
        _graph.Add(12, ValueInfo(name, type, shape));
    }

    /// <returns>The ONNX file.</returns>
    public byte[] ToModel(string description) => new OnnxMessage()
        .Add(1, IrVersion)
        .Add(2, "image-classification")
        .Add(6, description)
        .Add(7, _graph)
        .Add(8, new OnnxMessage().Add(1, "").Add(2, Opset))
        .ToArray();

    private string NewName() => $"#{_values++}";

    private void Add(string operation, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<(string Name, object Value)> attributes)
    {
        var node = new OnnxMessage();
        foreach (var input in inputs)
        {
            node.Add(1, input);
        }

        foreach (var output in outputs)
        {
            node.Add(2, output);
        }

        node.Add(4, operation);
        foreach (var (name, value) in attributes)
        {
            node.Add(5, Attribute(new OnnxMessage().Add(1, name), value));
        }

        _graph.Add(1, node);
    }

    private static OnnxMessage Attribute(OnnxMessage attribute, object value) => value switch
    {
        float number => attribute.Add(2, number).Add(20, 1),
        string text => attribute.Add(4, text).Add(20, 3),
        IEnumerable<int> numbers => numbers.Aggregate(attribute, (list, number) => list.Add(8, number)).Add(20, 7),
        _ => attribute.Add(3, Convert.ToInt64(value, null)).Add(20, 2),
    };

    private static OnnxMessage ValueInfo(string name, OnnxType type, IEnumerable<int> shape)
    {
        var sides = new OnnxMessage();
        foreach (var side in shape)
        {
            sides.Add(1, side < 0 ? new OnnxMessage().Add(2, "batch") : new OnnxMessage().Add(1, side));
        }

        return new OnnxMessage().Add(1, name).Add(2, new OnnxMessage().Add(1, new OnnxMessage().Add(1, (long)type).Add(2, sides)));
    }
}
