using System.Diagnostics;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Hosting.Http;

namespace ImageClassification.Query.Http;

/// <summary>API Gateway's responses.</summary>
internal static class HttpResponse
{
    /// <param name="result">What a route found.</param>
    /// <param name="ifNoneMatch">The request's header: 304 where it has the result's tag.</param>
    public static APIGatewayHttpApiV2ProxyResponse Of(Result result, string? ifNoneMatch) => result switch
    {
        Result.Json { IsTagged: true } json => Answer.Text("application/json", json.Body, ifNoneMatch),
        Result.Json json => Answer.Json(json.Body, json.Status),
        Result.NotFound nothing => Answer.NotFound(nothing.Detail),
        Result.TooLarge large => Answer.ContentTooLarge(large.Detail, large.Code),
        Result.Download file => Answer.File(file.ContentType, file.Disposition, file.Bytes.Span),
        _ => throw new UnreachableException(),
    };
}
