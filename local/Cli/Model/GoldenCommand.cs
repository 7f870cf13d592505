using System.CommandLine;
using ImageClassification.Models;

namespace ImageClassification.Cli.Model;

internal static class GoldenCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The name of a folder in models/." }.Must("model", ModelsFolder.FaultOf);
        var image = new Option<FileInfo>("--image") { Description = "A photograph such as your users send.", Required = true }.MustBeFile();
        var json = Screen.JsonOption();
        var models = new ModelsFolder();
        var command = new Command("golden", """
            Print the Python for the training machine that writes the model's golden files: the image, its tensor and its probabilities.
            """) { name, image, json, models };
        command.AddExamples("./dev model golden birds --image photo.jpg", "./dev model golden birds --image photo.jpg > golden.py");
        command.SetAction(parsed =>
        {
            var (folder, file) = (models.Path(parsed, parsed.GetRequiredValue(name)), parsed.GetRequiredValue(image));
            _ = TensorCommand.Fill(folder, file); // fails if the image cannot be read
            var script = GoldenScript.For(folder, file.FullName, models.Argument(parsed, Path.GetFileName(folder)));
            Screen.Write(parsed.GetValue(json), script, CliJson.Default.String, () => Console.WriteLine(script));
            return ExitCode.Done;
        });
        return command;
    }
}
