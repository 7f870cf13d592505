using System.IO.Compression;
using ImageClassification.Inference;
using ImageClassification.Inference.Tests;
using ImageClassification.Models.Producers;

namespace ImageClassification.Models.Tests;

/// <summary>What cannot be used as it is gets a message that says how to go on, and leaves nothing behind.</summary>
public sealed class ImportRefusalTests : IDisposable
{
    private static readonly string Producers = Path.Combine(Repository.Root, "local", "tests", "Models", "producers");
    private static readonly Dictionary<string, string> None = [];

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("exports-");
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    [Theory]
    [InlineData("model.h5", "is a Keras model", "export('model.onnx', format='onnx')")]
    [InlineData("model.keras", "is a Keras model", "tf2onnx")]
    [InlineData("best.pt", "is a PyTorch checkpoint", "yolo export model=best.pt format=onnx")]
    [InlineData("resnet.pth", "is a PyTorch checkpoint", "torch.onnx.export")]
    [InlineData("saved_model.pb", "is a TensorFlow model", "--saved-model")]
    [InlineData("notes.txt", "is not a .onnx or .tflite file", "docs/models.md")]
    [InlineData("model.onnx", "is not a model that ONNX Runtime loads", "Export it again")]
    [InlineData("model.tflite", "TFL3", "Export it again")]
    public void A_file_of_another_kind_is_named_with_what_to_do(string file, string what, string remedy)
    {
        File.WriteAllText(Path.Combine(_files.FullName, file), "not a model");

        var message = Refusal(Path.Combine(_files.FullName, file));

        message.ShouldContain(what);
        message.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.tflite")]
    public void A_pointer_of_Git_LFS_is_not_told_to_be_exported(string file)
    {
        var path = Path.Combine(_files.FullName, file);
        File.WriteAllText(path, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n");

        Refusal(path).ShouldBe($"{path} is a pointer of Git LFS, not the file. Install Git LFS and run git lfs pull where it was cloned, or download the file.");
    }

    [Theory]
    [InlineData("keras_model.h5", "TF_USE_LEGACY_KERAS=1")]
    [InlineData("saved_model.pb", "--saved-model {0} --opset")]
    [InlineData("model.safetensors", "--model {0} OUT")]
    public void A_folder_of_another_kind_of_model_is_named_as_the_file_and_told_by_its_path(string file, string remedy)
    {
        var folder = _files.CreateSubdirectory("sm").FullName;
        File.WriteAllText(Path.Combine(folder, file), "");
        File.WriteAllText(Path.Combine(folder, "labels.txt"), "0 Cat\n1 Dog\n");
        var zip = Path.Combine(_files.FullName, "sm.zip");
        ZipFile.CreateFromDirectory(folder, zip, CompressionLevel.NoCompression, includeBaseDirectory: true);

        Refusal(folder).ShouldContain(remedy.Replace("{0}", folder, StringComparison.Ordinal));
        Refusal(zip).ShouldContain(remedy.Replace("{0}", "sm", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_models_one_has_to_be_chosen()
    {
        Copy("torchvision-imagenet/birds.onnx", "a.onnx");
        Copy("torchvision-imagenet/birds.onnx", "b.onnx");

        Refusal(_files.FullName).ShouldContain("contains several models: a.onnx, b.onnx");
    }

    [Theory]
    [InlineData(" contains no .onnx or .tflite file", "notes.txt")]
    [InlineData(" contains several models: a.onnx, b.onnx. Unpack the zip and choose one with --from.", "a.onnx", "b.onnx")]
    [InlineData("/a.onnx is not a model that ONNX Runtime loads", "a.onnx")]
    public void What_is_wrong_with_a_zip_names_the_zip_and_no_folder_that_is_gone(string expected, params string[] files)
    {
        var folder = _files.CreateSubdirectory("export").FullName;
        Array.ForEach(files, file => File.WriteAllText(Path.Combine(folder, file), "not a model"));
        var zip = Path.Combine(_files.FullName, "export.zip");
        ZipFile.CreateFromDirectory(folder, zip);

        var message = Refusal(zip);

        message.ShouldStartWith(zip + expected);
        message.ShouldNotContain(_models.FullName);
    }

    [Theory]
    [InlineData("torchvision-imagenet/birds.onnx", "torchvision/efficientnet_b3", "says input.width 300, but the graph takes (-1, 3, 224, 224)")]
    [InlineData("torchvision-imagenet/birds.onnx", "torchvision/resnet51", "There is no preset 'torchvision/resnet51'. Did you mean torchvision/resnet50? docs/models.md lists all.")]
    [InlineData("torchvision-imagenet/birds.onnx", "torchvision/IMAGENETT", "Did you mean torchvision/imagenet?")]
    [InlineData("torchvision-imagenet/birds.onnx", "keras/xcepton", "There is no preset 'keras/xcepton'. Did you mean keras/xception? docs/models.md lists all.")]
    [InlineData("torchvision-imagenet/birds.onnx", "resnet18", "There is no preset 'resnet18'. Did you mean torchvision/resnet18? docs/models.md lists all.")]
    [InlineData("torchvision-imagenet/birds.onnx", "resnet_50", "Did you mean torchvision/resnet50 or keras/resnet50?")]
    [InlineData("torchvision-imagenet/birds.onnx", "squeezenet1-2", "Did you mean torchvision/squeezenet1_0?")]
    [InlineData("torchvision-imagenet/birds.onnx", "imagenet", "Did you mean torchvision/imagenet?")]
    [InlineData("torchvision-imagenet/birds.onnx", "keras/vit_b_16", "Did you mean torchvision/vit_b_16?")]
    [InlineData("small/model.onnx", "torchvision/resnet18", "says input.width 224, but the graph takes (-1, 3, 32, 32)")]
    public void Sizes_that_contradict_each_other_and_unknown_presets_are_refused(string model, string preset, string expected) =>
        Refusal(Path.Combine(Producers, model), preset: preset).ShouldContain(expected);

    [Fact]
    public void The_documentation_lists_the_presets_as_an_unknown_one_says()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "models.md"));

        Recipes.Names.Where(name => name.StartsWith("keras/", StringComparison.Ordinal) && !page.Contains($"`{name[6..]}`", StringComparison.Ordinal)
            && !page.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
        page.ShouldContain("(../local/Models/Producers/torchvision.txt)");
    }

    [Fact]
    public void Labels_of_another_number_than_the_graph_gives_are_refused()
    {
        var labels = Path.Combine(_files.FullName, "labels.txt");
        File.WriteAllText(labels, "cat\ndog\n");

        Refusal(Path.Combine(Producers, "torchvision-imagenet", "birds.onnx"), labels).ShouldBe("There are 2 labels (cat, dog, …), but the model gives 'logits' of 5 values. Use a labels file with one for each value (--labels).");
    }

    [Theory]
    [InlineData("detect", "The model's task is detect, not classify")]
    [InlineData("segment", "The model's task is segment, not classify")]
    public void Another_task_of_Ultralytics_is_refused_by_name(string task, string expected)
    {
        Copy("ultralytics-64/best.onnx", "best.onnx");
        var file = Path.Combine(_files.FullName, "best.onnx");
        var bytes = File.ReadAllBytes(file);
        var place = bytes.AsSpan().IndexOf("classify"u8);
        System.Text.Encoding.ASCII.GetBytes(task.PadRight(8)).CopyTo(bytes, place);
        File.WriteAllBytes(file, bytes);

        Refusal(file).ShouldContain(expected.Replace(task + ",", task.PadRight(8) + ",", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cvexport.manifest", "\"DomainType\": \"Classification\"", "\"DomainType\": \"ObjectDetection\"", "says DomainType ObjectDetection")]
    [InlineData("metadata_properties.json", "{", "", "is not valid JSON")]
    public void Another_project_of_Custom_Vision_is_refused_by_name(string file, string old, string changed, string expected)
    {
        foreach (var each in Directory.EnumerateFiles(Path.Combine(Producers, "custom-vision")))
        {
            File.Copy(each, Path.Combine(_files.FullName, Path.GetFileName(each)));
        }

        var path = Path.Combine(_files.FullName, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, changed, StringComparison.Ordinal));

        Refusal(_files.FullName).ShouldContain(expected);
    }

    [Theory]
    [InlineData("\"ViTImageProcessor\"", "\"PerceiverImageProcessor\"", "is for PerceiverImageProcessor, whose preprocessing is not supported")]
    [InlineData("\"do_resize\": true", "\"do_resize\": false", "says do_resize false")]
    [InlineData("\"height\": 224,", "\"height\": 384,", "says input.height 384, but the graph takes (-1, 3, 224, 224)")]
    public void Processors_that_cannot_be_kept_to_are_refused(string old, string changed, string expected)
    {
        foreach (var each in Directory.EnumerateFiles(Path.Combine(Producers, "hf-vit")))
        {
            File.Copy(each, Path.Combine(_files.FullName, Path.GetFileName(each)));
        }

        Copy("torchvision-imagenet/birds.onnx", "model.onnx", overwrite: true);
        var path = Path.Combine(_files.FullName, "preprocessor_config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, changed, StringComparison.Ordinal));

        Refusal(_files.FullName).ShouldContain(expected);
    }

    [Fact]
    public void A_folder_that_is_there_stays_as_it_is()
    {
        Directory.CreateDirectory(Path.Combine(_models.FullName, "birds"));

        Should.Throw<ModelException>(() => Create(Path.Combine(Producers, "hf-vit"))).Message.ShouldContain("Remove it and run this again, or edit its model.json");

        Directory.GetFileSystemEntries(Path.Combine(_models.FullName, "birds")).ShouldBeEmpty();
    }

    public void Dispose()
    {
        _files.Delete(recursive: true);
        _models.Delete(recursive: true);
    }

    private string Refusal(string from, string? labels = null, string? preset = null)
    {
        var message = Should.Throw<ModelException>(() => Create(from, labels, preset)).Message;
        Directory.GetFileSystemEntries(_models.FullName).ShouldBeEmpty();
        return message;
    }

    private void Create(string from, string? labels = null, string? preset = null) =>
        ModelImport.Create(Path.Combine(_models.FullName, "birds"), from, labels, preset, None, TestContext.Current.CancellationToken);

    private void Copy(string file, string name, bool overwrite = false) =>
        File.Copy(Path.Combine(Producers, file), Path.Combine(_files.FullName, name), overwrite);
}
