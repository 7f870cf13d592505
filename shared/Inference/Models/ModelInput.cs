namespace ImageClassification.Inference.Models;

/// <summary>The tensor that the model takes. Its batch is the graph's: dynamic, or fixed and then filled up with zeros.</summary>
internal sealed record ModelInput
{
    public required string Name { get; init; }

    public TensorType Type { get; init; }

    public required TensorLayout Layout { get; init; }

    /// <summary>Pixels, 1 to 4096.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels, 1 to 4096.</summary>
    public required int Height { get; init; }

    /// <summary>3, or 1: Pillow's <c>convert("L")</c> before anything else.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Of three channels.</summary>
    public required ChannelOrder ChannelOrder { get; init; }
}
