using System.CommandLine;

namespace ImageClassification.Cli.Model;

internal static class ModelCommand
{
    public static Command Create()
    {
        var command = new Command("model", """
            Check a model against its manifest, see what it makes of images, or add one. Only current needs the pipeline.
            """)
        {
            CheckCommand.Create(),
            TensorCommand.Create(),
            PredictCommand.Create(),
            NewCommand.Create(),
            GoldenCommand.Create(),
            CurrentCommand.Create(),
            EvaluateCommand.Create(),
        };
        command.AddExamples("./dev model check", "./dev model predict --help");
        return command;
    }
}
