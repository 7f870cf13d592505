using System.Collections.Concurrent;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

/// <summary>artifacts/local/NAME.log for each function and the services, new with each run; NAME-PROCESS.log while another run writes that.</summary>
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
        var path = Path.Combine(folder.FullName, name);
        try
        {
            return Open($"{path}.log");
        }
        catch (IOException)
        {
            return Open($"{path}-{Environment.ProcessId}.log");
        }

        // Others may read it, and none may write it.
        static TextWriter Open(string file) =>
            TextWriter.Synchronized(new StreamWriter(File.Open(file, FileMode.Create, FileAccess.Write, FileShare.Read)) { AutoFlush = true });
    }
}
