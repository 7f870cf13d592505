using ImageClassification.Contracts;

namespace ImageClassification.Batches;

/// <summary>A user's declaration of a batch.</summary>
/// <param name="Expected">How many images it will have: reached, it is complete.</param>
/// <param name="Note">For people.</param>
/// <param name="Model">The model that its uploads use; null follows routing.json.</param>
public sealed record BatchDeclaration(int? Expected = null, string? Note = null, ModelName? Model = null);
