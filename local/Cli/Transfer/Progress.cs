using System.Diagnostics;

namespace ImageClassification.Cli.Transfer;

/// <summary>Says on standard error, once a second, how far a verb is. The first second says nothing.</summary>
internal sealed class Progress
{
    private readonly Stopwatch _since = Stopwatch.StartNew();

    public void Report(string how)
    {
        if (_since.Elapsed >= TimeSpan.FromSeconds(1))
        {
            Console.Error.WriteLine(how);
            _since.Restart();
        }
    }
}
