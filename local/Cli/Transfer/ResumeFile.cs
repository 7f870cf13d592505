using ImageClassification.Runner;

namespace ImageClassification.Cli.Transfer;

/// <summary>Keeps under artifacts/ how far a verb has come, until it is done.</summary>
internal sealed class ResumeFile
{
    private readonly string _path;

    /// <param name="what">All arguments of the command.</param>
    public ResumeFile(string what)
    {
        var folder = Directory.CreateDirectory(Path.Combine(PipelineOptions.FindRoot(), "artifacts", "local"));
        _path = Path.Combine(folder.FullName, $"backfill-{SafeName.Hash(what)}.cursor");
    }

    /// <summary>Null where nothing was begun, and when it is done.</summary>
    public string? Cursor
    {
        get => File.Exists(_path) ? File.ReadAllText(_path) : null;
        set
        {
            if (value is null)
            {
                File.Delete(_path);
            }
            else
            {
                File.WriteAllText(_path, value);
            }
        }
    }
}
