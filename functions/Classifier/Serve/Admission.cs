namespace ImageClassification.Classifier.Serve;

/// <summary>Limits of concurrent work. A request that enters holds a place, and memory for its body or the fetched image. Safe for several threads.</summary>
/// <param name="places">Requests.</param>
/// <param name="bytes">Held by all of them. One request alone may take more.</param>
internal sealed class Admission(int places, long bytes)
{
    private readonly Lock _lock = new();
    private int _requests;
    private long _held;

    public bool TryEnter(long size)
    {
        lock (_lock)
        {
            if (_requests > 0 && (_requests >= places || _held + size > bytes))
            {
                return false;
            }

            (_requests, _held) = (_requests + 1, _held + size);
            return true;
        }
    }

    public void Leave(long size)
    {
        lock (_lock)
        {
            (_requests, _held) = (_requests - 1, _held - size);
        }
    }
}
