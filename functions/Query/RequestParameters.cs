using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Contracts;

namespace ImageClassification.Query;

/// <summary>Validated parameters of a request, decoded by API Gateway.</summary>
internal sealed class RequestParameters(APIGatewayHttpApiV2ProxyRequest request)
{
    private const int LongestText = 100;

    public string? Query(string name) =>
        Find(request.QueryStringParameters, name) is { Length: > 0 } value ? value : null;

    /// <exception cref="InvalidRequestException">Longer than labels are.</exception>
    public string? Text(string name) => Query(name) is { Length: > LongestText }
        ? throw new InvalidRequestException($"{name} must have {LongestText} characters at most.")
        : Query(name);

    /// <summary>From the path, or from ?key= for keys that a path cannot carry (double slashes, dots, %2F).</summary>
    /// <exception cref="InvalidRequestException">There is none, or it is longer than S3 allows.</exception>
    public ObjectKey Key()
    {
        var key = Query("key") ?? Find(request.PathParameters, "key")
            ?? throw new InvalidRequestException("Name the object: /predictions/{key}, or /predictions?key={key}.");
        return ObjectKey.From(key)
            ?? throw new InvalidRequestException("The key is longer than the 1,024 bytes that S3 allows.");
    }

    /// <exception cref="InvalidRequestException">There is none, or no key can be of it.</exception>
    public BatchName Batch() => BatchName.From(Find(request.PathParameters, "batch") ?? throw new InvalidRequestException("Name the batch: /batches/{batch}."))
        ?? throw new InvalidRequestException($"A batch's name is the first folder under {ObjectKey.Uploads}: no slash, and {BatchName.MaxBytes:N0} bytes at most.");

    /// <summary>Whether a parameter is given, but is no name@version.</summary>
    public bool IsNoModelVersion(string name) => Query(name) is { } text && ModelVersion.From(text) is null;

    /// <summary>A prefix of keys: as it is if it begins with uploads/{batch}/, else below that.</summary>
    /// <exception cref="InvalidRequestException">It is longer than S3 allows.</exception>
    public string? Prefix()
    {
        if (Query("prefix") is not { } prefix)
        {
            return null;
        }

        var folder = Batch() == BatchName.Default ? ObjectKey.Uploads : Batch().Folder;
        var whole = prefix.StartsWith(folder, StringComparison.Ordinal) ? prefix : folder + prefix;
        return ObjectKey.IsShort(whole) ? whole
            : throw new InvalidRequestException("prefix is longer than the 1,024 bytes that S3 allows.");
    }

    /// <summary>A parameter of the path; null where there is none.</summary>
    public string? Path(string name) => Find(request.PathParameters, name);

    /// <summary>A request header; null where there is none.</summary>
    public string? Header(string name) =>
        request.Headers?.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>What is sent as JSON; nothing is as good as an empty object.</summary>
    /// <exception cref="InvalidRequestException">The body is not such JSON.</exception>
    public T Body<T>(JsonTypeInfo<T> type)
    {
        try
        {
            var body = request.Body is { Length: > 0 } text ? text : "{}";
            return JsonSerializer.Deserialize(request is { IsBase64Encoded: true, Body.Length: > 0 } ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body), type)
                ?? throw new InvalidRequestException("The body must be a JSON object.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new InvalidRequestException($"The body is not the JSON object that the API's description asks for. {exception.Message}");
        }
    }

    /// <exception cref="InvalidRequestException">Not one of the words.</exception>
    public T? OneOf<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct => Query(name) is not { } value ? null
            : words.TryGetValue(value, out var meaning) ? meaning
            : throw new InvalidRequestException($"{name} must be one of {string.Join(", ", words.Keys)}.");

    /// <exception cref="InvalidRequestException">Not a whole number in the range.</exception>
    public int Int32(string name, int fallback, int low, int high) => Query(name) is not { } value ? fallback
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number
        : throw new InvalidRequestException($"{name} must be a whole number from {low} to {high}.");

    /// <exception cref="InvalidRequestException">Not a number from 0 to 1.</exception>
    public double? Fraction(string name) => Query(name) is not { } value ? null
        : double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 ? number
        : throw new InvalidRequestException($"{name} must be a number from 0 to 1.");

    private static string? Find(IDictionary<string, string>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) ? value : null;
}
