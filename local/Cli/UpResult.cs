namespace ImageClassification.Cli;

/// <summary>Where the running pipeline is.</summary>
internal sealed record UpResult(Uri Api, Uri S3, Uri Sqs, Uri DynamoDb, string Bucket);
