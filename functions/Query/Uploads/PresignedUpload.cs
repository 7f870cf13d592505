namespace ImageClassification.Query.Uploads;

/// <summary>A request that uploads one file.</summary>
/// <param name="Name">The file's, as asked for.</param>
/// <param name="Key">Of the object that it becomes.</param>
/// <param name="Url">Holds the signature.</param>
/// <param name="Method">PUT.</param>
/// <param name="Headers">To be sent as they are. The length, which is signed as well, every client sends by itself.</param>
internal sealed record PresignedUpload(string Name, string Key, string Url, string Method, IReadOnlyDictionary<string, string> Headers);
