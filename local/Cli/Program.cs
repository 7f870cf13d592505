using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
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

// The functions and services end before this process, for any cause.
using var stop = new CancellationTokenSource();
using var interrupt = OnSignal(PosixSignal.SIGINT);
using var terminate = OnSignal(PosixSignal.SIGTERM);
using var hangUp = OnSignal(PosixSignal.SIGHUP);

try
{
    // A label may begin with @.
    var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, new() { ResponseFileTokenReplacer = null });
    return parsed.Action is ParseErrorAction
        ? await FailAsync(ExitCode.Usage, Usage.Describe(parsed))
        : await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (UsageException exception)
{
    return await FailAsync(ExitCode.Usage, exception.Message);
}
catch (Exception exception) when (exception is LocalException or ModelException)
{
    return await FailAsync(ExitCode.Failed, exception.Message);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return ExitCode.Interrupted;
}
catch (Exception exception)
{
    using var logs = new LogFiles(verbose: false);
    logs.Write("dev", exception.ToString());
    return await FailAsync(ExitCode.Failed, exception.Message, " (artifacts/local/dev.log has the details.)");
}

// With --json the error is JSON too.
async Task<int> FailAsync(int exitCode, string error, string hint = "")
{
    if (args.Contains("--json"))
    {
        Console.WriteLine(new JsonObject { ["error"] = error }.ToJsonString(CliJson.Default.Options));
    }

    await Console.Error.WriteLineAsync(error + hint);
    return exitCode;
}

PosixSignalRegistration OnSignal(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
});
