using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using ImageClassification.Quality.Training;

namespace ImageClassification.Cli.Transfer;

/// <summary>
/// A folder tree of images for training: PART/LABEL/NAME.HASH.EXTENSION, where the hash is of the object's version, so that what is there
/// already need not be fetched again. A file beside the parts lists what is there of a batch, because the same folder may take several.
/// </summary>
internal sealed class TrainingFolder(HttpClient api, string folder)
{
    private const int KeysPerRequest = 100;
    private const int AtOnce = 8;

    /// <param name="batch">The batch's name.</param>
    /// <param name="images">The batch's images whose truth is known.</param>
    /// <param name="split">Which part each belongs to.</param>
    /// <param name="report">Hears how many of how many are there.</param>
    /// <param name="cancellationToken">Ends the work; complete files stay.</param>
    public async Task<TrainingResult> FillAsync(
        string batch, IReadOnlyList<Prediction> images, Split split, Action<int, int> report, CancellationToken cancellationToken)
    {
        var wanted = images.Where(image => image.Truth!.Labels.Count == 1).ToDictionary(image => PathOf(image, split));
        var list = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{SafeName.Of(batch)}.txt");
        var former = File.Exists(list) ? await File.ReadAllLinesAsync(list, cancellationToken) : [];
        await File.WriteAllLinesAsync(list, former.Union(wanted.Keys), cancellationToken); // before any download, so that an interrupted one is known

        var missing = wanted.Where(image => !File.Exists(Whole(image.Key))).ToList();
        var (done, downloaded) = (wanted.Count - missing.Count, 0);
        using var http = new HttpClient();
        foreach (var some in missing.Chunk(KeysPerRequest))
        {
            var links = await LinksAsync([.. some.Select(image => image.Value.Key.ToString())], cancellationToken);
            await Parallel.ForEachAsync(some,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (image, _) =>
            {
                if (await Insisting.OnAsync(
                    () => DownloadAsync(http, links[image.Value.Key], image.Value.Version.ETag, Whole(image.Key), cancellationToken),
                    cancellationToken))
                {
                    Interlocked.Increment(ref downloaded);
                }

                report(Interlocked.Increment(ref done), wanted.Count);
            });
        }

        var removed = former.Except(wanted.Keys).Count(Remove);
        await File.WriteAllLinesAsync(list, wanted.Keys.Order(StringComparer.Ordinal), cancellationToken);
        var there = wanted.Count - missing.Count + downloaded;
        return new(folder, there, downloaded, removed, images.Count - wanted.Count, wanted.Count - there);
    }

    private static string PathOf(Prediction image, Split split)
    {
        var name = image.Key.ToString().Split('/')[^1];
        var extension = Path.GetExtension(name) is { Length: > 1 and < 10 } found ? SafeName.Of(found[1..]) : "";
        var hash = SafeName.Hash($"{image.Bucket}/{image.Key}\n{image.Version.ETag ?? image.Version.EventTime.ToString("O")}");
        var place = $"{split.NameOf(image.Key)}/{SafeName.Of(image.Truth!.Labels[0])}";
        return $"{place}/{SafeName.Of(Path.GetFileNameWithoutExtension(name))}.{hash}.{extension}".TrimEnd('.');
    }

    private string Whole(string path) => Path.GetFullPath(Path.Combine(folder, path));

    private async Task<Dictionary<string, Uri>> LinksAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => await Insisting.OnAsync(
        async () =>
        {
            var request = new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]) };
            using var response = await api.PostAsJsonAsync("/predictions/images", request, CliJson.Default.JsonObject, cancellationToken);
            var answer = JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken))!;
            return answer["images"]!.AsArray().ToDictionary(image => (string)image!["key"]!, image => new Uri((string)image!["url"]!));
        },
        cancellationToken);

    /// <returns>Whether the version exists. The file gets its name only when it is complete.</returns>
    private static async Task<bool> DownloadAsync(HttpClient http, Uri url, string? eTag, string path, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden
            || (eTag is not null && response.IsSuccessStatusCode && response.Headers.ETag?.Tag.Trim('"') is { } found && found != eTag))
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".partial";
        await using (var file = File.Create(partial))
        {
            await response.Content.CopyToAsync(file, cancellationToken);
        }

        File.Move(partial, path, overwrite: true);
        return true;
    }

    /// <summary>A label that nothing shows any more has no folder: training tools take an empty one for a fault.</summary>
    private bool Remove(string path)
    {
        var (root, whole) = (Path.GetFullPath(folder) + Path.DirectorySeparatorChar, Whole(path));
        if (!whole.StartsWith(root, StringComparison.Ordinal) || !File.Exists(whole))
        {
            return false;
        }

        File.Delete(whole);
        var label = Path.GetDirectoryName(whole)!;
        if (!Directory.EnumerateFileSystemEntries(label).Any())
        {
            Directory.Delete(label);
        }

        return true;
    }
}
