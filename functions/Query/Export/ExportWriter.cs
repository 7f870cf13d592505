using ImageClassification.Contracts;

namespace ImageClassification.Query.Export;

/// <summary>A file of predictions that is being written. It is cut off unless it is completed.</summary>
public abstract class ExportWriter
{
    public abstract Task WriteAsync(Prediction prediction, CancellationToken cancellationToken);

    /// <summary>Writes what is left, to be called once, behind the last prediction.</summary>
    public virtual Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
