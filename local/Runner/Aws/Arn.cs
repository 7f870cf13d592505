using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Aws;

/// <summary>Amazon resource names on one machine.</summary>
internal static class Arn
{
    public static string Function(string name) => $"arn:aws:lambda:{Stack.Region}:{Stack.Account}:function:{name}";

    public static string Queue(string name) => $"arn:aws:sqs:{Stack.Region}:{Stack.Account}:{name}";

    public static string Table(string name) => $"arn:aws:dynamodb:{Stack.Region}:{Stack.Account}:table/{name}";

    /// <summary>The queue's URL on the endpoint: emulators find a queue by the path alone.</summary>
    public static string QueueUrl(Uri endpoint, string arnOrName) =>
        $"{endpoint.ToString().TrimEnd('/')}/{Stack.Account}/{arnOrName.Split(':')[^1]}";
}
