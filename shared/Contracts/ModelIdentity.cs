namespace ImageClassification.Contracts;

/// <param name="Name">The model's folder in models/.</param>
/// <param name="Version">The manifest's version: predictions of other versions are kept beside this one's.</param>
/// <param name="ManifestHash">The first 16 hexadecimal digits of the SHA-256 of model.json.</param>
public sealed record ModelIdentity(ModelName Name, string Version, string ManifestHash)
{
    /// <summary>As keys and the API name a model version: name@version.</summary>
    public ModelVersion NameAndVersion() => new(Name, Version);
}
