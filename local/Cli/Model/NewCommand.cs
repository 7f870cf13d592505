using System.CommandLine;
using ImageClassification.Models;
using ImageClassification.Models.Producers;

namespace ImageClassification.Cli.Model;

internal static class NewCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The new folder in models/: letters, digits, dots, dashes and underscores." }.Must(
            "model", ModelsFolder.FaultOf);
        var from = new Option<string>("--from", "--onnx") { Description = "What the tool wrote: a .onnx or .tflite file, a folder or a zip.", Required = true }
            .Must("path", path => Path.Exists(path) ? ModelImport.FaultOf(path) : $"must be a file or folder: there is no '{path}'.");
        var labels = new Option<FileInfo?>("--labels")
        {
            Description = "The names of the classes: "
            + "lines, CSV or JSON. By default the file beside the model."
        }.MustBeFile();
        var preset = new Option<string?>("--preset") { Description = $"How the training code prepares its images: {Recipes.Description}." }.Must(
            "preset", Recipes.FaultOf);
        var fields = FieldOptions.All.Select(field => new Option<string?>(field.Option) { Description = field.Description }.Must(
            field.Value, value => FieldOptions.FaultOf(field.Option, value))).ToList();
        var json = Screen.JsonOption();
        var models = new ModelsFolder(isMade: true);
        var command = new Command("new", """
            Add a model: reads what its tool wrote, prints the source of every field, and writes the manifest.
            Ends with 3 and a list if fields are uncertain; ./dev model check warns of them until golden files prove them or --accept confirms them.
            """) { name, from, labels, preset, json, models };
        fields.ForEach(command.Options.Add);
        command.AddExamples(
            "./dev model new birds --from birds.onnx --labels birds.txt --preset torchvision/resnet50",
            "./dev model new vit --from exported/vit", "./dev model new toys --from converted_tflite.zip");
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = Path.Combine(models.Path(parsed), ModelsFolder.NameOf(parsed.GetRequiredValue(name)));
            var said = fields.Where(field => parsed.GetValue(field) is not null).ToDictionary(field => field.Name, field => parsed.GetValue(field)!);
            var model = ModelImport.Create(folder, parsed.GetRequiredValue(from), parsed.GetValue(labels)?.FullName, parsed.GetValue(preset), said, cancellationToken);
            Screen.Write(parsed.GetValue(json), model, CliJson.Default.ImportedModel, () => Write(model, models.Argument(parsed, Path.GetFileName(folder))));
            return Task.FromResult(model.Doubts.Count == 0 ? ExitCode.Done : ExitCode.Uncertain);
        });
        return command;
    }

    /// <param name="name">As the next command needs it.</param>
    private static void Write(ImportedModel model, string name)
    {
        var width = model.Fields.Max(field => field.Field.Length);
        var values = Math.Min(60, model.Fields.Max(field => field.Value.Length));
        Console.WriteLine($"{model.Manifest}:");
        foreach (var (field, value, source) in model.Fields)
        {
            Console.WriteLine($"  {field.PadRight(width)}  {value.PadRight(values)}  {source}");
        }

        Console.WriteLine(string.Concat(model.Notes.Select(note => $"{note}\n")) + (model.Doubts.Count == 0
            ? $"\nNothing was guessed. Golden files prove it: ./dev model golden {name} --image photo.jpg"
            : $"""

            Uncertain:
              {string.Join("\n  ", model.Doubts)}

            To set it, remove {Path.GetDirectoryName(model.Manifest)} and run this again with the options named, or edit the manifest. Golden files prove input, resize and normalization (./dev model golden {name} --image photo.jpg). To confirm what is listed: ./dev model check {name} --accept
            """));
    }
}
