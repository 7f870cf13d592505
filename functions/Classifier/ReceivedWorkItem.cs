using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <summary>A work item as its message brought it.</summary>
/// <param name="Item">What to do.</param>
/// <param name="IsLastTry">Whether SQS moves the message to the dead-letter queue if this try fails.</param>
internal sealed record ReceivedWorkItem(WorkItem Item, bool IsLastTry)
{
    /// <exception cref="InvalidMessageException">The body is no work item of a known version, or names another bucket.</exception>
    public static ReceivedWorkItem From(SQSEvent.SQSMessage message, ClassifierOptions options)
    {
        var item = Parse(message.Body);
        return item.SchemaVersion is < WorkItem.OldestSchemaVersion or > WorkItem.CurrentSchemaVersion
            ? throw new InvalidMessageException($"Work items of schema version {item.SchemaVersion} are not known; these are: {WorkItem.OldestSchemaVersion} to {WorkItem.CurrentSchemaVersion}.")
            : item.Bucket != options.Bucket ? throw new InvalidMessageException("The work item names a bucket that is not this pipeline's.")
            : new ReceivedWorkItem(item, ReceiveCount(message) >= options.MaxReceiveCount);
    }

    public static int ReceiveCount(SQSEvent.SQSMessage message) =>
        message.Attributes?.GetValueOrDefault("ApproximateReceiveCount") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : 1;

    private static WorkItem Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ContractsJson.Default.WorkItem)
                ?? throw new InvalidMessageException("The message is empty.");
        }
        catch (JsonException exception)
        {
            // The path and the position, but not the text: messages are not logged.
            throw new InvalidMessageException($"The message is not a work item: at {exception.Path ?? "$"}, byte {exception.BytePositionInLine}.");
        }
    }
}
