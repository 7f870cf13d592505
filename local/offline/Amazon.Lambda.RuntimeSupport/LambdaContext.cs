using System.Globalization;
using System.Net.Http.Headers;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What the Runtime API's headers say about one invocation.</summary>
internal sealed class LambdaContext(HttpResponseHeaders headers) : ILambdaContext
{
    private readonly DateTimeOffset _deadline = DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(Header(headers, "Lambda-Runtime-Deadline-Ms") ?? "0", CultureInfo.InvariantCulture));

    public string AwsRequestId { get; } = Header(headers, "Lambda-Runtime-Aws-Request-Id");

    public TimeSpan RemainingTime => _deadline - TimeProvider.System.GetUtcNow();

    public string TraceId { get; } = Header(headers, "Lambda-Runtime-Trace-Id");

    private static string Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
