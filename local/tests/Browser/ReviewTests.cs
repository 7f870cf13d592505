using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageClassification.Browser.Tests;

/// <summary>Truth, review, quality and going back, by the keyboard alone.</summary>
public sealed class ReviewTests(ConsoleFixture fixture)
{
    private const int Count = 60;

    [Fact]
    public async Task A_batch_is_judged_by_folder_reviewed_compared_made_current_and_taken_back()
    {
        const string Batch = "review";
        await Garments.WriteAsync(fixture, Batch, "1", Count, wrongEvery: 10);
        await Garments.WriteAsync(fixture, Batch, "2", Count, wrongEvery: 4);
        await using var console = await fixture.OpenAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = console.Page;
        await page.RouteAsync("**/thumbnail?*", route => route.FulfillAsync(new() { Path = Path.Combine(ConsoleFixture.Samples, "hat", "hat-1.jpg") }));
        await page.RouteAsync("**/uploads/review/**", route => route.FulfillAsync(new() { Path = Path.Combine(ConsoleFixture.Samples, "hat", "hat-1.jpg") }));

        await page.GotoAsync($"/#/batches/{Batch}/quality");
        await PressAsync(page, AriaRole.Button, "Use folder names as truth");
        await Expect(page.Locator(".bias")).ToContainTextAsync($"Truth set for {Count} images, 0 kept, 0 skipped.");
        await Expect(page.Locator(".numbers div").First).ToContainTextAsync("90.00%"); // every tenth of 60 is wrong
        await ShootAsync(page, "quality");

        // The doubtful ones first: what the model says is confirmed, but for the first, which shows none of the labels.
        await page.GotoAsync($"/#/batches/{Batch}/review?mix=doubtful");
        await Expect(page.Locator(".choices").First).ToBeVisibleAsync();
        await ShootAsync(page, "review");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("cap");
        await page.Keyboard.PressAsync("Enter");
        var question = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "No label begins with “cap”." });
        await Expect(question).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(question).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("Enter");
        var restored = await page.RunAndWaitForRequestAsync(() => page.Keyboard.PressAsync("z"), IsUndo);
        JsonNode.Parse(restored.PostData!)!["how"]!.GetValue<string>().ShouldBe("folder");
        for (var image = 1; image < 50; image++)
        {
            await page.Keyboard.PressAsync("Enter");
        }

        await Expect(page.GetByText("50 of 60, 98% right")).ToBeVisibleAsync();

        // Quality, lists and export say the same, and what an independent count of the same answers says.
        await page.GotoAsync($"/#/batches/{Batch}/quality");
        await Expect(page.Locator(".numbers div").First).ToBeVisibleAsync(); // once all that was reviewed is kept
        var (agrees, judged) = await fixture.AgreesAsync(Batch);
        judged.ShouldBe(Count);
        var expected = ((double)agrees / judged).ToString("P2", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
        await Expect(page.Locator(".numbers div").First).ToContainTextAsync(expected);

        await page.GotoAsync($"/#/batches/{Batch}/compare");
        await Expect(page.Locator(".verdict .lead")).ToBeVisibleAsync();
        await ShootAsync(page, "compare");
        await PressAsync(page, AriaRole.Button, "Make clothing@2 current");
        await Expect(page.GetByText("clothing@2 is current").First).ToBeVisibleAsync();
        await page.GotoAsync($"/#/batches/{Batch}?model=clothing%401");
        await PressAsync(page, AriaRole.Button, "Make current");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Make current" })).ToHaveCountAsync(0);
        await ShootAsync(page, "batch");

        (await console.ViolationsAsync()).ShouldBeEmpty();
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Unknown_is_not_offered_as_what_an_image_shows()
    {
        await using var console = await ReviewUnknownAsync("review unknown", difference: 0);
        var page = console.Page;

        var pressed = page.Locator(".choices [aria-pressed=true]");
        await Expect(pressed).ToHaveCountAsync(1);
        var label = (await pressed.GetAttributeAsync("data-label"))!;
        label.ShouldNotBe("unknown");
        await Expect(page.Locator(".choices [data-label=unknown]")).ToHaveCountAsync(0);
        (await page.Locator("#all-labels option").EvaluateAllAsync<string[]>("all => all.map(option => option.value)")).ShouldNotContain("unknown");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("1");
        var saved = await page.RunAndWaitForRequestAsync(() => page.Keyboard.PressAsync("Enter"), request => request.Method == "PUT");

        JsonNode.Parse(saved.PostData!)!["labels"]!.ToJsonString().ShouldBe($"[\"{label}\"]");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("2 of 3, 50% right")).ToBeVisibleAsync(); // no label: what the model says, too
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_class_named_unknown_is_one_like_the_others()
    {
        await using var console = await ReviewUnknownAsync("review class unknown", difference: 0.05);
        var page = console.Page;

        await Expect(page.Locator(".choices [aria-pressed=true]")).ToHaveAttributeAsync("data-label", "unknown");
        (await page.Locator("#all-labels option").EvaluateAllAsync<string[]>("all => all.map(option => option.value)")).ShouldContain("unknown");
        var saved = await page.RunAndWaitForRequestAsync(() => page.Keyboard.PressAsync("Enter"), request => request.Method == "PUT");

        JsonNode.Parse(saved.PostData!)!["labels"]!.ToJsonString().ShouldBe("""["unknown"]""");
        console.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_labels_of_a_multi_label_model_are_reviewed_and_measured()
    {
        const string Batch = "review several";
        await using var console = await OpenReviewAsync(Batch, isMultiLabel: true);
        var page = console.Page;
        await Expect(page.Locator(".choices [aria-pressed=true]")).ToHaveCountAsync(3);
        var first = await PressedAsync();

        (await ConfirmAsync()).ShouldBe(first);
        var second = await PressedAsync();
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("cap");
        await page.Keyboard.PressAsync("Enter");
        (await ConfirmAsync()).ShouldBe([second[0], second[2], "cap"]);
        await Expect(page.GetByText("2 of 3, 100% right")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("z");
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("3");
        (await ConfirmAsync()).Length.ShouldBe(1);
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("x");
        (await ConfirmAsync()).ShouldBeEmpty();

        await page.GotoAsync($"/#/batches/{Uri.EscapeDataString(Batch)}/quality");
        await Expect(page.Locator(".numbers div").Filter(new() { HasText = "exactly right" })).ToContainTextAsync("1 of 3");
        await Expect(page.GetByText("All labels of a prediction count here")).ToBeVisibleAsync();
        await ShootAsync(page, "several");
        console.Errors.ShouldBeEmpty();

        Task<string[]> PressedAsync() =>
            page.Locator(".choices [aria-pressed=true]").EvaluateAllAsync<string[]>("all => all.map(button => button.dataset.label)");

        async Task<string[]> ConfirmAsync()
        {
            var saved = await page.RunAndWaitForRequestAsync(() => page.Keyboard.PressAsync("Enter"), request => request.Method == "PUT" && !IsUndo(request));
            return [.. JsonNode.Parse(saved.PostData!)!["labels"]!.AsArray().Select(label => (string)label!)];
        }
    }

    [Fact]
    public async Task What_could_not_be_saved_stays_named_until_it_is_saved()
    {
        await using var console = await OpenReviewAsync("unsaved");
        var (page, puts) = (console.Page, 0);
        await page.RouteAsync("**/predictions/truth?*", route =>
            ++puts == 1 ? route.FulfillAsync(new() { Status = 400, ContentType = "application/json", Body = """{ "detail": "No." }""" }) : route.ContinueAsync());
        await Expect(page.Locator(".choices").First).ToBeVisibleAsync();
        var loss = page.GetByText("Not saved: ");

        await page.Keyboard.PressAsync("Enter");
        await Expect(loss).ToContainTextAsync(".jpg. No.");
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), response => response.Request.Method == "PUT");
        await Expect(loss).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("z");
        await page.Keyboard.PressAsync("z");
        await page.Keyboard.PressAsync("Enter");

        await Expect(loss).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_is_signed_out_meanwhile_can_sign_in_and_goes_on()
    {
        await using var console = await OpenReviewAsync("signed out");
        var page = console.Page;
        await page.RouteAsync("**/predictions/truth?*", route => route.FulfillAsync(new() { Status = 401, ContentType = "application/json", Body = """{ "message": "Unauthorized" }""" }));
        await Expect(page.Locator(".choices").First).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("0 of 3")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_any_other_version_disputes_is_reviewed()
    {
        const string Batch = "disputed";
        await Garments.WriteAsync(fixture, Batch, "1", 5, wrongEvery: 10); // 0 is wrong
        await Garments.WriteAsync(fixture, Batch, "2", 5, wrongEvery: 2); // 2 and 4, too
        await Garments.WriteAsync(fixture, Batch, "3", 5, wrongEvery: 3); // 3, too
        await using var console = await fixture.OpenAsync();
        var page = console.Page;

        await page.GotoAsync($"/#/batches/{Batch}/review?mix=disputed");

        await Expect(page.GetByText("0 of 4")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_advice_is_shown_at_its_own_threshold()
    {
        const string Batch = "advice";
        await Garments.WriteAsync(fixture, Batch, "1", 5, wrongEvery: 10);
        await using var console = await fixture.OpenAsync();
        var page = console.Page;
        await page.GotoAsync($"/#/batches/{Batch}/quality");
        await PressAsync(page, AriaRole.Button, "Use folder names as truth");
        await Expect(page.Locator(".bias")).ToContainTextAsync("Truth set for 5 images");
        await page.RouteAsync("**/quality*", async route =>
        {
            var quality = (await (await route.FetchAsync()).JsonAsync<JsonObject>())!;
            quality["report"]!["advice"] = new JsonArray(new JsonObject
            {
                ["target"] = 0.99,
                ["threshold"] = 0.9936321,
                ["accuracy"] = 1,
                ["coverage"] = 0.4,
                ["left"] = 3,
            });
            await route.FulfillAsync(new() { Json = quality });
        });

        await page.ReloadAsync();

        await Expect(page.Locator(".lead")).ToHaveTextAsync("From 99.36% it is right in 100% of cases. That is 40% of the images; 3 are left to look at.");
        console.Errors.ShouldBeEmpty();
    }

    /// <summary>Opens the review of three images that are predicted as unknown, which is more likely than the next label by so much.</summary>
    private Task<ConsolePage> ReviewUnknownAsync(string batch, double difference) =>
        OpenReviewAsync(batch, page => page.RouteAsync("**/predictions?*", async route =>
        {
            var list = (await (await route.FetchAsync()).JsonAsync<JsonObject>())!;
            foreach (var prediction in list["predictions"]!.AsArray())
            {
                var labels = prediction!["labels"]!.AsArray();
                labels.Insert(0, new JsonObject { ["label"] = "unknown", ["confidence"] = (double)labels[0]!["confidence"]! + difference });
                prediction["label"] = "unknown";
            }

            await route.FulfillAsync(new() { Json = list });
        }));

    /// <summary>Opens the review of a new batch of three images.</summary>
    private async Task<ConsolePage> OpenReviewAsync(string batch, Func<IPage, Task>? prepare = null, bool isMultiLabel = false)
    {
        await Garments.WriteAsync(fixture, batch, "1", 3, wrongEvery: 10, isMultiLabel);
        var console = await fixture.OpenAsync();
        await console.Page.RouteAsync("**/thumbnail?*", route => route.FulfillAsync(new() { Path = Path.Combine(ConsoleFixture.Samples, "hat", "hat-1.jpg") }));
        await (prepare?.Invoke(console.Page) ?? Task.CompletedTask);
        await console.Page.GotoAsync($"/#/batches/{Uri.EscapeDataString(batch)}/review?mix=doubtful");
        return console;
    }

    /// <summary>Not the confirmation before it, whose request may come late.</summary>
    private static bool IsUndo(IRequest request) => request.Method == "PUT" && request.PostData!.Contains("\"how\"", StringComparison.Ordinal);

    /// <summary>Focuses and presses Enter, as who has no mouse.</summary>
    private static async Task PressAsync(IPage page, AriaRole role, string name)
    {
        var button = page.GetByRole(role, new() { Name = name, Exact = true });
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task ShootAsync(IPage page, string name) => Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder
        ? page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") })
        : Task.CompletedTask;
}
