namespace ImageClassification.Query.Http;

/// <summary>That the API answers, and about which images.</summary>
/// <param name="Status">Always ok.</param>
/// <param name="Version">Of this software.</param>
/// <param name="Bucket">Where the images are.</param>
/// <param name="ImagePrefix">What their keys begin with.</param>
/// <param name="AllowsUploads">Whether POST /uploads signs and DELETE /batches/{batch} deletes.</param>
/// <param name="MaxObjectBytes">The longest image that is uploaded or fetched, in bytes.</param>
/// <param name="Models">The names of the models that are deployed.</param>
internal sealed record Health(string Status, string Version, string Bucket, string ImagePrefix, bool AllowsUploads, int MaxObjectBytes, IReadOnlyList<string> Models);
