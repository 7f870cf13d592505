using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageClassification.Browser.Tests;

/// <summary>A batch is deleted, and uploaded again.</summary>
public sealed class DeletionTests(ConsoleFixture fixture)
{
    [Fact]
    public async Task A_batch_is_deleted_after_its_name_is_typed_and_listed_again_when_images_come_again()
    {
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        var listed = page.Locator(".batches").GetByText("short-lived", new() { Exact = true });
        await UploadAsync(console);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).ClickAsync();
        var delete = page.Locator("#upload-dialog").GetByRole(AriaRole.Button, new() { Name = "Delete" });
        await Expect(delete).ToBeDisabledAsync();

        await page.GetByLabel("Type short-lived to confirm").FillAsync("short-lived");
        await delete.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Batches" })).ToBeVisibleAsync();
        await Expect(listed).ToHaveCountAsync(0);
        await page.WaitForFunctionAsync("async () => (await (await fetch('/batches/short-lived')).json()).classified === 0");
        await UploadAsync(console);
        await page.GotoAsync("/#/");
        await Expect(listed).ToBeVisibleAsync();
        console.Errors.ShouldBeEmpty();
    }

    private static async Task UploadAsync(ConsolePage console)
    {
        await console.Page.GotoAsync("/#/");
        await console.Page.Locator("#folder").SetInputFilesAsync(Path.Combine(ConsoleFixture.Samples, "hat"));
        await console.Page.GetByLabel("Batch").FillAsync("short-lived");
        await console.Page.Locator("#upload-dialog").GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await console.IsCompleteAsync();
        await Expect(console.Page.Locator(".card img.seen")).ToHaveCountAsync(Directory.GetFiles(Path.Combine(ConsoleFixture.Samples, "hat")).Length);
    }
}
