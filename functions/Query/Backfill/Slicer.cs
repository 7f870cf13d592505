using ImageClassification.Contracts;
using ImageClassification.Hosting.Queues;
using ImageClassification.Query.Http;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Query.Backfill;

/// <summary>Queues as many rows as fit well into one request, and says where to go on.</summary>
internal sealed class Slicer(WorkItemSender sender, ObjectLookup objects, TimeProvider time, ILogger<Slicer> logger)
{
    /// <summary>Rows that are queued together, and lost together when the time runs out: the next slice queues them again.</summary>
    private const int Step = 1000;

    /// <summary>One sender's share of a step. All send at a time.</summary>
    private const int Share = 100;

    private const int LongestExample = 200;

    /// <summary>After this no further step begins. Far from the function's timeout, and short enough to show progress.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="rows">From the cursor on.</param>
    /// <param name="cursor">Where they begin.</param>
    /// <param name="traceId">For items that have none yet.</param>
    /// <param name="cancellationToken">The deadline: what is queued by then is answered, with where to go on.</param>
    public async Task<BackfillSlice> QueueAsync(IAsyncEnumerable<BackfillRow> rows, string? cursor, string? traceId, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var queued = 0;
        var skipped = new List<BackfillRow>();
        double? done = null;
        try
        {
            await foreach (var step in rows.Chunk(Step).WithCancellation(cancellationToken))
            {
                var found = await objects.FindAsync(step, cancellationToken);
                var items = found.Select(row => row.Item).OfType<WorkItem>().Select(item => item with { TraceId = item.TraceId ?? traceId }).ToList();
                await Task.WhenAll(items.Chunk(Share).Select(share => sender.SendAsync(share, cancellationToken)));
                logger.Queued(items.Count, traceId);
                queued += items.Count;
                skipped.AddRange(found.Where(row => row.Item is null));
                (cursor, done) = (step[^1].Cursor, step[^1].Done);
                if (step.Length == Step && time.GetElapsedTime(started) >= Longest)
                {
                    return Slice(cursor);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Slice(cursor ?? "");
        }

        done = done is null ? null : 1;
        return Slice(null);

        BackfillSlice Slice(string? next) => new(queued, skipped.Count, next) { Done = done, SkippedBecause = skipped.Count == 0 ? null : Grouped(skipped) };
    }

    private static List<Skips> Grouped(IEnumerable<BackfillRow> rows) => [..
        from row in rows
        group row.Text ?? "" by row.SkippedBecause ?? "It is a folder's placeholder" into same
        let example = same.First()
        select new Skips(same.Key, same.Count(), example.Length > LongestExample ? $"{example.AsSpan(0, LongestExample)}…" : example)];
}
