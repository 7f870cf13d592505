using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageClassification.Browser.Tests;

public sealed class UploadTests(ConsoleFixture fixture)
{
    private const int Pictures = 20;
    private const int Hostile = 6;
    private const int Failing = 3;

    [Fact]
    public async Task A_folder_is_uploaded_followed_filtered_looked_at_and_exported()
    {
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        ConcurrentQueue<string> fetched = [];
        page.Request += (_, request) => fetched.Enqueue($"{request.Method} {Uri.UnescapeDataString(request.Url)}");
        await page.GotoAsync("/");

        await page.Locator("#folder").SetInputFilesAsync(ConsoleFixture.Samples);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Upload {Pictures + Hostile} images" })).ToBeVisibleAsync();
        await page.GetByLabel("Batch").FillAsync("by hand");
        await page.GetByLabel("Note").FillAsync("our own garments");
        await page.Locator("#upload-dialog").GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "by hand" })).ToBeVisibleAsync();
        await console.IsCompleteAsync();
        await Expect(console.Shown).ToHaveTextAsync($"{Pictures + Hostile} images");
        var (labels, failures) = (await console.BarsAsync("Labels"), await console.BarsAsync("Failures"));
        failures.ShouldBe(new Dictionary<string, int> { ["Damaged file"] = 1, ["Unreadable format"] = 1, ["Too many pixels"] = 1 }, ignoreOrder: true);
        labels.Values.Sum().ShouldBe(Pictures + Hostile - Failing);

        await page.GetByRole(AriaRole.Group, new() { Name = "Labels" }).Locator("[data-name=shirt]").ClickAsync();
        await page.GetByLabel("Order").SelectOptionAsync("doubt");
        await Expect(console.Shown).ToHaveTextAsync($"{labels["shirt"]} images");
        await Expect(page.GetByRole(AriaRole.Grid)).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(console.Cards).ToHaveCountAsync(labels["shirt"]);
        var confidences = await console.Cards.Locator(".confidence").AllInnerTextsAsync();
        confidences.Select(text => int.Parse(text.TrimEnd('%'))).ShouldBeInOrder();

        await console.Cards.First.ClickAsync();
        await Expect(console.Detail.GetByRole(AriaRole.Heading, new() { Name = "shirt" })).ToBeVisibleAsync();
        await Expect(console.Detail.Locator(".scores:not(.times) li")).ToHaveCountAsync(5);
        await console.IsPictureSeenAsync();
        await page.GoBackAsync();
        await Expect(console.Detail).ToBeHiddenAsync();

        (await console.ExportAsync()).Select(row => row["label"]).ShouldBe(Enumerable.Repeat("shirt", labels["shirt"]));
        await page.GotoAsync(page.Url.Split('?')[0]);
        await Expect(console.Shown).ToHaveTextAsync($"{Pictures + Hostile} images");
        var rows = await console.ExportAsync();
        rows.CountBy(row => row["label"]).Where(count => count.Key.Length > 0).ToDictionary().ShouldBe(labels, ignoreOrder: true);
        rows.Count(row => row["status"] == "FAILED").ShouldBe(Failing);

        await console.Cards.GetByText("Too many pixels").ClickAsync();
        await Expect(console.Detail.GetByText("This file cannot be shown.")).ToBeVisibleAsync();
        await Expect(console.Detail.GetByRole(AriaRole.Link, new() { Name = "Open the original" })).ToBeVisibleAsync();
        fetched.ShouldContain(request => request.StartsWith("GET ") && request.Contains("truncated.jpg"));
        fetched.ShouldNotContain(request => request.StartsWith("GET ") && request.Contains("claims-20000x20000.jpg")); // a browser decodes it for many seconds
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_is_reached_by_the_keyboard_alone()
    {
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        var keys = page.Keyboard;
        var chooser = page.WaitForFileChooserAsync(); // listens before there is anything to press
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Choose a folder" })).ToBeVisibleAsync();

        await keys.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await (await chooser).SetFilesAsync(Path.Combine(ConsoleFixture.Samples, "hostile"));
        await Expect(page.GetByLabel("Batch")).ToBeFocusedAsync();
        await keys.TypeAsync("by keyboard");
        await keys.PressAsync("Enter");
        await console.IsCompleteAsync();

        await keys.PressAsync("/");
        await Expect(page.GetByLabel("Show")).ToBeFocusedAsync();
        await keys.TypeAsync("Fail");
        await Expect(console.Shown).ToHaveTextAsync($"{Failing} images");
        await keys.PressAsync("Escape");
        await Expect(console.Cards.First).ToBeFocusedAsync();
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("Enter");
        await Expect(console.Detail.GetByText("What to do:")).ToBeVisibleAsync();
        var first = await console.Detail.GetByRole(AriaRole.Heading).InnerTextAsync();
        await keys.PressAsync("ArrowRight");
        await Expect(console.Detail.GetByRole(AriaRole.Heading)).Not.ToHaveTextAsync(first);
        await keys.PressAsync("Escape");
        await Expect(console.Cards.Nth(2)).ToBeFocusedAsync();
        await keys.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
        await keys.PressAsync("Escape");

        await page.GetByRole(AriaRole.Group, new() { Name = "Labels" }).Locator("[tabindex='0']").FocusAsync();
        await keys.PressAsync("End");
        await keys.PressAsync("Enter");
        await Expect(page.Locator(".bar[aria-pressed=true]")).ToBeFocusedAsync();
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bucket_that_is_only_read_is_offered_no_uploads_and_no_deletion()
    {
        await using var pipeline = await fixture.StartPipelineAsync(new() { ["SourceBucket"] = "photos" });
        await using var console = await fixture.OpenAsync(address: pipeline.Api);
        var page = console.Page;

        await page.GotoAsync("/");
        await Expect(page.GetByText("The first one begins with an image in the bucket")).ToBeVisibleAsync();
        await page.Locator("#folder").SetInputFilesAsync(ConsoleFixture.Samples);
        await Expect(page.Locator("#status")).ToHaveTextAsync("Uploads are off: the pipeline only reads this bucket");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Upload" })).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Choose a folder" })).ToBeHiddenAsync();
        await Expect(page.Locator("#upload-dialog")).ToBeHiddenAsync();
        await pipeline.Aws.S3.PutObjectAsync(
            new() { BucketName = "photos", Key = "uploads/kept/hat.jpg", FilePath = Path.Combine(ConsoleFixture.Samples, "hat", "hat-1.jpg") }, TestContext.Current.CancellationToken);
        await page.APIRequest.PutAsync("/batches/kept", new() { DataObject = new { expected = 1 } });
        await console.GoToBatchAsync("kept");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Score again …" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete …" })).ToHaveCountAsync(0);
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_another_try_may_fix_is_retried_and_nothing_else()
    {
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        await Garments.FailAsync(fixture, "uploads/retried/damaged.jpg", ErrorCode.CorruptImage);
        await Garments.FailAsync(fixture, "uploads/retried/unlucky.jpg", ErrorCode.RetriesExhausted);
        await console.GoToBatchAsync("retried");

        var retried = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Retry 1 failed" }).ClickAsync(),
            response => response.Url.EndsWith("/retry", StringComparison.Ordinal));

        retried.Request.PostData.ShouldBe("""{"code":"RETRIES_EXHAUSTED","model":"clothing@1"}""");
        retried.Status.ShouldBe(200);
        await Expect(page.Locator("#status")).ToHaveTextAsync("1 image queued again");
        await console.GoToBatchAsync("retried", "?code=CORRUPT_IMAGE");
        await Expect(console.Shown).ToHaveTextAsync("1 image");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("Retry") })).ToHaveCountAsync(0);
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_left_out_is_named_and_the_model_is_a_choice()
    {
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        await page.RouteAsync("**/health", async route =>
        {
            var health = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!;
            health["maxObjectBytes"] = 100_000;
            await route.FulfillAsync(new() { Json = health });
        });
        await page.GotoAsync("/");
        await page.Locator("#files").SetInputFilesAsync([
            new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "notes"u8.ToArray() },
            new FilePayload { Name = "large.jpg", MimeType = "image/jpeg", Buffer = new byte[100_001] },
            new FilePayload { Name = "empty.jpg", MimeType = "image/jpeg", Buffer = [] },
            new FilePayload { Name = "1.jpg", MimeType = "image/jpeg", Buffer = await File.ReadAllBytesAsync(Path.Combine(ConsoleFixture.Samples, "hat", "hat-1.jpg"), TestContext.Current.CancellationToken) },
        ]);

        await Expect(page.GetByText("3 other files are skipped.")).ToBeVisibleAsync();
        await page.GetByText("What is skipped").ClickAsync();
        await Expect(page.GetByText("notes.txt not a supported image")).ToBeVisibleAsync();
        await Expect(page.GetByText("empty.jpg empty")).ToBeVisibleAsync();
        await Expect(page.GetByText("large.jpg more than 100 KB")).ToBeVisibleAsync();
        await page.GetByLabel("Batch").FillAsync("chosen");
        await page.GetByLabel("Model").SelectOptionAsync("insects");
        await page.Locator("#upload-dialog").GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await console.IsCompleteAsync();
        await Expect(page.Locator(".numbers")).ToContainTextAsync("insects@1");

        // Scored again by another model, which is then a version to choose.
        await page.GetByRole(AriaRole.Button, new() { Name = "Score again" }).ClickAsync();
        await page.Locator("#upload-dialog").GetByLabel("Model").SelectOptionAsync("clothing");
        await page.Locator("#upload-dialog").GetByRole(AriaRole.Button, new() { Name = "Score again" }).ClickAsync();
        await Expect(page.GetByLabel("Model version").Locator("option")).ToHaveTextAsync(["clothing@1", "insects@1 (current)"]);
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_is_taken_by_its_extension_where_the_browser_does_not_know_it()
    {
        var folder = Directory.CreateTempSubdirectory("photos");
        string[] files = [.. new[] { "IMG_1.HEIC", "b.heic", "c.heif", "d.TIF", "e.avif", "f.jfif" }.Select(name => Path.Combine(folder.FullName, name))];
        Array.ForEach(files, file => File.Copy(Path.Combine(ConsoleFixture.Samples, "hat", "hat-1.jpg"), file));
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        await page.GotoAsync("/");

        await page.Locator("#files").SetInputFilesAsync(files);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Upload {files.Length} images" })).ToBeVisibleAsync();
        await page.GetByLabel("Batch").FillAsync("phone");
        await page.Locator("#upload-dialog").GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await console.IsCompleteAsync();

        await Expect(console.Shown).ToHaveTextAsync($"{files.Length} images");
        console.Errors.ShouldBeEmpty();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/#/batches/anything")]
    public async Task A_folder_is_chosen_by_a_button_on_every_page(string address)
    {
        await using var console = await fixture.OpenAsync();
        var chooser = console.Page.WaitForFileChooserAsync();
        await console.Page.GotoAsync(address);

        await console.Page.Locator("header").GetByRole(AriaRole.Button, new() { Name = "Folder" }).ClickAsync();
        await (await chooser).SetFilesAsync(Path.Combine(ConsoleFixture.Samples, "hat"));

        await Expect(console.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new("Upload [0-9]+ images") })).ToBeVisibleAsync();
    }
}
