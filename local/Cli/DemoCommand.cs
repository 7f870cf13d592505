using System.CommandLine;
using System.Diagnostics;
using Amazon.S3.Transfer;
using ImageClassification.Contracts;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli;

internal static class DemoCommand
{
    private const int ParallelUploads = 8;
    private const long MultipartAbove = 8 << 20;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than every retry of one message takes with samconfig.toml's timeouts for one machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "Images, also in sub-folders. The samples of this repository by default.",
            DefaultValueFactory = _ => Path.Combine(PipelineOptions.FindRoot(), "tests", "samples"),
        }.Must("folder", path => File.Exists(path) ? $"must be a folder: {path} is a file; use ./dev model predict" : null).MustBeFolder();
        var all = new Option<bool>("--all") { Description = "Show a row for every image, however many there are." };
        var json = Screen.JsonOption();
        var pipeline = new PipelineArguments();
        var command = new Command("demo", """
            Start the pipeline, upload a folder of images, and show each prediction that its HTTP API gives.
            Ends with 0 only if every image has one. If folders are named after labels, also prints the accuracy.
            """) { folder, all, json };
        pipeline.AddTo(command);
        command.AddExamples("./dev demo", "./dev demo ~/Pictures", "./dev demo --json | jq '.predictions[].label'");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var logs = new LogFiles(pipeline.Verbose(parsed));
            var options = pipeline.Read(parsed, logs.Write);
            var result = await RunAsync(options, parsed.GetRequiredValue(folder), cancellationToken);
            Screen.Write(
                parsed.GetValue(json),
                result,
                CliJson.Default.DemoResult,
                () => DemoReport.Write(result, Path.Combine(options.Root, "models"), parsed.GetValue(all)));

            return result.Missing.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<DemoResult> RunAsync(PipelineOptions options, string folder, CancellationToken cancellationToken)
    {
        var images = ImagesOf(folder);
        var batch = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        Screen.Progress.MarkupLineInterpolated($"{Screen.Count(images.Count, "image")} in [bold]{folder}[/].");
        var byFault = images.ToLookup(image => ImageFolder.FaultOf(image.Value));
        var uploads = byFault[null].ToDictionary();
        foreach (var fault in byFault.Select(files => files.Key).OfType<string>().Take(10))
        {
            Screen.Progress.MarkupLineInterpolated($"[red]Not uploaded:[/] {fault}");
        }

        await using var pipeline = await PipelineArguments.StartAsync(options, cancellationToken);
        using var http = new HttpClient { BaseAddress = pipeline.Api };
        var api = new PredictionApi(http);
        var watch = Stopwatch.StartNew();
        IReadOnlyList<Prediction> predictions = [];
        await Screen.Progress.Progress().StartAsync(async progress =>
        {
            var uploaded = progress.AddTask("uploaded", maxValue: uploads.Count);
            var predicted = progress.AddTask("predicted", maxValue: uploads.Count);
            var uploading = UploadAsync(pipeline, uploads, batch, () => uploaded.Increment(1), cancellationToken);
            var counting = CountAsync(api, batch, uploads.Count, count => predicted.Value = count, cancellationToken);
            await uploading;
            await counting;
            predictions = await api.ListAsync(batch, cancellationToken);
        });
        watch.Stop();

        var keys = images.Keys.Select(name => KeyOf(batch, name)).ToList();
        var known = predictions.ToDictionary(prediction => prediction.Key.ToString());
        var found = keys.Select(known.GetValueOrDefault).OfType<Prediction>().ToList();
        return new(uploads.Count, found.Count, watch.Elapsed.TotalSeconds, [.. keys.Where(key => !known.ContainsKey(key))], found);
    }

    /// <summary>Every file that is not hidden, by its path in the folder with slashes.</summary>
    private static SortedDictionary<string, string> ImagesOf(string folder)
    {
        var images = ImageFolder.Files(folder).ToDictionary(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'));
        return images.Count > 0 ? new(images, StringComparer.Ordinal) : throw new UsageException($"folder must have images: there are no files in {folder}.");
    }

    private static string KeyOf(string batch, string name) => BatchName.Parse(batch).Folder + name;

    private static async Task UploadAsync(
        Pipeline pipeline, IReadOnlyDictionary<string, string> images, string batch, Action uploaded, CancellationToken cancellationToken)
    {
        using var transfer = new TransferUtility(pipeline.Aws.S3, new() { MinSizeBeforePartUpload = MultipartAbove });
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(images, parallel, async (image, token) =>
        {
            await transfer.UploadAsync(image.Value, pipeline.Bucket, KeyOf(batch, image.Key), token);
            uploaded();
        });
    }

    /// <summary>Waits until the batch is complete, or nothing has moved for long.</summary>
    private static async Task CountAsync(PredictionApi api, string batch, int expected, Action<int> counted, CancellationToken cancellationToken)
    {
        var still = Stopwatch.StartNew();
        var last = 0;
        while (last < expected && still.Elapsed < Patience)
        {
            await Task.Delay(PollInterval, cancellationToken);
            var count = await api.CountAsync(batch, cancellationToken);
            if (count != last)
            {
                still.Restart();
                counted(last = count);
            }
        }
    }
}
