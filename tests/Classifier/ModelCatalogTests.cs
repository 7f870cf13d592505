using ImageClassification.Contracts;
using ImageClassification.Inference;

namespace ImageClassification.Classifier.Tests;

public sealed class ModelCatalogTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>, IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    [Fact]
    public void A_batch_gets_the_model_that_routing_gives_it()
    {
        var names = new[] { "insects-2026", "trip" }.Select(BatchName.Parse)
            .Select(batch => (fixture.Models.IdentityFor(batch).Name.ToString(), fixture.Models.For(batch).Identity.Name.ToString()));

        names.ShouldBe([("insects", "insects"), ("clothing", "clothing")]);
    }

    [Fact]
    public void A_model_that_does_not_match_its_manifest_stops_the_start_though_no_batch_has_come_for_it()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models"), "*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(_models.FullName, Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "models"), file)));
            copy.Directory!.Create();
            File.Copy(file, copy.FullName);
        }

        File.AppendAllText(Path.Combine(_models.FullName, "insects", "model.onnx"), "changed");

        var exception = Should.Throw<ModelException>(() => new ModelCatalog(ClassifierFixture.Options(_models.FullName)));

        exception.Message.ShouldContain("insects");
    }

    public void Dispose() => _models.Delete(recursive: true);
}
