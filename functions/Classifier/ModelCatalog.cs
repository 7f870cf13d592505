using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Classifier;

/// <summary>
/// The models side by side: those that batches are routed to are checked at the start and the default loaded, each other
/// when its first work item comes, and all are kept. Safe for several threads.
/// </summary>
internal sealed class ModelCatalog : IDisposable
{
    private readonly ClassifierOptions _options;
    private readonly ModelRouting _routing;
    private readonly Dictionary<ModelName, ModelIdentity> _identities;
    private readonly Dictionary<ModelName, ImageClassifier> _loaded = [];
    private readonly Lock _lock = new();

    /// <exception cref="Hosting.ConfigurationException">routing.json is not as it must be.</exception>
    /// <exception cref="Inference.ModelException">A model does not match its manifest.</exception>
    public ModelCatalog(ClassifierOptions options)
    {
        _options = options;
        _routing = new ModelRouting(options.ModelsDirectory, options.Model);
        _identities = _routing.Models.ToDictionary(
            model => model, model => model == options.Model ? Named(model).Identity : ImageClassifier.Identify(FolderOf(model)));
    }

    /// <summary>Of the batch's model, which needs not be loaded for it, or of the one asked for.</summary>
    /// <inheritdoc cref="For"/>
    public ModelIdentity IdentityFor(BatchName batch, ModelName? model = null) =>
        _identities.GetValueOrDefault(model ?? _routing.ModelOf(batch)) ?? For(batch, model).Identity;

    /// <summary>The batch's model, or the one asked for.</summary>
    /// <exception cref="InvalidMessageException">There is no model of the name asked for.</exception>
    /// <exception cref="Inference.ModelException">The model cannot be loaded; the next call tries again.</exception>
    public ImageClassifier For(BatchName batch, ModelName? model = null) => Named(model is { } asked ? Existing(asked) : _routing.ModelOf(batch));

    public void Dispose()
    {
        foreach (var model in _loaded.Values)
        {
            model.Dispose();
        }
    }

    private ModelName Existing(ModelName model) => File.Exists(Path.Combine(FolderOf(model), "model.json"))
        ? model
        : throw new InvalidMessageException($"It asks for the model {model}, which is not among this function's models. Deploy it, then redrive the message.");

    private ImageClassifier Named(ModelName model)
    {
        lock (_lock)
        {
            return _loaded.TryGetValue(model, out var loaded)
                ? loaded
                : _loaded[model] = ImageClassifier.Load(FolderOf(model), new InferenceOptions { MaxPixels = _options.MaxImagePixels });
        }
    }

    private string FolderOf(ModelName model) => Path.Combine(_options.ModelsDirectory, model);
}
