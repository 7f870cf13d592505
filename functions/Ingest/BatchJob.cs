namespace ImageClassification.Ingest;

/// <param name="UserArguments">What the job was created with; from schema 2.0 on. <c>model</c> names the model to use.</param>
internal sealed record BatchJob(IReadOnlyDictionary<string, string>? UserArguments);
