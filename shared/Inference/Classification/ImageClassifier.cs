using System.Diagnostics;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Classification;

/// <summary>
/// One model, loaded once for the process. Safe for several threads, each of which classifies one image at a time;
/// more threads than processors gain nothing.
/// </summary>
public sealed class ImageClassifier : IDisposable
{
    private readonly ModelManifest _manifest;
    private readonly ModelSession _session;

    private ImageClassifier(ModelFolder folder, InferenceOptions options)
    {
        _manifest = folder.Manifest;
        Identity = folder.Identity;
        Labels = folder.Labels;
        Preprocessor = new Preprocessor(_manifest, options);
        _session = new ModelSession(folder, Preprocessor.Shape);
    }

    public ModelIdentity Identity { get; }

    /// <summary>In the order of the model's output.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether an image that resembles none of the labels enough gets <see cref="ScoredLabel.Unknown"/> instead.</summary>
    public bool GivesUnknown => _manifest is { Unknown: not null } or { MultiLabel: not null };

    /// <summary>Whether an image gets all labels that reach their threshold.</summary>
    public bool IsMultiLabel => _manifest.MultiLabel is not null;

    /// <summary>The preprocessing of this model, for comparisons with the training code.</summary>
    public Preprocessor Preprocessor { get; }

    /// <summary>The ONNX file's.</summary>
    public string Sha256 => _manifest.Sha256;

    /// <summary>Types and shapes of the model's input and output, for people.</summary>
    public string Signature => $"{_session}, {_manifest.Output.Activation.ToString().ToLowerInvariant()}";

    /// <summary>Checks manifest, labels and hashes, without loading the model.</summary>
    /// <exception cref="ModelException">One of them is wrong.</exception>
    public static ModelIdentity Identify(string modelFolder)
    {
        var folder = ModelFolder.Open(modelFolder);
        folder.Verify();
        return folder.Identity;
    }

    /// <param name="modelFolder">Holds model.json, the ONNX file and the labels.</param>
    /// <param name="options">Limits for images.</param>
    /// <exception cref="ModelException">
    /// The model does not match its manifest (hash, names, shapes, types, labels), or a decoder is missing.
    /// </exception>
    public static ImageClassifier Load(string modelFolder, InferenceOptions options)
    {
        NativeDecoder.RequireAll();
        return new ImageClassifier(ModelFolder.Open(modelFolder), options);
    }

    /// <param name="image">Of one of the <see cref="Contracts.ImageFormats"/>; anything else is rejected.</param>
    /// <exception cref="ModelException">The model's output is not a prediction (NaN, for example): a fault of the model, not of the image.</exception>
    public Outcome<ClassifiedImage> Classify(ReadOnlySpan<byte> image)
    {
        var buffers = _session.Rent();
        try
        {
            return Preprocessor.Fill(image, buffers.Input) switch
            {
                Outcome<FilledTensor>.Ok(var filled) => Classify(buffers, filled),
                Outcome<FilledTensor>.Refused refused => new Outcome<ClassifiedImage>.Refused(refused.Error) { Width = refused.Width, Height = refused.Height },
                _ => throw new UnreachableException(),
            };
        }
        finally
        {
            _session.Return(buffers);
        }
    }

    /// <summary>The model's run and activation on a tensor, for comparisons with the training code.</summary>
    /// <param name="tensor">As <see cref="Preprocessor"/> makes them.</param>
    /// <returns>A confidence for each label, or one for the second of two.</returns>
    /// <exception cref="ModelException">The model's output is not a prediction.</exception>
    public double[] Run(ReadOnlySpan<byte> tensor)
    {
        var buffers = _session.Rent();
        try
        {
            tensor.CopyTo(buffers.Input);
            return Run(buffers);
        }
        finally
        {
            _session.Return(buffers);
        }
    }

    /// <param name="confidences">A confidence for each label, or one for the second of two, which the threshold decides between.</param>
    /// <param name="count">How many labels.</param>
    /// <returns>Best first.</returns>
    public IReadOnlyList<ScoredLabel> Rank(double[] confidences, int count)
    {
        if (confidences is [var confidence])
        {
            ScoredLabel first = new(Labels[0], 1 - confidence), second = new(Labels[1], confidence);
            ScoredLabel[] both = confidence >= (_manifest.Threshold ?? 0.5) ? [second, first] : [first, second];
            return both[..count];
        }

        return Ranking.Best(Labels, confidences, count);
    }

    public void Dispose() => _session.Dispose();

    private double[] Run(RunBuffers buffers) => Confidences.Of(_session.Run(buffers), _manifest.Output.Activation);

    /// <summary>The image's labels: the best, or the best that reach their thresholds; "unknown" first if none does.</summary>
    private IReadOnlyList<ScoredLabel> LabelsOf(double[] confidences)
    {
        var guesses = Rank(confidences, _manifest.TopK);
        if (_manifest.MultiLabel is { } multiLabel)
        {
            // Thresholds first: a label with a low one may rank behind labels that do not reach theirs.
            double[] all = confidences is [var second] ? [1 - second, second] : confidences;
            var reaching = Enumerable.Range(0, all.Length).Where(index => all[index] >= multiLabel.Of(Labels[index]))
                .OrderByDescending(index => all[index]).Take(_manifest.TopK).Select(index => new ScoredLabel(Labels[index], all[index])).ToList();
            return reaching.Count > 0 ? reaching : [guesses[0] with { Label = ModelManifest.UnknownLabel }, .. guesses];
        }

        return guesses[0].Confidence < _manifest.Unknown ? [guesses[0] with { Label = ModelManifest.UnknownLabel }, .. guesses] : guesses;
    }

    private ClassifiedImage Classify(RunBuffers buffers, FilledTensor image)
    {
        var started = Stopwatch.GetTimestamp();
        var confidences = Run(buffers);
        var infer = Stopwatch.GetElapsedTime(started);

        var times = new InferenceTimes(image.Decode.TotalMilliseconds, image.Preprocess.TotalMilliseconds, infer.TotalMilliseconds);
        return new ClassifiedImage(LabelsOf(confidences), confidences, image.Width, image.Height, times);
    }
}
