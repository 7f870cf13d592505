using ImageClassification.Contracts;

namespace ImageClassification.Inference.Models;

/// <summary>model.json: what the model is, and how the images that it was trained on were prepared.</summary>
internal sealed record ModelManifest
{
    /// <summary>The label of an image for which the model is not confident enough, with the best guess's confidence.</summary>
    public const string UnknownLabel = ScoredLabel.Unknown;

    /// <summary>Stored with every prediction; predictions of other versions are kept beside this one's.</summary>
    public required string Version { get; init; }

    /// <summary>The ONNX file in the same folder.</summary>
    public required string File { get; init; }

    /// <summary>The ONNX file's, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Files of weights beside the ONNX file that it refers to, each with its SHA-256.</summary>
    public IReadOnlyDictionary<string, string>? ExternalData { get; init; }

    /// <summary>A text file in the same folder, one label a line in the order of the output.</summary>
    public required string Labels { get; init; }

    /// <summary>Fills in unstated fields of input, orientation, resize and normalization. <see cref="Presets"/></summary>
    public string? Preset { get; init; }

    public required ModelInput Input { get; init; }

    /// <summary>Width and height at which a large JPEG is decoded at least, as after Pillow's <c>draft</c>; null for its full size.</summary>
    public IReadOnlyList<int>? Draft { get; init; }

    public required Orientation Orientation { get; init; }

    public required ModelResize Resize { get; init; }

    public required Normalization Normalization { get; init; }

    public required ModelOutput Output { get; init; }

    /// <summary>How many labels a prediction keeps, 1 to their number.</summary>
    public required int TopK { get; init; }

    /// <summary>For a model of one output value: from which confidence the second label is the prediction, above 0 and below 1, by default 0.5.</summary>
    public double? Threshold { get; init; }

    /// <summary>Null where one label is right.</summary>
    public MultiLabel? MultiLabel { get; init; }

    /// <summary>The confidence under which the label is "unknown", above 0 and below 1; null to take the best always.</summary>
    public double? Unknown { get; init; }
}
