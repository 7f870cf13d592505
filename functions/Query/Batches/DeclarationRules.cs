using System.Text;
using System.Text.RegularExpressions;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Batches;

/// <summary>What may be declared of a batch.</summary>
internal static partial class DeclarationRules
{
    private const int MostExpected = 1_000_000_000;
    private const int LongestNote = 500;
    private const int LongestBatch = 1000;

    /// <exception cref="BadRequestException">A field is out of range, or no key can be of the batch.</exception>
    public static BatchDeclaration Checked(string batch, BatchDeclaration declaration)
    {
        BadRequestException.ThrowIf(
            batch.Contains('/', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(batch) > LongestBatch,
            $"A batch's name is the first folder under uploads/: no slash, and {LongestBatch:N0} bytes at most.");
        BadRequestException.ThrowIf(declaration.Expected is < 1 or > MostExpected, $"expected must be a whole number from 1 to {MostExpected}.");
        BadRequestException.ThrowIf(declaration.Note?.Length > LongestNote, $"note must have {LongestNote} characters at most.");
        return declaration with { Model = Model(declaration.Model) };
    }

    /// <returns>The model asked for; null where none is.</returns>
    /// <exception cref="BadRequestException">It can be no model's folder. Which there are, only the Classifier knows.</exception>
    public static string? Model(string? model) => model is null || ModelName().IsMatch(model) ? model
        : throw new BadRequestException("model must be the name of a model's folder: letters, digits, dots, dashes and underscores.");

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex ModelName();
}
