using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Tests.Queue;

public sealed class ModelRoutingTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    public ModelRoutingTests()
    {
        _models.CreateSubdirectory("insects");
        _models.CreateSubdirectory("birds");
    }

    [Theory]
    [InlineData("insects-2026", "insects")]
    [InlineData("insects", "default")]
    [InlineData("Insects-2026", "default")]
    [InlineData("my-birds", "birds")]
    [InlineData("insects-and-birds", "insects")]
    [InlineData("anything", "default")]
    public void The_first_pattern_that_fits_decides(string batch, string expected)
    {
        Write("""{ "batches": { "insects-*": "insects", "*birds": "birds" } }""");

        new ModelRouting(_models.FullName, ModelName.Parse("default")).ModelOf(BatchName.Parse(batch)).ToString().ShouldBe(expected);
    }

    [Fact]
    public void The_file_may_begin_with_a_byte_order_mark()
    {
        Write("\uFEFF{ \"batches\": { \"*birds\": \"birds\" } }");

        new ModelRouting(_models.FullName, ModelName.Parse("default")).ModelOf(BatchName.Parse("my-birds")).ToString().ShouldBe("birds");
    }

    [Fact]
    public void Without_a_file_every_batch_uses_the_default() =>
        new ModelRouting(_models.FullName, ModelName.Parse("default")).ModelOf(BatchName.Parse("insects-2026")).ToString().ShouldBe("default");

    [Theory]
    [InlineData("not JSON", "routing.json is not a JSON object")]
    [InlineData("[]", "routing.json is not a JSON object")]
    [InlineData("""{ "batches": { "a": 1 } }""", "routing.json is not a JSON object of strings")]
    [InlineData("""{ "batches": { "a": null } }""", "a must map to a model's name")]
    [InlineData("""{ "batches": { "a": "" } }""", "a must map to a model's name")]
    [InlineData("""{ "batches": { "a": "../elsewhere" } }""", "a must map to a model's name")]
    [InlineData("""{ "batch": {} }""", "must have one field, batches")]
    [InlineData("""{ "batches": { "a": "moths" } }""", "a maps to the model moths, which is not in")]
    public void A_file_that_is_wrong_stops_the_start(string text, string expected)
    {
        Write(text);

        var exception = Should.Throw<ConfigurationException>(() => new ModelRouting(_models.FullName, ModelName.Parse("default")));

        exception.Message.ShouldContain(expected);
    }

    public void Dispose() => _models.Delete(recursive: true);

    private void Write(string text) => File.WriteAllText(Path.Combine(_models.FullName, "routing.json"), text);
}
