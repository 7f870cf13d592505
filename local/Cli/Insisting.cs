using System.Diagnostics;
using Amazon.Runtime;

namespace ImageClassification.Cli;

/// <summary>Retries of a client whose services are killed now and then.</summary>
internal static class Insisting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Does it again until there is an answer. What may have been done without one is done twice then.</summary>
    public static async Task<T> OnAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception exception) when (
                watch.Elapsed < Patience && exception is AmazonClientException or AmazonServiceException or HttpRequestException)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
