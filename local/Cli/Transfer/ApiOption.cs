using System.CommandLine;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli.Transfer;

/// <summary>The HTTP API that a verb drives.</summary>
internal sealed class ApiOption : Option<string?>
{
    public ApiOption()
        : base("--api")
    {
        Description = "The HTTP API: the stack's output ApiUrl, with your AWS credentials. By default that of the running ./dev up.";
        this.Must("url", text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? null
            : $"must be an address such as https://example.com, not '{text}'.");
    }

    /// <returns>A client of it; deployed APIs get signed requests.</returns>
    public HttpClient Connect(ParseResult parsed)
    {
        var address = parsed.GetValue(this) is { } text ? new Uri(text) : UpFile.FindApi();
        return new HttpClient(address.IsLoopback ? new HttpClientHandler() : SigningHandler.For(address)) { BaseAddress = address };
    }
}
