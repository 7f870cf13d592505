using System.CommandLine;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Models;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Model;

internal static class NewCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The new folder in models/: letters, digits, dots, dashes and underscores." };
        var onnx = new Option<FileInfo>("--onnx") { Description = "The exported model. Its external data, if any, beside it.", Required = true };
        var labels = new Option<FileInfo>("--labels") { Description = "A text file, one label a line in the order of the output.", Required = true };
        var preset = new Option<string>("--preset")
        {
            Description = $"How the training code prepares its images: {string.Join(", ", ManifestDraft.PresetNames)}.",
            HelpName = "preset",
            Required = true,
        };
        preset.AcceptOnlyFromAmong([.. ManifestDraft.PresetNames]);
        var json = Screen.JsonOption();
        var models = new ModelsFolder();
        var command = new Command("new", """
            Add a model: copies its files and writes the manifest, as far as the graph and the preset tell.
            """) { name, onnx, labels, preset, json, models };
        command.AddExamples("./dev model new birds --onnx birds.onnx --labels birds.txt --preset torchvision/imagenet");
        command.SetAction(parsed =>
        {
            var folder = Path.Combine(models.Path(parsed), parsed.GetRequiredValue(name));
            var draft = Add(folder, parsed.GetRequiredValue(onnx), parsed.GetRequiredValue(labels), parsed.GetRequiredValue(preset));
            Screen.Write(parsed.GetValue(json), new($"{folder}/model.json", draft.NotInferred), CliJson.Default.NewModel, () => Console.WriteLine($"""
                {folder}/model.json:
                {draft.Json}
                Not inferred:
                  {string.Join("\n  ", draft.NotInferred)}

                Edit it, put the training code's tensor and probabilities into golden/ (docs/models.md), then: ./dev model check {Path.GetFileName(folder)}
                """));
            using var classifier = ImageClassifier.Load(folder, new InferenceOptions()); // tells at once what does not match
            return ExitCode.Done;
        });
        return command;
    }

    private static ManifestDraft Add(string folder, FileInfo onnx, FileInfo labels, string preset)
    {
        if (Directory.Exists(folder))
        {
            throw new LocalException($"There is a folder {folder} already. Choose another name, or remove it.");
        }

        if (new[] { onnx, labels }.FirstOrDefault(file => !file.Exists) is { } missing)
        {
            throw new LocalException($"There is no file {missing}.");
        }

        var draft = new ManifestDraft(onnx.FullName, File.ReadLines(labels.FullName).Count(), preset);
        if (draft.ExternalFiles.FirstOrDefault(file => file != Path.GetFileName(file)) is { } elsewhere)
        {
            throw new LocalException($"{onnx} keeps weights in {elsewhere}. Save the model again with its external data beside it, not in another folder.");
        }

        Directory.CreateDirectory(folder);
        onnx.CopyTo(Path.Combine(folder, ManifestDraft.ModelFile));
        labels.CopyTo(Path.Combine(folder, ManifestDraft.LabelsFile));
        foreach (var file in draft.ExternalFiles)
        {
            File.Copy(Path.Combine(onnx.DirectoryName!, file), Path.Combine(folder, file));
        }

        File.WriteAllText(Path.Combine(folder, "model.json"), draft.Json);
        return draft;
    }
}
