using System.CommandLine;

namespace ImageClassification.Cli.Transfer;

/// <summary>The HTTP API that a verb drives.</summary>
internal sealed class ApiOption : Option<Uri?>
{
    public ApiOption()
        : base("--api") =>
        Description = "The HTTP API: the stack's output ApiUrl, with your AWS credentials. By default that of the running ./dev up.";

    /// <returns>A client of it; deployed APIs get signed requests.</returns>
    public HttpClient Connect(ParseResult parsed)
    {
        var address = parsed.GetValue(this) ?? UpFile.FindApi();
        return new HttpClient(address.IsLoopback ? new HttpClientHandler() : SigningHandler.For(address)) { BaseAddress = address };
    }
}
