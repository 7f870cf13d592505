using System.CommandLine;

namespace ImageClassification.Cli.Model;

internal static class ModelCommand
{
    public static Command Create()
    {
        var command = new Command("model", """
            Add, check, try and evaluate models. Only current needs a running pipeline.
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
