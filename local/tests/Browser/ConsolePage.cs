using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Microsoft.VisualBasic.FileIO;
using static Microsoft.Playwright.Assertions;

namespace ImageClassification.Browser.Tests;

/// <summary>What a user does in the console, and sees.</summary>
public sealed partial class ConsolePage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();

    public ConsolePage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Enqueue($"{message.Text} {message.Location}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about, and exceptions.</summary>
    public IEnumerable<string> Errors => _errors;

    public ILocator Cards => Page.Locator(".card[data-index]");

    public ILocator Detail => Page.Locator("#detail");

    /// <summary>Waits until the detail shows its picture.</summary>
    public Task IsPictureSeenAsync() => Page.WaitForFunctionAsync("() => document.querySelector('#detail img')?.naturalWidth > 0");

    /// <summary>How many images the filter leaves.</summary>
    public ILocator Shown => Page.Locator(".shown");

    public Task GoToBatchAsync(string batch, string query = "") => Page.GotoAsync($"/#/batches/{Uri.EscapeDataString(batch)}{query}");

    public Task IsCompleteAsync() => Expect(Page.Locator(".state")).ToHaveTextAsync("Complete");

    /// <summary>The bars of a chart by what a screen reader says: label and number.</summary>
    public async Task<Dictionary<string, int>> BarsAsync(string chart)
    {
        var names = await Page.GetByRole(AriaRole.Group, new() { Name = chart }).GetByRole(AriaRole.Button)
            .EvaluateAllAsync<string[]>("bars => bars.map(bar => bar.getAttribute('aria-label'))");
        return names.Select(name => Bar().Match(name)).ToDictionary(
            bar => bar.Groups[1].Value, bar => int.Parse(bar.Groups[2].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    /// <summary>The rows of the export, by the header's names.</summary>
    public async Task<List<Dictionary<string, string>>> ExportAsync()
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Export CSV" }).ClickAsync());
        using var parser = new TextFieldParser(await download.PathAsync()) { Delimiters = [","] };
        var names = parser.ReadFields()!;
        var rows = new List<Dictionary<string, string>>();
        while (parser.ReadFields() is { } fields)
        {
            rows.Add(names.Zip(fields).ToDictionary());
        }

        return rows;
    }

    /// <returns>What breaks the Web Content Accessibility Guidelines 2.2 AA, or axe's best practices.</returns>
    public async Task<List<string>> ViolationsAsync()
    {
        var result = await Page.RunAxe();
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help} {node.Html}"))];
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    [GeneratedRegex("^(.+) ([0-9,]+) images?")]
    private static partial Regex Bar();
}
