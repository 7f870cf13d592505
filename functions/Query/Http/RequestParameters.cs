using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Http;

/// <summary>Validated parameters of a request, decoded by API Gateway.</summary>
internal sealed class RequestParameters(APIGatewayHttpApiV2ProxyRequest request)
{
    private const int LongestText = 100;

    /// <summary>API Gateway's, which the caller was told (apigw-requestid) and the access log has.</summary>
    public string? RequestId => request.RequestContext?.RequestId;

    public string? Query(string name) =>
        Find(request.QueryStringParameters, name) is { Length: > 0 } value ? value : null;

    /// <exception cref="BadRequestException">Longer than labels are.</exception>
    public string? Text(string name) => Short(name, Query(name));

    /// <summary>A label or a code of the query or the body.</summary>
    /// <exception cref="BadRequestException">Longer than labels are.</exception>
    public static string? Short(string name, string? value) =>
        value is { Length: > LongestText } ? throw new BadRequestException($"{name} must have {LongestText} characters at most.") : value;

    /// <summary>From the path, or from ?key= for keys that a path cannot carry (double slashes, dots, %2F).</summary>
    /// <exception cref="BadRequestException">There is none, or it is longer than S3 allows.</exception>
    public ObjectKey Key()
    {
        var key = Query("key") ?? Find(request.PathParameters, "key")
            ?? throw new BadRequestException("Name the object: /predictions/{key}, or /predictions?key={key}.");
        return ObjectKey.From(key) ?? throw new BadRequestException("The key is longer than the 1,024 bytes that S3 allows.");
    }

    /// <summary>From the path, or from ?batch= for names that a path cannot carry: . and .., which clients resolve before they send.</summary>
    /// <exception cref="BadRequestException">No key can be of the batch.</exception>
    public BatchName Batch() => BatchName.From(Query("batch") ?? Find(request.PathParameters, "batch")) ?? throw new BadRequestException(
        $"A batch's name is the first folder under \"{ImagePrefix.Text}\": no slash, and 1 to {BatchName.MaxBytes:N0} bytes.");

    /// <summary>Whether a parameter is given, but is no name@version.</summary>
    public bool IsNoModelVersion(string name) => Query(name) is { } text && ModelVersion.From(text) is null;

    /// <summary>A prefix of keys: whole, or relative to a folder of the batch; null where there is none.</summary>
    /// <exception cref="BadRequestException">It is whole and not in the folder, or longer than S3 allows.</exception>
    public static string? Prefix(string? prefix, string folder)
    {
        BadRequestException.ThrowIf(
            prefix is not null && ImagePrefix.Text.Length > 0 && prefix.StartsWith(ImagePrefix.Text, StringComparison.Ordinal) && !prefix.StartsWith(folder, StringComparison.Ordinal),
            !ImagePrefix.Text.EndsWith('/') && prefix?.StartsWith($"{ImagePrefix.Text}/", StringComparison.Ordinal) == true
                ? $"prefix is in no batch: ImagePrefix is {ImagePrefix.Text}. Set it to {ImagePrefix.Text}/, so that the folders below it are batches."
                : $"prefix must begin with {folder}, or be relative to it.");
        var whole = prefix?.StartsWith(folder, StringComparison.Ordinal) == false ? folder + prefix : prefix;
        BadRequestException.ThrowIf(!ObjectKey.IsShort(whole ?? ""), "prefix is longer than the 1,024 bytes that S3 allows.");
        return whole;
    }

    /// <summary>From ?key=, or from the path without the end that says what of the object is asked for; null where the path ends otherwise.</summary>
    /// <exception cref="BadRequestException">It is longer than S3 allows.</exception>
    public ObjectKey? KeyBefore(string suffix)
    {
        var path = Find(request.PathParameters, "key") ?? "";
        return Query("key") is not null ? Key()
            : path.EndsWith(suffix, StringComparison.Ordinal) && path.Length > suffix.Length
                ? ObjectKey.From(path[..^suffix.Length]) ?? throw new BadRequestException("The key is longer than the 1,024 bytes that S3 allows.")
                : null;
    }

    /// <summary>Who asks, as the authorizer names them; null where nobody signs in.</summary>
    public string? Caller => request.RequestContext?.Authorizer is not { } authorizer ? null
        : Find(authorizer.Jwt?.Claims, "email") ?? Find(authorizer.Jwt?.Claims, "sub") ?? authorizer.IAM?.UserARN;

    /// <summary>Whether the body is JSON rather than a file.</summary>
    public bool IsJson => Header("content-type")?.Split(';')[0].Trim() is null or "application/json";

    /// <summary>What is sent, as it is.</summary>
    /// <exception cref="BadRequestException">It is not the base64 that it claims to be.</exception>
    public string Text() => request.IsBase64Encoded ? Encoding.UTF8.GetString(Bytes()) : request.Body ?? "";

    private byte[] Bytes()
    {
        try
        {
            return request.IsBase64Encoded ? Convert.FromBase64String(request.Body ?? "") : Encoding.UTF8.GetBytes(request.Body ?? "");
        }
        catch (FormatException)
        {
            throw new BadRequestException("The body is not the base64 that its envelope says it is.");
        }
    }

    /// <summary>A request header; null where there is none.</summary>
    public string? Header(string name) =>
        request.Headers?.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>What is sent as JSON; nothing is as good as an empty object.</summary>
    /// <exception cref="BadRequestException">The body is not such JSON.</exception>
    public T Body<T>(JsonTypeInfo<T> type)
    {
        var json = string.IsNullOrEmpty(request.Body) ? "{}"u8.ToArray() : Bytes();
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new BadRequestException("The body must be a JSON object.");
        }
        catch (NameException exception)
        {
            throw new BadRequestException($"{exception.Path?.TrimStart('$', '.')} must be {exception.Rule}.");
        }
        catch (JsonException exception)
        {
            // Its message names types of ours; its path names the caller's field.
            throw new BadRequestException(
                "The body does not match /openapi.json: a field is missing, unknown or of another type at "
                + $"{exception.Path ?? "$"}, line {exception.LineNumber + 1 ?? 1}, byte {exception.BytePositionInLine + 1 ?? 1}.");
        }
    }

    /// <exception cref="BadRequestException">Not one of the words.</exception>
    public T? OneOf<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        Parse(name, text => words.TryGetValue(text, out var meaning) ? meaning : (T?)null, $"one of {string.Join(", ", words.Keys)}");

    /// <exception cref="BadRequestException">Not a whole number in the range.</exception>
    public int Int32(string name, int fallback, int low, int high) => Parse(
        name,
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number : (int?)null,
        $"a whole number from {low} to {high}") ?? fallback;

    /// <exception cref="BadRequestException">Not a number from 0 to 1.</exception>
    public double? Fraction(string name) => Parse(
        name,
        text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1
            ? number
            : (double?)null,
        "a number from 0 to 1");

    private T? Parse<T>(string name, Func<string, T?> parse, string rule)
        where T : struct =>
        Query(name) is { } text ? parse(text) ?? throw new BadRequestException($"{name} must be {rule}.") : null;

    private static string? Find(IDictionary<string, string>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) ? value : null;
}
