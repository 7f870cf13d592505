using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageClassification.Browser.Tests;

/// <summary>The view of a batch: what is seen first, charts, selection, and one image after the other.</summary>
public sealed class BatchViewTests(ConsoleFixture fixture)
{
    private const int Count = 60;

    [Fact]
    public async Task Charts_are_dim_until_they_are_counted_by_the_filter_and_ask_for_no_page_twice()
    {
        const string Batch = "counted";
        await Garments.WriteAsync(fixture, Batch, "1", 9, wrongEvery: 10);
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        var (asked, release) = (new ConcurrentBag<string>(), new TaskCompletionSource());
        await page.RouteAsync("**/predictions?*limit=200*", async route =>
        {
            asked.Add(route.Request.Url);
            await release.Task;
            await route.ContinueAsync();
        });
        var dim = page.Locator(".charts[aria-busy]");
        await console.GoToBatchAsync(Batch);
        await Expect(page.Locator(".charts")).ToBeVisibleAsync();
        await Expect(dim).ToHaveCountAsync(0);

        await console.GoToBatchAsync(Batch, "?prefix=dress");
        await Expect(dim).ToHaveCountAsync(1);
        release.SetResult();
        await Expect(dim).ToHaveCountAsync(0);

        (await console.BarsAsync("Labels")).ShouldBe(new Dictionary<string, int> { ["dress"] = 2, ["hat"] = 1 }, ignoreOrder: true);
        asked.ShouldBeUnique();
    }

    [Theory]
    [InlineData("short", "12:00:00", "12:00:03", "about 3 s")] // all within the time of one change
    [InlineData("late", "12:00:47", "12:02:15", "about 52 s")] // it became faster, and was noted as complete later
    public async Task The_duration_ends_with_the_last_image(string batch, string changed, string completed, string expected)
    {
        await Garments.WriteAsync(fixture, batch, "1", 3, wrongEvery: 10);
        await using var console = await fixture.OpenAsync();
        await console.Page.RouteAsync($"**/batches/{batch}", async route =>
        {
            var summary = (await (await route.FetchAsync()).JsonAsync<JsonObject>())!;
            (summary["state"], summary["expected"], summary["pending"]) = ("complete", 3, 0);
            (summary["startedAt"], summary["lastChangedAt"], summary["completedAt"]) = ("2026-01-15T12:00:00Z", $"2026-01-15T{changed}Z", $"2026-01-15T{completed}Z");
            await route.FulfillAsync(new() { Json = summary });
        });

        await console.GoToBatchAsync(batch);

        await Expect(console.Page.Locator(".numbers div").Filter(new() { HasText = "duration" })).ToContainTextAsync(expected);
    }

    [Fact]
    public async Task What_is_done_with_a_version_that_is_not_current_concerns_that_version()
    {
        const string Batch = "versions";
        await Garments.WriteAsync(fixture, Batch, "1", 4, wrongEvery: 10);
        await Garments.WriteAsync(fixture, Batch, "2", 1, wrongEvery: 10);
        await Garments.FailAsync(fixture, $"uploads/{Batch}/hat/late.jpg", ErrorCode.RetriesExhausted, "2");
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        await page.RouteAsync("**/retry", route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{ "queued": 1 }""" }));
        await console.GoToBatchAsync(Batch, "?model=clothing%402");

        var retry = await page.RunAndWaitForRequestAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Retry 1 failed" }).ClickAsync(), request => request.Method == "POST");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).ClickAsync();

        retry.PostData.ShouldBe("""{"code":"RETRIES_EXHAUSTED","model":"clothing@2"}""");
        await Expect(page.GetByText("Its 5 images and their predictions are deleted.")).ToBeVisibleAsync();
        foreach (var (name, query) in new[] { ("Review", "model"), ("Quality", "model"), ("Compare", "to") })
        {
            var link = page.Locator(".actions a", new() { HasText = name });
            await Expect(link).ToHaveAttributeAsync("href", $"#/batches/{Batch}/{name.ToLowerInvariant()}?{query}=clothing%402");
        }
    }

    [Fact]
    public async Task The_gallery_is_in_the_first_screen_and_charts_stay_folded()
    {
        await using var console = await OpenAsync("first screen");
        var page = console.Page;

        await Expect(console.Cards.First.Locator("img.seen")).ToHaveCountAsync(1);
        (await console.Cards.First.BoundingBoxAsync())!.Y.ShouldBeLessThan(900 - 190, "a whole row of images");
        await page.GetByText("Charts", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Labels" })).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Expect(console.Cards.First).ToBeVisibleAsync();

        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Labels" })).ToBeHiddenAsync();
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_gallery_fetches_small_pictures_and_no_original()
    {
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        var fetched = new List<string>();
        page.Request += (_, request) => fetched.Add($"{request.Method} {new Uri(request.Url).AbsolutePath}");
        await page.GotoAsync("/");
        var hats = Directory.GetFiles(Path.Combine(ConsoleFixture.Samples, "hat"));
        var folder = Directory.CreateTempSubdirectory();
        Array.ForEach(hats, hat => File.Copy(hat, Path.Combine(folder.FullName, Path.GetFileName(hat))));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "no picture.jpg"), new byte[1 << 20], TestContext.Current.CancellationToken);
        await page.Locator("#folder").SetInputFilesAsync(folder.FullName);
        await page.GetByLabel("Batch").FillAsync("small pictures");
        await page.Locator("#upload-dialog").GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await console.IsCompleteAsync();

        await Expect(console.Page.Locator(".card img.seen")).ToHaveCountAsync(hats.Length);
        await Expect(console.Cards.GetByText("Unreadable format")).ToHaveCountAsync(1);
        folder.Delete(recursive: true);

        fetched.ShouldContain("GET /thumbnail");
        fetched.ShouldNotContain(request => request.StartsWith("GET", StringComparison.Ordinal) && request.Contains("/uploads/", StringComparison.Ordinal));
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Charts_follow_the_filter()
    {
        await using var console = await OpenAsync("followed");
        await Garments.FailAsync(fixture, "uploads/followed/hat/damaged.jpg", ErrorCode.CorruptImage);

        await console.GoToBatchAsync("followed", "?prefix=hat/");

        await Expect(console.Page.GetByRole(AriaRole.Group, new() { Name = "Labels" }).Locator("[data-name=hat] .count")).ToHaveTextAsync("18");
        (await console.BarsAsync("Labels")).ShouldBe(new Dictionary<string, int> { ["hat"] = 18, ["shoes"] = 2 }, ignoreOrder: true);
        (await console.BarsAsync("Failures")).ShouldBe(new Dictionary<string, int> { ["Damaged file"] = 1 });
        (await console.BarsAsync("Confidence")).Values.Sum().ShouldBe(20);
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_images_are_labelled_at_once_by_the_mouse()
    {
        await using var console = await OpenAsync("many by mouse");
        var page = console.Page;

        await console.GoToBatchAsync("many by mouse", "?differs=folder");
        await Expect(console.Cards).ToHaveCountAsync(6);
        await console.Cards.Nth(0).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await console.Cards.Nth(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await console.Cards.Nth(1).ClickAsync();
        await Expect(page.GetByText("3 images selected")).ToBeVisibleAsync();
        var (input, submit) = (page.GetByLabel("Label for the selected images"), page.GetByRole(AriaRole.Button, new() { Name = "Label them" }));
        await input.FillAsync("hats");
        await submit.ClickAsync();
        await Expect(page.GetByText("No label begins with “hats”. Press Enter again")).ToBeVisibleAsync();
        await input.FillAsync("ha");
        await submit.ClickAsync();
        await Expect(input).ToHaveValueAsync("hat");
        await submit.ClickAsync();

        await Expect(page.Locator(".right, .wrong")).ToHaveCountAsync(3);
        (await fixture.AgreesAsync("many by mouse")).Judged.ShouldBe(3);
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_label_is_confirmed_once_for_all_that_the_select_button_and_control_A_select()
    {
        await using var console = await OpenAsync("new label");
        var (page, keys) = (console.Page, console.Page.Keyboard);

        await page.GetByRole(AriaRole.Button, new() { Name = "Select", Exact = true }).ClickAsync();
        await keys.PressAsync("Control+a");
        await Expect(page.GetByText($"{Count} images selected")).ToBeVisibleAsync();
        await page.GetByLabel("Label for the selected images").FillAsync("scarf");
        await keys.PressAsync("Enter");
        await Expect(page.GetByText("No label begins with “scarf”.")).ToBeVisibleAsync();
        await keys.PressAsync("Enter");

        await Expect(page.Locator("#status")).ToHaveTextAsync($"{Count} images labelled");
        await Expect(page.GetByText("No label begins with “scarf”.")).ToHaveCountAsync(0);
        (await fixture.AgreesAsync("new label")).ShouldBe((0, Count));
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_only_another_version_has_scored_is_part_of_the_batch()
    {
        await using var console = await OpenAsync("newer version");
        await Garments.WriteAsync(fixture, "newer version", "2", Count + 20, wrongEvery: 10);
        var page = console.Page;

        await page.ReloadAsync();
        await Expect(page.GetByText($"{Count} of {Count + 20}", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator("[role=progressbar]")).ToHaveAttributeAsync("aria-valuemax", $"{Count + 20}");
        await page.GotoAsync("/");

        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "newer version" }).Locator(".count")).ToHaveTextAsync($"{Count + 20} images");
        console.Errors.ShouldBeEmpty();
    }

    /// <summary>The API counts a quiet batch once, and caches that.</summary>
    [Theory]
    [InlineData("quiet", "2026-01-15T12:00:03Z", 0, "Quiet")]
    [InlineData("quiet", "2026-01-15T12:00:03Z", 3, "Quiet")]
    [InlineData("running", "2026-01-15T12:00:03Z", 0, "Running")]
    [InlineData("running", "2026-01-15T12:00:03Z", 3, "Running")]
    [InlineData("quiet", null, 0, "Running")]
    public async Task The_state_is_the_API_s_but_for_a_batch_that_has_just_been_declared(string state, string? changed, int missing, string shown)
    {
        await using var console = await OpenAsync("state");
        await console.Page.RouteAsync("**/batches/state", async route =>
        {
            var summary = (await (await route.FetchAsync()).JsonAsync<JsonObject>())!;
            (summary["state"], summary["expected"], summary["pending"], summary["missing"]) = (state, Count + 3, 3, missing);
            (summary["createdAt"], summary["lastChangedAt"], summary["countedAt"]) = ("2026-01-15T12:00:00Z", changed, "2026-01-15T12:00:39Z");
            await route.FulfillAsync(new() { Json = summary });
        });

        await console.Page.ReloadAsync();

        await Expect(console.Page.Locator(".state")).ToHaveTextAsync(shown);
        if (shown == "Running")
        {
            await console.Page.WaitForRequestAsync("**/batches/state", new() { Timeout = 10_000 }); // others are looked at every 15 seconds
        }

        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_images_are_labelled_at_once_by_the_keyboard()
    {
        await using var console = await OpenAsync("many by keyboard");
        var (page, keys) = (console.Page, console.Page.Keyboard);

        await console.Cards.First.FocusAsync();
        await keys.PressAsync("Space");
        await keys.PressAsync("Shift+ArrowRight");
        await keys.PressAsync("Shift+ArrowRight");
        await Expect(page.GetByText("3 images selected")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(page.GetByText("3 images selected")).ToBeHiddenAsync();
        await keys.PressAsync("Control+a");
        await Expect(page.GetByText($"{Count} images selected")).ToBeVisibleAsync();
        (await console.ViolationsAsync()).ShouldBeEmpty();
        await page.GetByLabel("Label for the selected images").FocusAsync();
        await keys.TypeAsync("hat");
        await keys.PressAsync("Enter");

        await Expect(page.Locator("#status")).ToHaveTextAsync($"{Count} images labelled");
        (await fixture.AgreesAsync("many by keyboard")).ShouldBe((20, Count));
        await page.GotoAsync("/#/batches/many by keyboard/quality");
        await Expect(page.GetByText($"{Count} images by a person")).ToBeVisibleAsync();
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_image_after_the_other_says_where_it_is_and_the_keys_go_on()
    {
        await using var console = await OpenAsync("one by one");
        var (page, keys) = (console.Page, console.Page.Keyboard);

        await console.Cards.First.FocusAsync();
        await keys.PressAsync("Enter");
        foreach (var place in Enumerable.Range(1, 4))
        {
            await Expect(console.Detail.GetByText(string.Create(CultureInfo.InvariantCulture, $"{place} of {Count}"))).ToBeVisibleAsync();
            await keys.PressAsync("ArrowRight");
        }

        await console.Detail.GetByRole(AriaRole.Button, new() { Name = "Previous image" }).ClickAsync();
        await Expect(console.Detail.GetByText($"4 of {Count}")).ToBeVisibleAsync();
        await Expect(console.Detail.GetByRole(AriaRole.Button, new() { Name = "Previous image" })).ToBeFocusedAsync();
        await keys.PressAsync("+");
        await Expect(console.Detail.Locator(".frame.zoomed")).ToBeVisibleAsync();
        await console.IsPictureSeenAsync();
        var picture = (await console.Detail.GetByRole(AriaRole.Img).BoundingBoxAsync())!;
        picture.Width.ShouldBe(await console.Detail.GetByRole(AriaRole.Img).EvaluateAsync<float>("picture => picture.naturalWidth"));
        (await console.ViolationsAsync()).ShouldBeEmpty();
        await keys.PressAsync("Escape");
        await Expect(console.Cards.Nth(3)).ToBeFocusedAsync();
        console.Errors.ShouldBeEmpty();
    }

    private async Task<ConsolePage> OpenAsync(string batch)
    {
        var console = await fixture.OpenAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await Garments.WriteAsync(fixture, batch, "1", Count, wrongEvery: 10);
        foreach (var address in new[] { "**/thumbnail?*", "**/uploads/*/**" })
        {
            await console.Page.RouteAsync(address, route => route.FulfillAsync(new() { Path = Path.Combine(ConsoleFixture.Samples, "hat", "hat-1.jpg") }));
        }

        await console.GoToBatchAsync(batch);
        await Expect(console.Shown).ToHaveTextAsync($"{Count} images");
        return console;
    }
}
