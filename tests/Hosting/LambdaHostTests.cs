using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Serialization;

namespace ImageClassification.Hosting.Tests;

public sealed partial class LambdaHostTests
{
    [Fact]
    public async Task What_the_runtime_is_told_of_a_failure_holds_no_secret()
    {
        using var listener = Listen(out var address);
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", address);
        using var log = new MemoryStream();
        var standardOutput = Console.Out;
        Console.SetOut(TextWriter.Null); // it belongs to the test runner, and the runtime client writes failures to it
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = LambdaHost.RunAsync<string, string, TextJson>(
            (_, _) => (_, _) => throw new HttpRequestException("No answer: https://example.org/a.jpg?X-Amz-Signature=canary"), log, stop.Token);

        await InvokeAsync(listener);
        var told = await AnswerAsync(listener);
        await stop.CancelAsync();
        await running;
        Console.SetOut(standardOutput);

        told.ShouldContain("No answer: https://example.org/a.jpg?");
        told.ShouldNotContain("canary");
        Encoding.UTF8.GetString(log.ToArray()).ShouldSatisfyAllConditions(
            lines => lines.ShouldContain("No answer: https://example.org/a.jpg?"),
            lines => lines.ShouldNotContain("canary"));
    }

    private static HttpListener Listen(out string address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        var listener = new HttpListener { Prefixes = { $"http://{address}/" } };
        listener.Start();
        return listener;
    }

    private static async Task InvokeAsync(HttpListener runtime)
    {
        var context = await runtime.GetContextAsync();
        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "r1";
        context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = $"{TimeProvider.System.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds()}";
        context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-west-1:123456789012:function:f";
        context.Response.Close("\"event\""u8.ToArray(), willBlock: false);
    }

    private static async Task<string> AnswerAsync(HttpListener runtime)
    {
        var context = await runtime.GetContextAsync();
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        context.Response.StatusCode = (int)HttpStatusCode.Accepted;
        context.Response.Close("{}"u8.ToArray(), willBlock: false);
        return $"{context.Request.RawUrl} {body}";
    }

    [JsonSerializable(typeof(string))]
    private sealed partial class TextJson : JsonSerializerContext;
}
