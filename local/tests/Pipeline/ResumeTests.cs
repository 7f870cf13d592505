using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ImageClassification.Pipeline.Tests;

/// <summary>A backfill that is interrupted, against an API that stands still after its first slice.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly HttpListener _api;
    private readonly string _address;

    public ResumeTests() => _api = Listen(out _address);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _api.Close();

    [Fact]
    public async Task A_backfill_that_was_interrupted_continues_where_it_stopped()
    {
        using var first = Process.Start(Backfill())!;
        await AnswerAsync("""{"imagePrefix":"uploads/"}""");
        var started = await AnswerAsync("""{"queued":2,"skipped":0,"nextCursor":"uploads/resumed/2.jpg"}""");
        var standing = await NextAsync();
        using var interrupt = Process.Start("kill", ["-INT", $"{first.Id}"]);
        await first.WaitForExitAsync(Cancellation);
        standing.Request.Response.Abort();

        using var second = Process.Start(Backfill())!;
        await AnswerAsync("""{"imagePrefix":"uploads/"}""");
        var resumed = await AnswerAsync("""{"queued":1,"skipped":0}""");
        var output = await second.StandardOutput.ReadToEndAsync(Cancellation);
        await second.WaitForExitAsync(Cancellation);

        using var third = Process.Start(Backfill())!;
        await AnswerAsync("""{"imagePrefix":"uploads/"}""");
        var again = await AnswerAsync("""{"queued":3,"skipped":0}""");
        await third.WaitForExitAsync(Cancellation);

        (first.ExitCode, second.ExitCode, third.ExitCode).ShouldBe((130, 0, 0));
        (started["cursor"], (string?)standing.Body["cursor"], (string?)resumed["cursor"], again["cursor"])
            .ShouldBe((null, "uploads/resumed/2.jpg", "uploads/resumed/2.jpg", null));
        ((int)JsonNode.Parse(output)!["queued"]!).ShouldBe(1);
    }

    private ProcessStartInfo Backfill() => DevCommand.Start("backfill", "--prefix", "uploads/resumed/", "--api", _address, "--json");

    private async Task<(HttpListenerContext Request, JsonNode Body)> NextAsync()
    {
        var request = await _api.GetContextAsync().WaitAsync(Cancellation);
        using var reader = new StreamReader(request.Request.InputStream);
        var body = await reader.ReadToEndAsync(Cancellation);
        return (request, JsonNode.Parse(body.Length > 0 ? body : "{}")!);
    }

    /// <returns>What the request's body was.</returns>
    private async Task<JsonNode> AnswerAsync(string answer)
    {
        var (request, body) = await NextAsync();
        request.Response.ContentType = "application/json";
        request.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: false);
        return body;
    }

    private static HttpListener Listen(out string address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = $"http://{probe.LocalEndpoint}/";
        probe.Stop();
        var listener = new HttpListener { Prefixes = { address } };
        listener.Start();
        return listener;
    }
}
