namespace ImageClassification.Cli;

/// <summary>Where the running pipeline is.</summary>
/// <param name="ProcessId">Of the <c>./dev up</c> that runs it.</param>
internal sealed record UpResult(Uri Api, Uri S3, Uri Sqs, Uri DynamoDb, string Bucket, int ProcessId);
