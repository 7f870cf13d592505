using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Hosting.Http;

namespace ImageClassification.Query.Http;

/// <summary>The query parameters of each route, from openapi.json. Others are refused: a mistyped filter would return everything.</summary>
internal sealed class DescribedParameters
{
    private static readonly Lazy<DescribedParameters> Described = new(() => new(Description.Text));

    private readonly Dictionary<string, List<string>> _names = [];

    private DescribedParameters(string description)
    {
        using var document = JsonDocument.Parse(description);
        var shared = document.RootElement.GetProperty("components").GetProperty("parameters");
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(each => each.Value.ValueKind == JsonValueKind.Object))
            {
                _names[$"{operation.Name.ToUpperInvariant()} {path.Name}"] = [.. Names(operation.Value, shared), .. Names(path.Value, shared)];
            }
        }
    }

    /// <exception cref="BadRequestException">The request has a query parameter that its route does not take.</exception>
    public static void Check(APIGatewayHttpApiV2ProxyRequest request)
    {
        var route = request.RouteKey.Replace("+}", "}", StringComparison.Ordinal); // OpenAPI has no greedy parameters
        if (request.QueryStringParameters is { Count: > 0 } && Described.Value._names.TryGetValue(route, out var names)
            && QueryParameters.Fault(request, names) is { } fault)
        {
            throw new BadRequestException(fault);
        }
    }

    private static IEnumerable<string> Names(JsonElement described, JsonElement shared) =>
        (described.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default)
        .Select(each => each.TryGetProperty("$ref", out var reference) ? shared.GetProperty(reference.GetString()!.Split('/')[^1]) : each)
        .Where(parameter => parameter.GetProperty("in").ValueEquals("query"))
        .Select(parameter => parameter.GetProperty("name").GetString()!);
}
