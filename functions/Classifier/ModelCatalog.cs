using System.Collections.Concurrent;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Classifier;

/// <summary>The models side by side: the default is loaded at the start, each other when its first batch comes, and all are kept. Safe for several threads.</summary>
internal sealed class ModelCatalog : IDisposable
{
    private readonly ClassifierOptions _options;
    private readonly ModelRouting _routing;
    private readonly ConcurrentDictionary<string, Lazy<ImageClassifier>> _models = new();

    /// <exception cref="Hosting.ConfigurationException">routing.json is not as it must be.</exception>
    /// <exception cref="Inference.Models.ModelException">The default model does not match its manifest.</exception>
    public ModelCatalog(ClassifierOptions options)
    {
        _options = options;
        _routing = new ModelRouting(options.ModelsDirectory, options.Model);
        _ = Named(options.Model);
    }

    /// <exception cref="Inference.Models.ModelException">The batch's model does not match its manifest.</exception>
    public ImageClassifier For(string batch) => Named(_routing.ModelOf(batch));

    public void Dispose()
    {
        foreach (var model in _models.Values.Where(model => model.IsValueCreated))
        {
            model.Value.Dispose();
        }
    }

    private ImageClassifier Named(string model) => _models.GetOrAdd(model, name => new(() => ImageClassifier.Load(
        Path.Combine(_options.ModelsDirectory, name), new InferenceOptions { MaxPixels = _options.MaxImagePixels }))).Value;
}
