using ImageClassification.Batches;

namespace ImageClassification.Query;

/// <summary>What may be declared of a batch.</summary>
internal static class DeclarationRules
{
    private const int MostExpected = 1_000_000_000;
    private const int LongestNote = 500;

    /// <exception cref="InvalidRequestException">A field is out of range.</exception>
    public static BatchDeclaration Checked(BatchDeclaration declaration) =>
        declaration.Expected is < 1 or > MostExpected
            ? throw new InvalidRequestException($"expected must be a whole number from 1 to {MostExpected}.")
        : declaration.Note?.Length > LongestNote
            ? throw new InvalidRequestException($"note must have {LongestNote} characters at most.")
        : declaration;
}
