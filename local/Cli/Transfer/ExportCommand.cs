using System.Buffers;
using System.CommandLine;
using System.IO.Pipelines;
using ImageClassification.Quality.Training;
using ImageClassification.Query.Export;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli.Transfer;

internal static class ExportCommand
{
    public static Command Create()
    {
        var batch = new Argument<string>("batch") { Description = "The batch's name." }.MustBeBatch();
        var format = new Option<string?>("--format")
        {
            Description = "csv, or jsonl or parquet, which have every field.",
            DefaultValueFactory = _ => "csv"
        }.MustBeOneOf([.. ExportFormat.All.Keys]);
        var model = new Option<string?>("--model")
        {
            Description = "A model version, as name@version; "
            + "the current one of the batch by default."
        }.MustBeModelVersion();
        Option<string?>[] filters =
        [
            model,
            new Option<string?>("--status") { Description = "Only predictions with this status." }.MustBeOneOf("CLASSIFIED", "FAILED", "MISSING"),
            new("--label") { Description = "Only this label.", HelpName = "text" },
            new Option<string?>("--code") { Description = "Only failures of this error code." }.MustBeErrorCode(),
            new("--prefix") { Description = "Only keys that begin with it.", HelpName = "text" },
            Values.Share("--minConfidence", "Only classified, with at least this confidence."),
            Values.Share("--maxConfidence", "Only classified, with at most this confidence."),
        ];
        var scores = new Option<string?>("--scores") { Description = "all: a CSV gets a column of all scores that are kept." }.Must(
            "all", text => text == "all" ? null : $"must be all, not '{text}'.");
        var bom = new Option<bool>("--bom") { Description = "A CSV for spreadsheets: with a byte order mark, and no cell is a formula." };
        var output = new Option<FileInfo?>("--output") { Description = "The file to write; replaces an existing one. Standard output by default." }.MustBeNewFile();
        var training = new Option<DirectoryInfo?>("--training")
        {
            Description = "Instead of a file: download "
            + "the images whose truth is known to this folder, as PART/LABEL/IMAGE. Repeating fetches what is missing."
        }.MustBeAnyFolder();
        var shares = new Option<string?>("--shares")
        {
            Description = "With --training: the percentages for train, validation and test; "
            + "80,10,10 by default. An image is always in the same part."
        }
            .Must("percentages", text => Split.From(text) is null ? $"must be {Split.Rule}, not '{text}'." : null);
        var json = Screen.JsonOption();
        var api = new ApiOption();
        var command = new Command("export", """
            Write the predictions of a batch to a file, page by page: complete at any size. Or its images to a folder, for training.
            Needs a running ./dev up, or the address of a deployed API.
            """) { batch, format, scores, bom, output, training, shares, json, api };
        Array.ForEach(filters, command.Options.Add);
        command.AddExamples(
            "./dev export trip --output trip.csv",
            "./dev export trip --format parquet --label dress --output dresses.parquet",
            "./dev export trip --format jsonl --api https://….execute-api.eu-central-1.amazonaws.com > trip.jsonl",
            "./dev export trip --training ~/trip --shares 70,15,15");
        command.Validators.Add(result =>
        {
            if (result.GetResult(shares) is not null && result.GetResult(training) is null)
            {
                result.AddError("--shares needs --training.");
            }

            if (result.GetResult(training) is not null && new Option[] { format, scores, bom, output }.Any(
                option => result.GetResult(option) is { Implicit: false }))
            {
                result.AddError("--training writes images. Omit --format, --scores, --bom and --output.");
            }

            if (result.GetResult(format)?.Tokens is [{ Value: var chosen }] && chosen.Equals("parquet", StringComparison.OrdinalIgnoreCase)
                && !Console.IsOutputRedirected && result.GetResult(training) is null && result.GetResult(output) is null)
            {
                result.AddError("--format parquet needs --output: it is binary, and standard output is a terminal.");
            }

            if (result.GetValue(json) && result.GetResult(training) is null && result.GetResult(output) is null)
            {
                result.AddError("--json needs --output: standard output cannot take both.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(training) is { } folder)
            {
                using var http = await api.ConnectAsync(parsed, cancellationToken);
                var split = parsed.GetValue(shares) is { } text ? Split.From(text)!.Value : Split.Default;
                var result = await TrainingExport.RunAsync(http, parsed.GetRequiredValue(batch), FilterOf(parsed), folder.FullName, split, cancellationToken);
                Screen.Write(parsed.GetValue(json), result, CliJson.Default.TrainingResult, () => TrainingExport.Describe(result));
                return ExitCode.Done;
            }

            if (parsed.GetValue(output) is not { } file)
            {
                await using var console = Console.OpenStandardOutput();
                await WriteAsync(console);
                return ExitCode.Done;
            }

            // Under its name only when it is complete.
            var partial = file.FullName + ".partial";
            int count;
            try
            {
                await using (var stream = File.Create(partial))
                {
                    count = await WriteAsync(stream);
                }

                File.Move(partial, file.FullName, overwrite: true);
            }
            catch
            {
                File.Delete(partial);
                throw;
            }

            Screen.Write(
                parsed.GetValue(json), new ExportResult(count, file.FullName), CliJson.Default.ExportResult,
                () => Console.WriteLine($"{Screen.Count(count, "prediction")} written to {file}."));

            return ExitCode.Done;

            async Task<int> WriteAsync(Stream stream)
            {
                using var http = await api.ConnectAsync(parsed, cancellationToken);
                try
                {
                    var pages = new PredictionApi(http).PagesAsync(
                        parsed.GetRequiredValue(batch), FilterOf(parsed), cancellationToken);
                    var options = new ExportOptions(parsed.GetValue(bom), parsed.GetValue(scores) is not null);
                    return await Screen.Progress.Status().StartAsync("Exporting …", status => ExportAsync(
                        pages, output => ExportFormat.All[parsed.GetValue(format)!].Open(output, options),
                        stream, text => status.Status = text, cancellationToken));
                }
                catch (HttpRequestException exception)
                {
                    throw new LocalException($"{http.BaseAddress} does not answer: {exception.Message}");
                }
            }
        });
        return command;

        IEnumerable<(string Name, string? Value)> FilterOf(ParseResult parsed) => filters.Select(
            filter => (filter.Name.TrimStart('-'), parsed.GetValue(filter)));
    }

    private static async Task<int> ExportAsync(
        IAsyncEnumerable<PredictionPage> pages, Func<IBufferWriter<byte>, ExportWriter> open,
        Stream stream, Action<string> report, CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        var count = 0;
        ExportWriter? writer = null;
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            writer ??= open(pipe);
            foreach (var prediction in page.Predictions)
            {
                await writer.WriteAsync(prediction, cancellationToken);
            }

            await pipe.FlushAsync(cancellationToken);
            count += page.Predictions.Count;
            report($"Exporting … {count:N0} predictions");
        }

        if (writer is null)
        {
            throw new LocalException("There is no such batch, or the requested model version (name@version) has not scored it.");
        }

        await writer.CompleteAsync(cancellationToken);
        await pipe.CompleteAsync();
        return count;
    }
}
