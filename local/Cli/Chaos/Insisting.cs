using Amazon.Runtime;

namespace ImageClassification.Cli.Chaos;

/// <summary>How a client goes on whose services are killed now and then.</summary>
internal static class Insisting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Does it again until there is an answer. What may have been done without one is done twice then.</summary>
    public static async Task<T> OnAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException or HttpRequestException)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
