using System.Security.Cryptography;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Preprocessing;
using ImageClassification.Inference.Tests;

namespace ImageClassification.Models.Tests;

/// <summary>Exports in the form of each producer, with what the producer's own recipe makes of photographs: producers/make.py.</summary>
public sealed class ModelImportTests : IDisposable
{
    private static readonly string Producers = Path.Combine(Repository.Root, "local", "tests", "Models", "producers");

    private static readonly Dictionary<string, JsonElement> Cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Producers, "expected.json"))).RootElement
        .EnumerateArray().ToDictionary(export => export.GetProperty("name").GetString()!);

    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_export_gives_its_producers_tensor_to_the_bit_and_its_probabilities(string name)
    {
        var export = Cases[name];

        var model = Import(name);

        using var classifier = ImageClassifier.Load(Path.Combine(_models.FullName, name), new InferenceOptions());
        foreach (var photo in export.GetProperty("photos").EnumerateObject())
        {
            var tensor = new byte[classifier.Preprocessor.Length];
            classifier.Preprocessor.Fill(File.ReadAllBytes(Path.Combine(Producers, "photos", photo.Name)), tensor).ShouldBeOfType<Outcome<FilledTensor>.Ok>();
            Convert.ToHexStringLower(SHA256.HashData(tensor)).ShouldBe(photo.Value.GetProperty("sha256").GetString(), $"{photo.Name}: {model.Json}");
            classifier.Run(tensor).ShouldBe(photo.Value.GetProperty("probabilities").EnumerateArray().Select(value => value.GetDouble()), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_guessed_is_said_and_nothing_else(string name)
    {
        var model = Import(name);

        model.Doubts.Select(doubt => doubt[..doubt.IndexOf(':', StringComparison.Ordinal)])
            .ShouldBe(Texts(Cases[name], "doubts"), ignoreOrder: true, string.Join('\n', model.Doubts));
        OpenQuestions.Read(Path.Combine(_models.FullName, name)).ShouldBe(model.Doubts);
        model.Fields.ShouldAllBe(field => field.Source.Length > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_labels_are_the_producers_names(string name)
    {
        Import(name);

        File.ReadAllLines(Path.Combine(_models.FullName, name, "labels.txt")).ShouldBe(Texts(Cases[name], "labels"));
    }

    [Theory]
    [InlineData("\"ViTImageProcessor\"", "\"SomeImageProcessor\"", "SomeImageProcessor is not known")]
    [InlineData("\"do_resize\": true", "\"do_resize\": true, \"auto_map\": { \"AutoImageProcessor\": \"own.Processor\" }", "has code of its own")]
    public void A_processor_that_is_not_known_is_taken_for_ViTs_and_said_so(string old, string changed, string expected)
    {
        DoubtsOfViT(("preprocessor_config.json", old, changed)).ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Theory]
    [InlineData("ViTImageProcessor", "4.57.1", 0)]
    [InlineData("ViTImageProcessorFast", "4.57.1", 1)]
    [InlineData("ViTImageProcessor", "5.0.0.dev0", 1)]
    [InlineData("ViTImageProcessor", "5.0.0rc1", 1)]
    [InlineData("ViTImageProcessor", "5.2.0", 1)]
    [InlineData("ViTImageProcessorPil", "5.2.0", 0)]
    public void A_processor_on_tensors_is_told_by_its_name_and_the_version_of_transformers(string type, string version, int expected)
    {
        var doubts = DoubtsOfViT(
            ("preprocessor_config.json", "\"ViTImageProcessor\"", $"\"{type}\""),
            ("config.json", "\"num_channels\": 3", $"\"num_channels\": 3, \"transformers_version\": \"{version}\""));

        doubts.Count(doubt => doubt.Contains("resizes tensors")).ShouldBe(expected);
        doubts.Count.ShouldBe(expected);
    }

    [Theory]
    [InlineData("hf-vit", "torchvision/imagenet", "normalization: preprocessor_config.json (ViTImageProcessor) says ")]
    [InlineData("hf-vit", "torchvision/imagenet", "resize: preprocessor_config.json (ViTImageProcessor) says ")]
    [InlineData("hf-vit", "keras/mobilenetv2", "input.layout: --preset keras/mobilenetv2 is for models that take NHWC, but the graph takes NCHW.")]
    public void A_preset_that_contradicts_the_files_is_uncertain(string export, string preset, string expected)
    {
        var model = ModelImport.Create(
            Path.Combine(_models.FullName, "own"), Path.Combine(Producers, export), null, preset, new Dictionary<string, string>(), TestContext.Current.CancellationToken);

        model.Doubts.ShouldContain(doubt => doubt.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hf-vit", "config.json: id2label")]
    [InlineData("keras-mobilenetv2", "labels.txt beside the model")]
    public void Where_the_labels_come_from_is_said(string export, string expected)
    {
        var model = ModelImport.Create(
            Path.Combine(_models.FullName, "birds"), Path.Combine(Producers, export), null, null, new Dictionary<string, string>(), TestContext.Current.CancellationToken);

        model.Fields.Single(field => field.Field == "labels").Source.ShouldBe(expected);
    }

    [Fact]
    public void A_name_is_as_long_as_any_model_s()
    {
        var folder = Path.Combine(_models.FullName, new string('n', 100));

        var model = ModelImport.Create(
            folder, Path.Combine(Producers, "hf-vit"), null, null, new Dictionary<string, string>(), TestContext.Current.CancellationToken);

        model.Manifest.ShouldBe(Path.Combine(folder, "model.json"));
        Directory.GetDirectories(_models.FullName).ShouldBe([folder]);
    }

    public void Dispose() => _models.Delete(recursive: true);

    private IReadOnlyList<string> DoubtsOfViT(params (string File, string Old, string New)[] changes)
    {
        var files = Directory.CreateDirectory(Path.Combine(_models.FullName, "export")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Producers, "hf-vit")))
        {
            File.Copy(file, Path.Combine(files, Path.GetFileName(file)));
        }

        foreach (var (name, old, changed) in changes)
        {
            var path = Path.Combine(files, name);
            File.WriteAllText(path, File.ReadAllText(path).Replace(old, changed, StringComparison.Ordinal));
        }

        return ModelImport.Create(Path.Combine(_models.FullName, "own"), files, null, null, new Dictionary<string, string>(), TestContext.Current.CancellationToken).Doubts;
    }

    private ImportedModel Import(string name)
    {
        var options = Texts(Cases[name], "options").Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        options.Remove("--preset", out var preset);
        return ModelImport.Create(
            Path.Combine(_models.FullName, name), Path.Combine(Producers, Cases[name].GetProperty("from").GetString()!), labels: null, preset, options, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Texts(JsonElement export, string name) => export.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);
}
