using System.Web;
using ImageClassification.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageClassification.Browser.Tests;

/// <summary>What an uploader can do to a viewer.</summary>
public sealed class HostileContentTests(ConsoleFixture fixture)
{
    private const string Page = "<title>ran</title><script>document.title = 'script ran'</script>";

    [Fact]
    public async Task What_a_name_hides_or_turns_around_is_shown_escaped()
    {
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        await WriteAsync("trip\u202egpj", "in\u200bvoice\u2066\u00ad.jpg");

        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "trip‹U+202E›gpj" })).ToBeVisibleAsync();
        await console.GoToBatchAsync("trip\u202egpj");
        await console.Cards.First.ClickAsync();
        await Expect(console.Detail.GetByText("uploads/trip‹U+202E›gpj/in‹U+200B›voice‹U+2066›‹U+00AD›.jpg")).ToBeVisibleAsync();

        var read = await page.EvaluateAsync<string>("""
            [document.title, document.body.innerText, ...[...document.querySelectorAll('[title], [alt], [aria-label]')].flatMap(each => [each.title, each.alt, each.ariaLabel])].join(' ')
            """);
        read.ShouldNotContain(letter => letter == '\u202e' || letter == '\u200b' || letter == '\u2066' || letter == '\u00ad');
        console.Errors.ShouldAllBe(error => IsOfMissingObject(error));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("%")]
    [InlineData("a?b&c#d")]
    public async Task A_batch_is_shown_whatever_it_is_called(string batch)
    {
        await using var console = await fixture.OpenAsync();
        await WriteAsync(batch, "photo.jpg");

        await console.Page.GotoAsync("/");
        await console.Page.GetByRole(AriaRole.Link, new() { Name = batch, Exact = true }).ClickAsync();

        await Expect(console.Shown).ToHaveTextAsync("1 image");
        await Expect(console.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(batch);
        (await console.ExportAsync()).Count.ShouldBe(1);
        console.Errors.ShouldAllBe(error => IsOfMissingObject(error));
    }

    [Fact]
    public async Task An_address_that_is_no_encoding_is_a_batch_that_is_not_found()
    {
        await using var console = await fixture.OpenAsync();

        await console.Page.GotoAsync("/#/batches/%ZZ");

        await Expect(console.Page.GetByRole(AriaRole.Heading, new() { Name = "Not found" })).ToBeVisibleAsync();
        console.Errors.ShouldAllBe(error => error.StartsWith("Failed to load resource", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_uploaded_page_never_runs_at_the_bucket_s_origin()
    {
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        await WriteAsync("pages", "page.jpg", "page.html");
        await page.Context.RouteAsync("**/uploads/pages/**", AsTheBucketAnswersAsync);

        await OpenAsync("page.html");
        var download = await page.RunAndWaitForDownloadAsync(OriginalAsync);
        await page.GoBackAsync();
        await OpenAsync("page.jpg");
        var shown = await page.Context.RunAndWaitForPageAsync(OriginalAsync);
        await shown.WaitForLoadStateAsync();

        download.SuggestedFilename.ShouldBe("page.html");
        (await shown.EvaluateAsync<string>("document.contentType")).ShouldBe("image/jpeg");
        (await shown.TitleAsync()).ShouldNotBe("script ran");

        async Task OpenAsync(string name)
        {
            await console.GoToBatchAsync("pages");
            await page.Locator($".card[title='{name}']").ClickAsync();
        }

        Task OriginalAsync() => console.Detail.GetByRole(AriaRole.Link, new() { Name = "Open the original" }).ClickAsync();
    }

    /// <summary>S3 takes the headers of its response from a signed address, which the emulator does not.</summary>
    /// <summary>These predictions have no object, so no small picture either.</summary>
    private static bool IsOfMissingObject(string error) => error.Contains("404", StringComparison.Ordinal) && error.Contains("/thumbnail?", StringComparison.Ordinal);

    private static Task AsTheBucketAnswersAsync(IRoute route)
    {
        var query = HttpUtility.ParseQueryString(new Uri(route.Request.Url).Query);
        var headers = new Dictionary<string, string> { ["content-type"] = query["response-content-type"] ?? "text/html" };
        if (query["response-content-disposition"] is { } disposition)
        {
            headers["content-disposition"] = disposition;
        }

        return route.FulfillAsync(new() { Headers = headers, Body = Page });
    }

    private async Task WriteAsync(string batch, params string[] names)
    {
        var writer = fixture.Writer();
        foreach (var name in names)
        {
            var prediction = new Prediction
            {
                Bucket = fixture.Pipeline.Bucket,
                Key = ObjectKey.Parse($"uploads/{batch}/{name}"),
                Status = PredictionStatus.Classified,
                Model = new ModelIdentity(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
                Version = new ObjectVersion(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), "e", Sequencer.From("0A")),
                Labels = [new ScoredLabel("hat", 0.9)],
                Image = new ImageSize(400, 533, 25988),
                PredictedAt = new DateTimeOffset(2026, 1, 15, 12, 0, 3, TimeSpan.Zero),
            };
            await writer.WriteAsync(prediction, TestContext.Current.CancellationToken);
        }
    }
}
