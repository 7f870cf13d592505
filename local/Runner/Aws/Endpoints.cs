namespace ImageClassification.Runner.Aws;

/// <summary>Where S3, SQS and DynamoDB are.</summary>
/// <param name="Embedded">Whether they are ours; else the user's, named by <c>AWS_ENDPOINT_URL</c> and its kin.</param>
public sealed record Endpoints(Uri S3, Uri Sqs, Uri DynamoDb, bool Embedded)
{
    /// <summary>The user's services, where the environment names all three; null where it names none.</summary>
    /// <exception cref="LocalException">It names some.</exception>
    public static Endpoints? FromEnvironment()
    {
        Uri?[] found = [Find("S3"), Find("SQS"), Find("DYNAMODB")];
        return found switch
        {
            [{ } s3, { } sqs, { } dynamoDb] => new(s3, sqs, dynamoDb, Embedded: false),
            [null, null, null] => null,
            _ => throw new LocalException("Set AWS_ENDPOINT_URL, or all of AWS_ENDPOINT_URL_S3, _SQS and _DYNAMODB; or none, to use the embedded services."),
        };

        static Uri? Find(string service)
        {
            var url = Environment.GetEnvironmentVariable($"AWS_ENDPOINT_URL_{service}") ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
            return string.IsNullOrEmpty(url) ? null
                : Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
                : throw new LocalException($"AWS_ENDPOINT_URL must be an address such as http://127.0.0.1:5050, and is {url}.");
        }
    }
}
