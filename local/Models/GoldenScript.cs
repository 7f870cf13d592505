using System.Text.Json;
using ImageClassification.Inference;
using ImageClassification.Inference.Models;
using ImageClassification.Models.Onnx;

namespace ImageClassification.Models;

/// <summary>The Python that writes a model's golden files where the model was trained.</summary>
public static class GoldenScript
{
    private const string Prepare = "prepare(image)";

    /// <summary>The fields of the manifest that say how images are prepared.</summary>
    private static readonly string[] Prepared = ["input.channelOrder", "orientation", "resize", "normalization"];

    /// <param name="folder">A model's.</param>
    /// <param name="image">A photograph's path.</param>
    /// <param name="name">The model, as ./dev model check needs it.</param>
    /// <exception cref="ModelException">The model's folder is not as it must be.</exception>
    public static string For(string folder, string image, string name)
    {
        var model = ModelFolder.Open(folder);
        var (manifest, file) = (model.Manifest, new OnnxFile(File.ReadAllBytes(model.ModelPath)));
        var questions = OpenQuestions.Read(folder);
        var framework = FrameworkOf(manifest, file, questions);
        var values = ValuesOf(manifest, file, questions);
        var ending = values["ending"] = Path.GetExtension(image).ToLowerInvariant();
        List<string> names = [.. framework.Names];
        if (values["prepared"] == Prepare && framework.Code.Contains("{prepared}", StringComparison.Ordinal))
        {
            names.Add($"{Prepare}, which returns the image at {manifest.Input.Width} × {manifest.Input.Height} as the training resized it");
        }

        var body = values.Aggregate(framework.Code, (text, value) => text.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));
        if (framework != GoldenFramework.KerasApplication)
        {
            var (opened, draft) = ($"Image.open(\"golden/image{ending}\")", "");
            if (manifest.Draft is [var width, var height])
            {
                (opened, draft) = ("image", $"image = {opened}\nimage.draft(\"RGB\", ({width}, {height}))\n");
            }

            opened = manifest.Orientation == Orientation.Exif ? $"ImageOps.exif_transpose({opened})" : opened;
            body = $"{draft}image = {opened}.convert(\"{(manifest.Input.Channels == 1 ? "L" : "RGB")}\")\n{body}";
        }

        var lines = body.Split('\n').ToLookup(IsImport);
        var (photo, torch) = (Path.GetFileName(image), body.Contains("import torch", StringComparison.Ordinal));
        string[] steps =
        [
            $"Copy {photo}{framework.Files} beside this script.",
            .. names.Count == 0 ? Array.Empty<string>() : [$"Below the imports, define {string.Join("; ", names)}."],
            $"Run it in its folder, put golden/ into {folder}, then: ./dev model check {name}",
        ];
        return string.Join('\n', [
            $"# Writes the golden files of {model.Identity.Name}, where it was trained.",
            .. steps.Select((step, index) => $"# {index + 1}. {step}"),
            "import os, shutil, numpy",
            .. Pillow(body),
            .. lines[true],
            "os.makedirs(\"golden\", exist_ok=True)",
            $"shutil.copy({JsonSerializer.Serialize(photo, ScriptJson.Default.String)}, \"golden/image{ending}\")",
            .. lines[false],
            "numpy.save(\"golden/tensor.npy\", numpy.ascontiguousarray(tensor))",
            $"numpy.save(\"golden/probabilities.npy\", numpy.asarray({(torch ? "output.numpy()" : "output")}, dtype=numpy.float32))",
        ]);
    }

    private static GoldenFramework FrameworkOf(ModelManifest manifest, OnnxFile file, IReadOnlyList<string> questions) =>
        file.Metadata.ContainsKey("task") ? GoldenFramework.Ultralytics
        : file.Metadata.ContainsKey("Image.BitmapPixelFormat") ? GoldenFramework.CustomVision
        : manifest.Input.Name == "pixel_values" ? GoldenFramework.HuggingFace
        : file.Producer == "image-classification" ? (manifest.Input.Type == TensorType.Float32 ? GoldenFramework.TfLiteReal : GoldenFramework.TfLite)
        : file.Producer.Contains("caffe", StringComparison.OrdinalIgnoreCase) ? GoldenFramework.Caffe
        : manifest.Input.Layout == TensorLayout.Nchw ? GoldenFramework.Torch
        : IsApplication(manifest, questions) ? GoldenFramework.KerasApplication : GoldenFramework.Keras;

    /// <summary>Whether it is prepared as an application of Keras, and somebody said so: a script that repeats a guess proves nothing.</summary>
    private static bool IsApplication(ModelManifest manifest, IReadOnlyList<string> questions) =>
        manifest is { Orientation: Orientation.Ignore, Draft: null, Resize: { Mode: ResizeMode.Stretch, Size: null } }
        && PresetOf(manifest) is not null and not "unit"
        && manifest.Input.ChannelOrder == (manifest.Normalization.Order ?? ChannelOrder.Rgb)
        && !OpenQuestions.AreAbout(questions, Prepared);

    private static string? PresetOf(ModelManifest manifest) => Normalization.Presets.FirstOrDefault(preset => preset.Value == manifest.Normalization).Key;

    private static Dictionary<string, string> ValuesOf(ModelManifest manifest, OnnxFile file, IReadOnlyList<string> questions)
    {
        var (input, activation) = (manifest.Input, manifest.Output.Activation);
        return new()
        {
            ["type"] = ManifestReader.Words["type"][(int)input.Type],
            ["shape"] = input.Layout == TensorLayout.Nchw
                ? $"(1, {input.Channels}, {input.Height}, {input.Width})"
                : $"(1, {input.Height}, {input.Width}, {input.Channels})",
            ["width"] = $"{input.Width}",
            ["height"] = $"{input.Height}",
            ["filter"] = ManifestReader.Words["filter"][(int)manifest.Resize.Filter],
            ["grey"] = input.Channels == 1 ? ", color_mode=\"grayscale\"" : "",
            ["axis"] = input.Channels == 1 ? ", ..., None" : "",
            ["prepared"] = OpenQuestions.AreAbout(questions, "resize") ? Prepare : Resized(manifest),
            ["normalized"] = PresetOf(manifest) is not "none" and var mode
                ? $"keras.applications.imagenet_utils.preprocess_input(keras.utils.img_to_array(image)[None], mode=\"{mode}\")"
                : "keras.utils.img_to_array(image)[None]",
            ["reversed"] = input.ChannelOrder == ChannelOrder.Bgr ? "[:, ::-1]" : "",
            ["divided"] = file.Metadata.GetValueOrDefault("Image.NominalPixelRange") == "NominalRange_0_255" ? "" : " / 255",
            ["output"] = manifest.Output.Name,
            ["activation"] = activation switch { Activation.Softmax => "softmax(1)", Activation.Sigmoid => "sigmoid()", _ => "float()" },
            ["afterwards"] = activation switch
            {
                Activation.Softmax => "; output = numpy.exp(output - output.max()); output /= output.sum()",
                Activation.Sigmoid => "; output = 1 / (1 + numpy.exp(-output))",
                _ => "",
            },
        };
    }

    private static bool IsImport(string line) => line.StartsWith("import ", StringComparison.Ordinal) || line.StartsWith("from ", StringComparison.Ordinal);

    /// <summary>The import of what the script uses of Pillow.</summary>
    private static IEnumerable<string> Pillow(string body)
    {
        string[] modules = ["Image", "ImageOps"];
        var names = modules.Where(name => body.Contains($"{name}.", StringComparison.Ordinal)).ToList();
        return names.Count == 0 ? [] : [$"from PIL import {string.Join(", ", names)}"];
    }

    /// <summary>The image at the model's size, where one call of Pillow makes it.</summary>
    private static string Resized(ModelManifest manifest)
    {
        var (size, filter) = ($"({manifest.Input.Width}, {manifest.Input.Height})", $"Image.{manifest.Resize.Filter.ToString().ToUpperInvariant()}");
        return manifest.Resize.Mode switch
        {
            ResizeMode.Stretch when manifest.Resize.Size is null => $"image.resize({size}, {filter})",
            ResizeMode.Crop when manifest.Resize.Rounding is null or Rounding.Exact => $"ImageOps.fit(image, {size}, {filter})",
            _ => Prepare,
        };
    }
}
