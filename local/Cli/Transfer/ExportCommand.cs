using System.CommandLine;
using System.IO.Pipelines;
using ImageClassification.Predictions.Export;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli.Transfer;

internal static class ExportCommand
{
    public static Command Create()
    {
        var batch = new Argument<string>("batch") { Description = "The batch's name." };
        var format = new Option<string>("--format") { Description = "csv, or jsonl, which has everything.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong([.. ExportFormat.All.Keys]);
        var model = new Option<string?>("--model") { Description = "A model version, as name@version; the current one of the batch by default." };
        var output = new Option<FileInfo?>("--output") { Description = "The file to write. Standard output by default." };
        var json = Screen.JsonOption();
        var api = new ApiOption();
        var command = new Command("export", """
            Write the predictions of a batch to a file, page by page: complete at any size.
            Needs a running ./dev up, or the address of a deployed API.
            """) { batch, format, model, output, json, api };
        command.AddExamples("./dev export trip --output trip.csv", "./dev export trip --format jsonl --api https://….execute-api.eu-central-1.amazonaws.com > trip.jsonl");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(output) is not { } file)
            {
                if (parsed.GetValue(json))
                {
                    throw new LocalException("With --json, name the file: --output. Standard output cannot take both.");
                }

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
                () => Console.WriteLine($"{count:N0} predictions are in {file}."));

            return ExitCode.Done;

            async Task<int> WriteAsync(Stream stream)
            {
                using var http = api.Connect(parsed);
                try
                {
                    var pages = new PredictionApi(http).PagesAsync(parsed.GetRequiredValue(batch), parsed.GetValue(model), cancellationToken);
                    return await Screen.Progress.Status().StartAsync("Exporting …", status => ExportAsync(
                        pages, ExportFormat.All[parsed.GetRequiredValue(format)], stream, text => status.Status = text, cancellationToken));
                }
                catch (HttpRequestException exception)
                {
                    throw new LocalException($"{http.BaseAddress} does not answer: {exception.Message}");
                }
            }
        });
        return command;
    }

    private static async Task<int> ExportAsync(
        IAsyncEnumerable<PredictionPage> pages, ExportFormat format, Stream stream, Action<string> report, CancellationToken cancellationToken)
    {
        var writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        var (count, isKnown) = (0, false);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            if (!isKnown)
            {
                format.Begin(writer);
                isKnown = true;
            }

            foreach (var prediction in page.Predictions)
            {
                format.Write(writer, prediction);
            }

            await writer.FlushAsync(cancellationToken);
            count += page.Predictions.Count;
            report($"Exporting … {count:N0} predictions");
        }

        await writer.CompleteAsync();
        return isKnown ? count : throw new LocalException("There is no such batch, or it has not met the model asked for.");
    }
}
