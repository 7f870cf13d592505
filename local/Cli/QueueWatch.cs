using System.Diagnostics;
using System.Globalization;
using Amazon.SQS.Model;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

/// <summary>The contents of the queues.</summary>
internal sealed class QueueWatch(Pipeline pipeline)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Longer than every try of one message takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Messages that wait, are worked on, or are to be delivered later.</summary>
    public async Task<int> CountAsync(string queue, CancellationToken cancellationToken)
    {
        var request = new GetQueueAttributesRequest { QueueUrl = pipeline.Queues[queue], AttributeNames = ["All"] };
        var response = await Insisting.OnAsync(() => pipeline.Aws.Sqs.GetQueueAttributesAsync(request, cancellationToken), cancellationToken);
        string[] names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"];
        return names.Sum(name => int.Parse(response.Attributes.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture));
    }

    /// <summary>The messages' bodies. The messages stay in the queue.</summary>
    public async Task<IReadOnlyList<string>> BodiesAsync(string queue, CancellationToken cancellationToken)
    {
        var bodies = new List<string>();
        var request = new ReceiveMessageRequest { QueueUrl = pipeline.Queues[queue], MaxNumberOfMessages = 10 };
        while ((await pipeline.Aws.Sqs.ReceiveMessageAsync(request, cancellationToken)).Messages is [_, ..] messages)
        {
            bodies.AddRange(messages.Select(message => message.Body));
        }

        return bodies;
    }

    /// <summary>Waits until no event and no work item is left.</summary>
    /// <returns>How many are left: not 0 where nothing has moved for long.</returns>
    public async Task<int> QuietAsync(CancellationToken cancellationToken)
    {
        var still = Stopwatch.StartNew();
        var last = int.MaxValue;
        while (still.Elapsed < Patience)
        {
            // Events first: their work items are in the work queue before the events are gone.
            var left = await CountAsync("local-s3-events", cancellationToken) + await CountAsync("WorkQueue", cancellationToken);
            if (left == 0)
            {
                return 0;
            }

            if (left != last)
            {
                still.Restart();
                last = left;
            }

            await Task.Delay(PollInterval, cancellationToken);
        }

        return last;
    }
}
