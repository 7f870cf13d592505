using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Aws;

/// <summary>The AWS SDK's clients, and the environment that gives the functions' own clients the same services.</summary>
public sealed class AwsClients : IDisposable
{
    public AwsClients(Endpoints endpoints)
    {
        Endpoints = endpoints;
        S3 = new AmazonS3Client(Credentials, new AmazonS3Config
        {
            ServiceURL = endpoints.S3.ToString(),
            AuthenticationRegion = Stack.Region,
            ForcePathStyle = true,
        });
        Sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = endpoints.Sqs.ToString(), AuthenticationRegion = Stack.Region });
        DynamoDb = new AmazonDynamoDBClient(Credentials, new AmazonDynamoDBConfig
        {
            ServiceURL = endpoints.DynamoDb.ToString(),
            AuthenticationRegion = Stack.Region,
        });
    }

    public Endpoints Endpoints { get; }

    public IAmazonS3 S3 { get; }

    public IAmazonSQS Sqs { get; }

    public IAmazonDynamoDB DynamoDb { get; }

    /// <summary>Emulators ask for credentials, but take any.</summary>
    public static IReadOnlyDictionary<string, string> CredentialVariables { get; } = new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
        ["AWS_REGION"] = Stack.Region,
    };

    private static BasicAWSCredentials Credentials => new(CredentialVariables["AWS_ACCESS_KEY_ID"], CredentialVariables["AWS_SECRET_ACCESS_KEY"]);

    internal static IEnumerable<KeyValuePair<string, string>> EnvironmentOf(Endpoints endpoints) =>
    [
        .. CredentialVariables,
        new("AWS_ENDPOINT_URL_S3", endpoints.S3.ToString()),
        new("AWS_ENDPOINT_URL_SQS", endpoints.Sqs.ToString()),
        new("AWS_ENDPOINT_URL_DYNAMODB", endpoints.DynamoDb.ToString()),
    ];

    public void Dispose()
    {
        S3.Dispose();
        Sqs.Dispose();
        DynamoDb.Dispose();
    }
}
