using ImageClassification.Inference;
using ImageClassification.Models.TfLite.Operations;

namespace ImageClassification.Models.TfLite;

/// <summary>An operation of the .tflite graph while it becomes nodes of the ONNX graph.</summary>
internal sealed class Step(GraphConversion graph, TfLiteOperator operation)
{
    public GraphConversion Tensors => graph;

    public OnnxGraph Graph => graph.Graph;

    public FlatTable Options => operation.Options;

    public IReadOnlyList<TfLiteTensor> Inputs { get; } = [.. operation.Inputs.Where(index => index >= 0).Select(graph.Tensor)];

    public IReadOnlyList<TfLiteTensor> Outputs { get; } = [.. operation.Outputs.Select(graph.Tensor)];

    public TfLiteTensor Output => Outputs[0];

    public TfLiteTensor Input(int index) => Optional(index) ?? throw new ModelException($"it lacks its input {index}");

    public TfLiteTensor? Optional(int index) => index < operation.Inputs.Length && operation.Inputs[index] >= 0 ? graph.Tensor(operation.Inputs[index]) : null;

    public string Read(int input, bool channelsFirst = false) => graph.Read(Input(input), channelsFirst);

    public long[] Integers(int input) => GraphConversion.Integers(Input(input));

    /// <param name="field">Of the options, which holds the activation that is fused into the operation; negative where there is none.</param>
    public void Write(string value, bool channelsFirst = false, int field = -1) =>
        graph.Write(Output, Activations.Apply(this, value, field < 0 ? 0 : Options.Value<byte>(field)), channelsFirst);

    /// <param name="value">In steps of the output's scale, from its zero point.</param>
    public void WriteSteps(string value, bool channelsFirst, int field) =>
        graph.Write(Output.InSteps, Activations.Apply(this, value, Options.Value<byte>(field), Output.Scale[0]), channelsFirst);

    /// <summary>The index of a side of the output or input, as the channels are.</summary>
    /// <param name="axis">Counted from the end where negative.</param>
    public static int Side(long axis, int sides, bool channelsFirst)
    {
        var side = (int)(axis < 0 ? axis + sides : axis);
        return side >= 0 && side < sides ? channelsFirst ? GraphConversion.SidesFirst[side] : side
            : throw new ModelException($"the axis {axis} is not one of {sides}");
    }
}
