using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>
/// What each function does by libraries that look types up, which a native program may lack: every codec, Parquet, pages beside it.
/// </summary>
public sealed partial class EveryFunctionTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_programs_that_run_are_native_where_that_was_asked_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process runs is read from /proc.");
        var functions = fixture.Pipeline.Processes.Where(process => process.Name != Runner.Pipeline.Services).ToList();

        var programs = functions.Select(process => File.ResolveLinkTarget($"/proc/{process.ProcessId}/exe", returnFinalTarget: true)!.FullName).ToList();

        programs.Count.ShouldBe(6); // ConsoleQuery is Query
        var isNative = Environment.GetEnvironmentVariable(PipelineOptions.NativeVariable) == "1";
        programs.ShouldAllBe(
            program => program.StartsWith(Path.Combine(PipelineOptions.FindRoot(), "artifacts", "native"), StringComparison.Ordinal) == isNative);
    }

    [Theory]
    [InlineData("rgb.png")]
    [InlineData("palette-16.png")]
    [InlineData("rgb-interlaced.png")]
    [InlineData("grey.gif")]
    [InlineData("rgb.bmp")]
    [InlineData("palette-100.bmp")]
    [InlineData("grey.bmp")]
    [InlineData("bilevel.bmp")]
    [InlineData("rgba.bmp")]
    [InlineData("lossy.webp")]
    [InlineData("heif/420.heic")]
    [InlineData("heif/420.avif")]
    public async Task Classify_reads_every_format(string file)
    {
        using var picture = Content(Path.Combine(PipelineFixture.Samples, "..", "Inference", "Images", "files", file), "image/any");

        using var response = await fixture.Http.PostAsync("/classify", picture, Cancellation);

        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, answer);
        JsonNode.Parse(answer)!["label"]!.ToString().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Classify_explains_what_it_cannot_read()
    {
        using var picture = Content(Path.Combine(PipelineFixture.Samples, "hostile", "text.jpg"), "image/jpeg");

        using var response = await fixture.Http.PostAsync("/classify", picture, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("UNSUPPORTED_FORMAT");
    }

    [Fact]
    public async Task A_thumbnail_is_a_small_JPEG()
    {
        const string Key = "uploads/small/hat.jpg";
        var eTag = await fixture.UploadAsync("hat/hat-1.jpg", Key);

        var picture = await fixture.Http.GetByteArrayAsync($"/thumbnail?key={Key}&eTag={eTag}", Cancellation);

        picture.AsSpan(0, 3).ToArray().ShouldBe([0xff, 0xd8, 0xff]);
        picture.Length.ShouldBeLessThan(60_000);
    }

    [Fact]
    public async Task The_console_has_every_file_that_its_page_names()
    {
        var page = await fixture.Http.GetStringAsync("/", Cancellation);

        var files = ConsoleFiles().Matches(page).Select(match => match.Value).Distinct().ToList();

        files.Count.ShouldBeGreaterThan(2);
        foreach (var file in files)
        {
            (await fixture.Http.GetStringAsync(file, Cancellation)).ShouldNotBeEmpty(file);
        }
    }

    /// <summary>An export has the columns of an inventory, too: what is written by Parquet is read back by it.</summary>
    [Fact]
    public async Task A_Parquet_export_can_be_a_manifest()
    {
        const string Key = "uploads/columns/größer.jpg";
        await fixture.UploadAsync("hat/hat-1.jpg", Key);
        await fixture.PredictionAsync(Key);

        var export = await fixture.Http.GetByteArrayAsync("/batches/columns/export?format=parquet", Cancellation);
        await fixture.Pipeline.Aws.S3.PutObjectAsync(
            new() { BucketName = fixture.Pipeline.DataBucket, Key = "manifests/columns.parquet", InputStream = new MemoryStream(export) }, Cancellation);
        using var request = new StringContent("""{"manifest":"manifests/columns.parquet","model":"insects"}""", Encoding.UTF8, "application/json");
        using var response = await fixture.Http.PostAsync("/batches/columns/backfill", request, Cancellation);

        var slice = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        ((int?)slice["queued"]).ShouldBe(1, slice.ToJsonString());
    }

    [GeneratedRegex("/console/[^\"]+")]
    private static partial Regex ConsoleFiles();

    private static ByteArrayContent Content(string file, string type) =>
        new(File.ReadAllBytes(file)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
}
