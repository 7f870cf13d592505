using System.CommandLine;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli.Transfer;

/// <summary>The HTTP API that a verb drives.</summary>
internal sealed class ApiOption : Option<string?>
{
    public ApiOption()
        : base("--api") =>
        Description = "The HTTP API: the stack's output ApiUrl, with your AWS credentials. By default that of the running ./dev up.";

    /// <returns>A client of it; deployed APIs get signed requests.</returns>
    public HttpClient Connect(ParseResult parsed)
    {
        var address = parsed.GetValue(this) is not { } text ? UpFile.FindApi()
            : Uri.TryCreate(text, UriKind.Absolute, out var named) ? named
            : throw new LocalException($"{text} is no address: write https://….");
        return new HttpClient(address.IsLoopback ? new HttpClientHandler() : SigningHandler.For(address)) { BaseAddress = address };
    }
}
