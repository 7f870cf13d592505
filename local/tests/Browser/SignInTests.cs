using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageClassification.Browser.Tests;

public sealed class SignInTests(ConsoleFixture fixture)
{
    [Fact]
    public async Task With_an_issuer_the_code_flow_gives_every_request_a_token()
    {
        await using var issuer = new FakeIssuer();
        await using var pipeline = await fixture.StartPipelineAsync(new() { ["JwtIssuer"] = issuer.Address, ["JwtAudience"] = FakeIssuer.ClientId });
        await using var console = await fixture.OpenAsync(address: pipeline.Api);
        var page = console.Page;
        var sent = new List<string?>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/batches", StringComparison.Ordinal))
            {
                sent.Add(request.Headers.GetValueOrDefault("authorization"));
            }
        };

        await page.GotoAsync("/#/?from=elsewhere");
        await Expect(page.GetByText("There is no batch yet.")).ToBeVisibleAsync();

        page.Url.ShouldBe($"{pipeline.Api}#/?from=elsewhere");
        sent.ShouldNotBeEmpty();
        sent.ShouldAllBe(header => header == $"Bearer {issuer.Tokens.Single()}");
        console.Errors.ShouldBeEmpty();

        await page.GotoAsync("/?code=stolen&state=guessed");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        issuer.Tokens.Count.ShouldBe(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByText("Signed out.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_has_signed_out_leaves_nothing_behind_that_Back_brings_again()
    {
        await using var issuer = new FakeIssuer();
        await using var pipeline = await fixture.StartPipelineAsync(new() { ["JwtIssuer"] = issuer.Address, ["JwtAudience"] = FakeIssuer.ClientId });
        await using var console = await fixture.OpenAsync(address: pipeline.Api);
        var page = console.Page;
        var signOut = page.GetByRole(AriaRole.Button, new() { Name = "Sign out" });

        // The page itself forgets, which is seen where it cannot leave.
        await page.GotoAsync("/");
        await Expect(page.GetByText("There is no batch yet.")).ToBeVisibleAsync();
        await signOut.EvaluateAsync("button => { button.click(); stop(); }");
        await Expect(page.Locator("main")).ToBeEmptyAsync();
        await page.EvaluateAsync("location.hash = '#/batches/trip'");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        issuer.Tokens.Count.ShouldBe(1);

        // A page that a browser has kept as it was starts over.
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(signOut).ToBeVisibleAsync();
        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        await Expect(signOut).ToBeVisibleAsync();
        issuer.Tokens.Count.ShouldBe(3);

        await signOut.ClickAsync();
        await Expect(page.GetByText("Signed out.")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(signOut).ToBeVisibleAsync();
        issuer.Tokens.Count.ShouldBe(4);
    }
}
