using ImageClassification.Contracts;

namespace ImageClassification.Query.Batches;

/// <param name="Model">The model version that is to answer for the batch.</param>
/// <param name="At">When that was decided; null for now. Of two decisions the later one holds, in any order of arrival.</param>
internal sealed record CurrentModel(ModelVersion Model, DateTimeOffset? At = null);
