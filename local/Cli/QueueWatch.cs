using System.Diagnostics;
using System.Globalization;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Chaos;

/// <summary>What the queues hold.</summary>
internal sealed class QueueWatch(Pipeline pipeline)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Longer than every try of one message takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Messages that wait, are worked on, or are to be delivered later.</summary>
    public async Task<int> CountAsync(string queue, CancellationToken cancellationToken)
    {
        var response = await pipeline.Aws.Sqs.GetQueueAttributesAsync(
            new() { QueueUrl = pipeline.Queues[queue], AttributeNames = ["All"] }, cancellationToken);
        string[] names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"];
        return names.Sum(name => int.Parse(response.Attributes.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until no event and no work item is left.</summary>
    /// <returns>How many are left: not 0 where nothing has moved for long.</returns>
    public async Task<int> QuietAsync(CancellationToken cancellationToken)
    {
        var still = Stopwatch.StartNew();
        var last = int.MaxValue;
        while (still.Elapsed < Patience)
        {
            // Events first: what they become is in the work queue before they are gone.
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
