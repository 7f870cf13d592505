using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Hosting.Http;

public static class QueryParameters
{
    /// <summary>Signatures in the query, which API Gateway checks.</summary>
    private const string SignaturePrefix = "X-Amz-";

    /// <param name="request">As API Gateway hands it over.</param>
    /// <param name="names">What its route takes.</param>
    /// <returns>What is wrong with a parameter that would have no effect; null where there is none.</returns>
    public static string? Fault(APIGatewayHttpApiV2ProxyRequest request, params IReadOnlyCollection<string> names) =>
        request.QueryStringParameters?.Keys.FirstOrDefault(
            name => name.Length > 0 && !names.Contains(name) && !name.StartsWith(SignaturePrefix, StringComparison.OrdinalIgnoreCase)) is { } unknown
            ? $"There is no parameter {unknown}. This route takes {(names.Count == 0 ? "none" : string.Join(", ", names))}."
            : null;
}
