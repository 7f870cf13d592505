using System.Net.Http.Headers;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The four calls of the Lambda Runtime API.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</remarks>
internal sealed class RuntimeApi(HttpClient httpClient)
{
    private readonly string _root =
        $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/";

    public async Task<(Stream Input, LambdaContext Context)> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await httpClient.GetAsync(_root + "invocation/next", cancellationToken);
        response.EnsureSuccessStatusCode();
        return (new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken)), new LambdaContext(response.Headers));
    }

    public Task SendResponseAsync(string awsRequestId, Stream output, CancellationToken cancellationToken)
    {
        var content = new StreamContent(output);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return PostAsync($"invocation/{awsRequestId}/response", content, null, cancellationToken);
    }

    public Task ReportInvocationErrorAsync(string awsRequestId, Exception exception, CancellationToken cancellationToken) =>
        ReportAsync($"invocation/{awsRequestId}/error", exception, exception.GetType().Name, cancellationToken);

    public Task ReportInitializationErrorAsync(Exception exception) => ReportAsync("init/error", exception, null, CancellationToken.None);

    /// <exception cref="JsonException">The report was accepted without a JSON body, which the package takes for a failure.</exception>
    private async Task ReportAsync(string path, Exception exception, string errorType, CancellationToken cancellationToken)
    {
        using var status = JsonDocument.Parse(await PostAsync(path, ErrorJson.Content(exception), errorType, cancellationToken));
    }

    private async Task<string> PostAsync(string path, HttpContent content, string errorType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _root + path) { Content = content };
        if (errorType is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var response = await httpClient.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}
