using System.CommandLine;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using ImageClassification.Runner;
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

    /// <returns>A client of it; deployed APIs get signed requests. Keys are read with the API's prefix from now on.</returns>
    public async Task<HttpClient> ConnectAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var address = parsed.GetValue(this) is { } text ? new Uri(text) : UpFile.FindApi();
        var http = new HttpClient(address.IsLoopback ? new HttpClientHandler() : SigningHandler.For(address)) { BaseAddress = address };
        try
        {
            var health = JsonNode.Parse(await http.GetStringAsync(new Uri("/health", UriKind.Relative), cancellationToken));
            ImagePrefix.Use((string?)health!["imagePrefix"] ?? ImagePrefix.Default);
            return http;
        }
        catch (HttpRequestException exception)
        {
            http.Dispose();
            throw new LocalException($"{address} does not answer: {exception.Message}");
        }
    }
}
