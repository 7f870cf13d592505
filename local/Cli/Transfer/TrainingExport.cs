using ImageClassification.Contracts;
using ImageClassification.Quality.Training;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli.Transfer;

/// <summary>Finds the images of a batch whose truth is known, and has their folder filled.</summary>
internal static class TrainingExport
{
    public static async Task<TrainingResult> RunAsync(
        HttpClient http, string batch, IEnumerable<(string Name, string? Value)> filter, string folder, Split split, CancellationToken cancellationToken)
    {
        try
        {
            var images = await Screen.WhileAsync("Looking for what has a truth …", () => ImagesAsync(http, batch, filter, cancellationToken));
            return images.Count == 0
                ? throw new LocalException($"Nobody has said yet what the images of {batch} show, or there are none. "
                    + $"Review some in the console, or post their truth to /batches/{{batch}}/truth.")
                : await Screen.Progress.Progress().StartAsync(async progress =>
                {
                    var task = progress.AddTask("images", maxValue: images.Count);
                    return await new TrainingFolder(http, folder).FillAsync(
                        batch, images, split, (done, all) => (task.Value, task.MaxValue) = (done, all), cancellationToken);
                });
        }
        catch (HttpRequestException exception)
        {
            throw new LocalException($"The images cannot be downloaded: {exception.Message} Run the same command again to continue.");
        }
    }

    public static void Describe(TrainingResult result)
    {
        Console.WriteLine($"{Screen.Count(result.Images, "image")} in {result.Folder}: {result.Downloaded:N0} downloaded, {result.Removed:N0} stale removed.");
        if (result.WithoutFolder > 0)
        {
            Console.WriteLine($"Without a folder, because of several labels or none: {Screen.Count(result.WithoutFolder, "image")}. The csv and jsonl exports contain them.");
        }

        if (result.Gone > 0)
        {
            Console.WriteLine($"Missing: {Screen.Count(result.Gone, "image")}, deleted or replaced since the truth was set, or unreadable.");
        }
    }

    private static async Task<List<Prediction>> ImagesAsync(
        HttpClient http, string batch, IEnumerable<(string Name, string? Value)> filter, CancellationToken cancellationToken)
    {
        var images = new List<Prediction>();
        await foreach (var page in new PredictionApi(http).PagesAsync(batch, filter, cancellationToken))
        {
            images.AddRange(page.Predictions.Where(prediction => prediction.IsForTraining()));
        }

        return images;
    }
}
