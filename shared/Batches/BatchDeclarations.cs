using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>Declares batches. Safe for use by several threads.</summary>
public sealed class BatchDeclarations(PredictionTable table, CheckSender checks)
{
    private readonly BatchNotes _notes = new(table);

    /// <inheritdoc cref="BatchNotes.ChooseAsync"/>
    public Task<bool> ChooseAsync(BatchName batch, ModelVersion model, DateTimeOffset at, CancellationToken cancellationToken) =>
        _notes.ChooseAsync(batch, model, at, cancellationToken);

    /// <summary>Declares a batch, in place of what was declared of it before. With another expected number, a complete one is open again.</summary>
    /// <returns>Whether the batch is new.</returns>
    public async Task<bool> DeclareAsync(BatchName batch, BatchDeclaration declaration, CancellationToken cancellationToken)
    {
        var isNew = await _notes.DeclareAsync(batch, declaration, cancellationToken);
        if (declaration.Expected is not null)
        {
            // As many may be there already. The latest check counts, so this comes before any that waits.
            await checks.SendAsync(batch, TimeSpan.Zero, cancellationToken);
        }

        return isNew;
    }

    /// <inheritdoc cref="BatchNotes.DeletedAsync"/>
    public Task DeletedAsync(BatchName batch, CancellationToken cancellationToken) => _notes.DeletedAsync(batch, cancellationToken);
}
