using System.Text.Json;

namespace ImageClassification.Testing;

/// <summary>openapi.json, for comparing real answers with it.</summary>
public sealed class ApiDescription
{
    private readonly JsonElement _paths;
    private readonly JsonSchema _schema;

    public ApiDescription(string json)
    {
        var document = JsonDocument.Parse(json).RootElement;
        (_paths, _schema) = (document.GetProperty("paths"), new(document));
    }

    /// <summary>Such as <c>GET /batches/{batch}</c>.</summary>
    public IEnumerable<string> Operations => All().Select(operation => operation.Name);

    /// <summary>The names of an operation's parameters, and whether each is part of the path.</summary>
    public IEnumerable<(string Name, bool IsInPath)> Parameters(string operation)
    {
        var (path, value) = (_paths.GetProperty(operation.Split(' ')[1]), Find(operation));
        return new[] { path, value }
            .SelectMany(each => each.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default)
            .Select(_schema.Resolve)
            .Where(parameter => !parameter.GetProperty("in").ValueEquals("header"))
            .Select(parameter => (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").ValueEquals("path")));
    }

    public bool HasBody(string operation) => Find(operation).TryGetProperty("requestBody", out _);

    /// <summary>Every answer that an operation may have: operation, status, and media type or nothing.</summary>
    public IEnumerable<(string Operation, int Status, string MediaType)> Answers =>
        from operation in All()
        from response in operation.Value.GetProperty("responses").EnumerateObject()
        from mediaType in MediaTypes(_schema.Resolve(response.Value)).DefaultIfEmpty("")
        select (operation.Name, int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture), mediaType);

    /// <returns>What is wrong with an answer; nothing where it is as described.</returns>
    public IEnumerable<string> Faults(string operation, int status, string mediaType, string body)
    {
        if (!Answers.Contains((operation, status, mediaType)))
        {
            return [$"{operation} is not said to answer {status} with {(mediaType.Length > 0 ? mediaType : "nothing")}"];
        }

        var response = _schema.Resolve(Find(operation).GetProperty("responses").GetProperty($"{status}"));
        return mediaType.Length == 0 ? (body.Length > 0 ? ["There is a body"] : [])
            : !mediaType.EndsWith("json", StringComparison.Ordinal) || mediaType.EndsWith("ndjson", StringComparison.Ordinal) ? []
            : _schema.Faults(response.GetProperty("content").GetProperty(mediaType).GetProperty("schema"), JsonDocument.Parse(body).RootElement);
    }

    private JsonElement Find(string operation) => All().Single(each => each.Name == operation).Value;

    private static IEnumerable<string> MediaTypes(JsonElement response) =>
        response.TryGetProperty("content", out var content) ? content.EnumerateObject().Select(media => media.Name) : [];

    private IEnumerable<(string Name, JsonElement Value)> All() =>
        from path in _paths.EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name != "parameters"
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value);
}
