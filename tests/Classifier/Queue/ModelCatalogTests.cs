using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;
using ImageClassification.Inference;

namespace ImageClassification.Classifier.Tests.Queue;

public sealed class ModelCatalogTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>, IDisposable
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");

    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    [Theory]
    [InlineData("insects-2026", "insects")]
    [InlineData("trip", "clothing")]
    public async Task A_batch_gets_the_model_that_routing_gives_it(string name, string model)
    {
        var batch = BatchName.Parse(name);

        (await fixture.Models.IdentityForAsync(batch)).Name.ToString().ShouldBe(model);
        (await fixture.Models.ForAsync(batch)).Identity.Name.ToString().ShouldBe(model);
    }

    [Fact]
    public async Task While_a_model_loads_images_of_the_loaded_ones_do_not_wait()
    {
        var clothing = fixture.Model;
        using var load = new ManualResetEventSlim();
        var models = await ModelCatalog.OpenAsync(ClassifierFixture.Options(Models), folder =>
        {
            if (folder.EndsWith("insects", StringComparison.Ordinal))
            {
                load.Wait();
            }

            return clothing;
        });

        var loading = models.ForAsync(BatchName.Parse("insects-2026"));
        var together = models.ForAsync(BatchName.Parse("insects-2027"));
        var loaded = await models.ForAsync(BatchName.Parse("trip"));
        var waited = !loading.IsCompleted && !together.IsCompleted;
        load.Set();

        loaded.ShouldBe(clothing);
        waited.ShouldBeTrue();
        (await Task.WhenAll(loading, together)).ShouldAllBe(each => each == clothing);
    }

    [Fact]
    public async Task A_model_that_could_not_be_loaded_is_loaded_at_the_next_call_and_a_loaded_one_is_kept()
    {
        var loads = 0;
        var models = await ModelCatalog.OpenAsync(ClassifierFixture.Options(Models), folder =>
            folder.EndsWith("insects", StringComparison.Ordinal) && ++loads == 1 ? throw new ModelException("no") : fixture.Model);

        await Should.ThrowAsync<ModelException>(() => models.ForAsync(BatchName.Parse("insects-2026")));
        await models.ForAsync(BatchName.Parse("insects-2026"));
        await models.ForAsync(BatchName.Parse("insects-2026"));

        loads.ShouldBe(2);
    }

    [Fact]
    public async Task A_model_that_does_not_match_its_manifest_stops_the_start_though_no_batch_has_come_for_it()
    {
        ClassifierFixture.CopyModels(_models);
        File.AppendAllText(Path.Combine(_models.FullName, "insects", "model.onnx"), "changed");

        var exception = await Should.ThrowAsync<ModelException>(() => ModelCatalog.OpenAsync(ClassifierFixture.Options(_models.FullName)));

        exception.Message.ShouldContain("insects");
    }

    public void Dispose() => _models.Delete(recursive: true);
}
