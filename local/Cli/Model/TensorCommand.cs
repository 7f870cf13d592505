using System.CommandLine;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Preprocessing;
using ImageClassification.Models;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Model;

internal static class TensorCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model")
        {
            Description = "The name of a folder in models/. Only its manifest and labels are read.",
            Required = true
        }.Must("model", ModelsFolder.FaultOf);
        var image = new Option<FileInfo>("--image") { Description = $"A {ImageFormats.All}.", Required = true }.MustBeFile();
        var output = new Option<FileInfo>("--out") { Description = "The file to write, for numpy.load. Replaces an existing one.", Required = true }.MustBeNewFile();
        var json = Screen.JsonOption();
        var models = new ModelsFolder();
        var command = new Command("tensor", """
            Write the tensor that a model gets for an image, to compare with the training code's.
            """) { model, image, output, json, models };
        command.AddExamples("./dev model tensor --model clothing --image photo.jpg --out photo.npy");
        command.SetAction(parsed =>
        {
            var file = Write(models.Path(parsed, parsed.GetRequiredValue(model)), parsed.GetRequiredValue(image), parsed.GetRequiredValue(output).FullName);
            Screen.Write(
                parsed.GetValue(json),
                file,
                CliJson.Default.TensorFile,
                () => Console.WriteLine($"{file.File}: {file.Type} ({string.Join(", ", file.Shape)})"));

            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">The file is not a readable image.</exception>
    public static (Preprocessor Preprocessor, byte[] Tensor) Fill(string folder, FileInfo image)
    {
        var preprocessor = Preprocessor.Load(folder, new InferenceOptions());
        var tensor = new byte[preprocessor.Length];
        if (preprocessor.Fill(File.ReadAllBytes(image.FullName), tensor) is Outcome<FilledTensor>.Refused(var error))
        {
            throw new UsageException($"--image {image}: {error.Code}. {error.Message}");
        }

        return (preprocessor, tensor);
    }

    private static TensorFile Write(string folder, FileInfo image, string output)
    {
        var (preprocessor, tensor) = Fill(folder, image);
        new NpyFile(preprocessor.NumpyType, preprocessor.Shape, tensor).Write(output);
        return new(output, preprocessor.NumpyType, preprocessor.Shape);
    }
}
