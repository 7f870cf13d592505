using ImageClassification.Contracts;
using ImageClassification.Hosting.Queues;
using ImageClassification.Query.Http;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Query.Backfill;

/// <summary>Queues as many rows as fit well into one request, and says where to go on.</summary>
internal sealed class Slicer(WorkItemSender sender, TimeProvider time, ILogger<Slicer> logger)
{
    /// <summary>Rows that are queued together, and lost together when the time runs out: the next slice queues them again.</summary>
    private const int Step = 1000;

    /// <summary>One sender's share of a step. All send at a time.</summary>
    private const int Share = 100;

    /// <summary>After this no further step begins. Far from the function's timeout, and short enough to show progress.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="rows">What to queue.</param>
    /// <param name="traceId">For items that have none yet.</param>
    /// <param name="cancellationToken">Ends the queueing.</param>
    public async Task<BackfillSlice> QueueAsync(IAsyncEnumerable<BackfillRow> rows, string? traceId, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (queued, skipped) = (0, 0);
        await foreach (var step in rows.Chunk(Step).WithCancellation(cancellationToken))
        {
            var items = step.Select(row => row.Item).OfType<WorkItem>().Select(item => item with { TraceId = item.TraceId ?? traceId }).ToList();
            await Task.WhenAll(items.Chunk(Share).Select(share => sender.SendAsync(share, cancellationToken)));
            logger.Queued(items.Count, traceId);
            queued += items.Count;
            skipped += step.Length - items.Count;
            if (step.Length == Step && time.GetElapsedTime(started) >= Longest)
            {
                return new BackfillSlice(queued, skipped, step[^1].Cursor);
            }
        }

        return new BackfillSlice(queued, skipped, null);
    }
}
