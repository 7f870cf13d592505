using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Http;

/// <summary>A route of the HTTP API, matched on the path as it was sent.</summary>
internal sealed class Route(EventSource.Route source)
{
    private readonly string[] _segments = source.Path.TrimStart('/').Split('/');

    /// <summary>As API Gateway names it: <c>GET /batches/{batch}</c>.</summary>
    public string Key => $"{source.Method} {source.Path}";

    /// <summary>Routes with more literal segments go first, and greedy ones last.</summary>
    public int Rank => _segments.Count(segment => !segment.StartsWith('{')) - (_segments[^1].EndsWith("+}", StringComparison.Ordinal) ? 100 : 0);

    /// <summary>The decoded path parameters; null where the route does not take the request.</summary>
    public Dictionary<string, string>? Match(string method, string path)
    {
        var parts = path.TrimStart('/').Split('/');
        if (source.Method is not "ANY" && source.Method != method)
        {
            return null;
        }

        var parameters = new Dictionary<string, string>();
        for (var index = 0; index < _segments.Length; index++)
        {
            switch (_segments[index])
            {
                case ['{', .. var name, '+', '}'] when index < parts.Length && parts[index].Length > 0:
                    parameters[name] = Uri.UnescapeDataString(string.Join('/', parts[index..]));
                    return parameters;
                case ['{', .. var name, '}'] when index < parts.Length && parts[index].Length > 0:
                    parameters[name] = Uri.UnescapeDataString(parts[index]);
                    break;
                case var literal when index < parts.Length && literal == parts[index]:
                    break;
                default:
                    return null;
            }
        }

        return parts.Length == _segments.Length ? parameters : null;
    }
}
