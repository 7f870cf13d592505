using System.Collections.Concurrent;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Classifier.Queue;

/// <summary>
/// The models side by side: those that batches are routed to are checked at the start and the default loaded, each other
/// when its first work item comes, and all are kept. Waiting for a model to load does not block the others. Safe for several threads.
/// </summary>
internal sealed class ModelCatalog : IDisposable
{
    private readonly string _directory;
    private readonly ModelRouting _routing;
    private readonly Func<string, ImageClassifier> _load;
    private readonly Dictionary<ModelName, ModelIdentity> _identities = [];
    private readonly ConcurrentDictionary<ModelName, Lazy<Task<ImageClassifier>>> _models = [];

    private ModelCatalog(string directory, ModelRouting routing, Func<string, ImageClassifier> load) =>
        (_directory, _routing, _load) = (directory, routing, load);

    /// <param name="options">Name the folder and the default.</param>
    /// <param name="load">From a model's folder.</param>
    /// <exception cref="Hosting.ConfigurationException">routing.json is not as it must be.</exception>
    /// <exception cref="Inference.ModelException">A model does not match its manifest.</exception>
    public static async Task<ModelCatalog> OpenAsync(QueueOptions options, Func<string, ImageClassifier>? load = null)
    {
        var limits = new InferenceOptions { MaxPixels = options.MaxImagePixels };
        var routing = new ModelRouting(options.ModelsDirectory, options.Model);
        var models = new ModelCatalog(options.ModelsDirectory, routing, load ?? (folder => ImageClassifier.Load(folder, limits)));
        models._identities[options.Model] = (await models.LoadedAsync(options.Model)).Identity;
        foreach (var model in routing.Models.Where(model => model != options.Model))
        {
            models._identities[model] = ImageClassifier.Identify(models.FolderOf(model));
        }

        return models;
    }

    /// <summary>For the batch's model, which need not be loaded for it, or for the one asked for.</summary>
    /// <inheritdoc cref="ForAsync"/>
    public async ValueTask<ModelIdentity> IdentityForAsync(BatchName batch, ModelName? model = null) =>
        _identities.GetValueOrDefault(model ?? _routing.ModelOf(batch)) ?? (await ForAsync(batch, model)).Identity;

    /// <summary>The batch's model, or the one asked for.</summary>
    /// <exception cref="InvalidMessageException">There is no model of the name asked for.</exception>
    /// <exception cref="Inference.ModelException">The model cannot be loaded; the next call tries again.</exception>
    public Task<ImageClassifier> ForAsync(BatchName batch, ModelName? model = null) =>
        LoadedAsync(model is { } asked ? Existing(asked) : _routing.ModelOf(batch));

    public void Dispose()
    {
        foreach (var model in _models.Values.Where(model => model is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            model.Value.Result.Dispose();
        }
    }

    private ModelName Existing(ModelName model) => File.Exists(Path.Combine(FolderOf(model), "model.json"))
        ? model
        : throw new InvalidMessageException($"It asks for the model {model}, which is not among this function's models. Deploy it, then redrive the message.");

    private async Task<ImageClassifier> LoadedAsync(ModelName model)
    {
        var loading = _models.GetOrAdd(model, each => new(() => Task.Run(() => _load(FolderOf(each)))));
        try
        {
            return await loading.Value;
        }
        catch
        {
            _models.TryRemove(KeyValuePair.Create(model, loading));
            throw;
        }
    }

    private string FolderOf(ModelName model) => Path.Combine(_directory, model);
}
