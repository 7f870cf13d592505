using System.Text.Json.Serialization;

namespace ImageClassification.Classifier.Http;

/// <summary>Names or holds one picture, in one of three ways.</summary>
/// <param name="Url">Where it is on the public internet.</param>
/// <param name="Bucket">The pipeline's own, with <paramref name="Key"/>.</param>
/// <param name="Key">An object under the upload prefix.</param>
/// <param name="Image">Its bytes; in JSON, base64.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ClassifyRequest(string? Url = null, string? Bucket = null, string? Key = null, byte[]? Image = null);
