using System.CommandLine;
using System.Runtime.InteropServices;
using ImageClassification.Cli;
using ImageClassification.Cli.Chaos;
using ImageClassification.Cli.Load;
using ImageClassification.Cli.Model;
using ImageClassification.Inference.Models;
using ImageClassification.Runner;
using Spectre.Console;

var root = new RootCommand("The image classification pipeline on this machine, without an AWS account or Docker.")
{
    DemoCommand.Create(),
    UpCommand.Create(),
    InvokeCommand.Create(),
    RedriveCommand.Create(),
    ChaosCommand.Create(),
    LoadCommand.Create(),
    ModelCommand.Create(),
    TestCommand.Create(),
};

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 160;
    AnsiConsole.Profile.Capabilities.Ansi = false;
}

// Whatever ends us, the functions and services end first.
using var stop = new CancellationTokenSource();
using var interrupt = OnSignal(PosixSignal.SIGINT);
using var terminate = OnSignal(PosixSignal.SIGTERM);
using var hangUp = OnSignal(PosixSignal.SIGHUP);

try
{
    var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (Exception exception) when (exception is LocalException or ModelException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (Exception exception)
{
    using var logs = new LogFiles(verbose: false);
    logs.Write("dev", exception.ToString());
    await Console.Error.WriteLineAsync($"{exception.Message} (artifacts/local/dev.log has the details.)");
    return 1;
}

PosixSignalRegistration OnSignal(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
});
