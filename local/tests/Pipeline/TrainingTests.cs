using System.Text;
using System.Text.Json.Nodes;

namespace ImageClassification.Pipeline.Tests;

/// <summary>From what people said in the pipeline back to a folder for training.</summary>
public sealed class TrainingTests(PipelineFixture fixture) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Images_are_downloaded_by_label_and_again_only_where_something_has_changed()
    {
        const string Batch = "training";
        string[] names = ["a/1.jpg", "b/1.jpg", "CON.jpg", "2.jpg", "3.jpg", "4.jpg"];
        foreach (var name in names)
        {
            await fixture.UploadAsync("hat/hat-1.jpg", $"uploads/{Batch}/{name}");
            await fixture.PredictionAsync($"uploads/{Batch}/{name}");
        }

        await SayAsync(Batch, "key,label\na/1.jpg,hat\nb/1.jpg,hat\nCON.jpg,../x\n2.jpg,a/b\n3.jpg,hat|coat\n");
        var first = await ExportAsync(Batch);
        var tree = Tree();
        File.Delete(Path.Combine(_folder.FullName, tree.First(path => path.Contains("/hat/", StringComparison.Ordinal))));
        await SayAsync(Batch, "key,label\n2.jpg,hat\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "train", "mine.txt"), "mine", Cancellation);
        var second = await ExportAsync(Batch);

        Counts(first).ShouldBe((4, 4, 0, 1, 0));
        tree.Select(path => path.Split('/')[1]).ShouldBe(["%2E.%2Fx", "a%2Fb", "hat", "hat"], ignoreOrder: true);
        (await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, tree[0]), Cancellation)).ShouldBe(
            await File.ReadAllBytesAsync(Path.Combine(PipelineFixture.Samples, "hat", "hat-1.jpg"), Cancellation));
        Counts(second).ShouldBe((4, 2, 1, 1, 0));
        Tree().Count(path => path.Contains("/hat/", StringComparison.Ordinal)).ShouldBe(3);
        Directory.EnumerateDirectories(_folder.FullName, "a%2Fb", SearchOption.AllDirectories).ShouldBeEmpty();
        File.Exists(Path.Combine(_folder.FullName, "train", "mine.txt")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_batch_of_which_nobody_has_said_anything_is_an_error()
    {
        await fixture.UploadAsync("hat/hat-1.jpg", "uploads/untold/1.jpg");
        await fixture.PredictionAsync("uploads/untold/1.jpg");

        var (exitCode, _) = await DevCommand.RunAsync(
            fixture.Pipeline.Aws.Endpoints, "export", "untold", "--training", _folder.FullName, "--api", fixture.Pipeline.Api.ToString());

        exitCode.ShouldBe(1);
        _folder.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--shares", "80,10,10")]
    [InlineData("--training", "x", "--shares", "80,10")]
    [InlineData("--training", "x", "--format", "csv")]
    [InlineData("--training", "x", "--output", "x.csv")]
    public async Task Options_that_do_not_go_together_are_refused(params string[] options) =>
        (await DevCommand.RunAsync(fixture.Pipeline.Aws.Endpoints, ["export", "trip", .. options])).ExitCode.ShouldBe(2);

    private static (int, int, int, int, int) Counts(JsonNode result) =>
        ((int)result["images"]!, (int)result["downloaded"]!, (int)result["removed"]!, (int)result["withoutFolder"]!, (int)result["gone"]!);

    private List<string> Tree() =>
    [
        .. _folder.EnumerateFiles("*.jpg", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder.FullName, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>By a file in the data bucket.</summary>
    private async Task SayAsync(string batch, string csv)
    {
        var manifest = $"manifests/{Guid.NewGuid()}.csv";
        await fixture.Pipeline.Aws.S3.PutObjectAsync(new() { BucketName = fixture.Pipeline.DataBucket, Key = manifest, ContentBody = csv }, Cancellation);
        using var content = new StringContent(new JsonObject { ["manifest"] = manifest }.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await fixture.Http.PostAsync($"/batches/{batch}/truth", content, Cancellation);
        var slice = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        ((int?)slice["written"]).ShouldBe(csv.Count(letter => letter == '\n') - 1, slice.ToJsonString());
    }

    private async Task<JsonNode> ExportAsync(string batch)
    {
        var (exitCode, output) = await DevCommand.RunAsync(
            fixture.Pipeline.Aws.Endpoints, "export", batch, "--training", _folder.FullName, "--json", "--api", fixture.Pipeline.Api.ToString());
        exitCode.ShouldBe(0, output);
        return JsonNode.Parse(output)!;
    }
}
