using System.Diagnostics.Metrics;
using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>What is deployed: the batches' model in one version, and a second model for scoring again.</summary>
internal sealed record Deployment(ModelCatalog Models, ClassifierMetrics Metrics)
{
    public static readonly ModelName Main = ModelName.Parse("main");
    public static readonly ModelName Other = ModelName.Parse("other");

    /// <summary>Two deployments of the same model, in two versions.</summary>
    public static async Task<Deployment[]> TwoAsync(string parent)
    {
        var metrics = new ClassifierMetrics(new Meter("Simulation"));
        return [await OpenAsync(Path.Combine(parent, "1"), "1", metrics), await OpenAsync(Path.Combine(parent, "2"), "2", metrics)];
    }

    private static async Task<Deployment> OpenAsync(string folder, string version, ClassifierMetrics metrics)
    {
        TinyModel.Write(Path.Combine(folder, Main), version);
        TinyModel.Write(Path.Combine(folder, Other), "1");
        var models = await ModelCatalog.OpenAsync(ClassifierFixture.Options(folder, model: Main));
        await models.ForAsync(BatchName.Default, Other);
        return new Deployment(models, metrics);
    }
}
