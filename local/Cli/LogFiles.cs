using System.Collections.Concurrent;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

/// <summary>artifacts/local/NAME.log for each function and the services, new with each run.</summary>
internal sealed class LogFiles(bool verbose) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<TextWriter>> _files = new();

    public void Write(string name, string line)
    {
        _files.GetOrAdd(name, _ => new(() => Open(name))).Value.WriteLine(line);
        if (verbose)
        {
            Console.Error.WriteLine($"{name} | {line}");
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Value.Dispose();
        }
    }

    private static TextWriter Open(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(PipelineOptions.FindRoot(), "artifacts", "local"));
        return TextWriter.Synchronized(new StreamWriter(Path.Combine(folder.FullName, $"{name}.log")) { AutoFlush = true });
    }
}
