using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ImageClassification.Query.Http;

/// <summary>What a route found. <see cref="HttpResponse"/> makes API Gateway's type of it.</summary>
internal abstract record Result
{
    private Result()
    {
    }

    /// <summary>Of what needs a prediction of a batch by the requested model version.</summary>
    public static Result NothingScored { get; } = new NotFound(
        "There is no such batch, none of its images has been classified yet, or the requested model version (name@version) has not scored it.");

    public static Result Ok<T>(T value, JsonTypeInfo<T> type) => new Json(200, JsonSerializer.Serialize(value, type));

    public static Result Created<T>(T value, JsonTypeInfo<T> type) => new Json(201, JsonSerializer.Serialize(value, type));

    /// <summary>Sent only to those who do not have it already.</summary>
    public static Result Tagged<T>(T value, JsonTypeInfo<T> type) => new Json(200, JsonSerializer.Serialize(value, type), IsTagged: true);

    internal sealed record Json(int Status, string Body, bool IsTagged = false) : Result;

    internal sealed record Download(ReadOnlyMemory<byte> Bytes, string ContentType, string Disposition) : Result;

    internal sealed record NotFound(string Detail) : Result;

    internal sealed record TooLarge(string Detail, string Code) : Result;
}
