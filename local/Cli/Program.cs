using System.CommandLine;
using System.Runtime.InteropServices;
using ImageClassification.Cli;
using ImageClassification.Cli.Chaos;
using ImageClassification.Cli.Cost;
using ImageClassification.Cli.Load;
using ImageClassification.Cli.Model;
using ImageClassification.Cli.Transfer;
using ImageClassification.Inference;
using ImageClassification.Runner;

var root = new RootCommand("The image classification pipeline on this machine, without an AWS account or Docker.")
{
    DemoCommand.Create(),
    UpCommand.Create(),
    InvokeCommand.Create(),
    RedriveCommand.Create(),
    BackfillCommand.Create(),
    ExportCommand.Create(),
    ChaosCommand.Create(),
    LoadCommand.Create(),
    BenchCommand.Create(),
    CostCommand.Create(),
    ModelCommand.Create(),
    TestCommand.Create(),
};

root.AddExamples("./dev demo", "./dev demo --help");
Screen.Adapt();

// Whatever ends us, the functions and services end first.
using var stop = new CancellationTokenSource();
using var interrupt = OnSignal(PosixSignal.SIGINT);
using var terminate = OnSignal(PosixSignal.SIGTERM);
using var hangUp = OnSignal(PosixSignal.SIGHUP);

try
{
    var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
    var exitCode = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
    return exitCode != ExitCode.Done && parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
}
catch (Exception exception) when (exception is LocalException or ModelException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCode.Failed;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return ExitCode.Interrupted;
}
catch (Exception exception)
{
    using var logs = new LogFiles(verbose: false);
    logs.Write("dev", exception.ToString());
    await Console.Error.WriteLineAsync($"{exception.Message} (artifacts/local/dev.log has the details.)");
    return ExitCode.Failed;
}

PosixSignalRegistration OnSignal(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
});
