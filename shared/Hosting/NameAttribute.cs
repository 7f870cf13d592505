using System.ComponentModel.DataAnnotations;

namespace ImageClassification.Hosting;

/// <summary>A text of so many characters, of these only. Regular expressions would do, but to build them is a tenth of a cold start.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NameAttribute(int minimum, int maximum, string characters)
    : ValidationAttribute(FormattableString.Invariant($"{{0}} must be {minimum} to {maximum} characters of {characters}."))
{
    /// <summary>Of buckets.</summary>
    public const string Lowercase = "abcdefghijklmnopqrstuvwxyz0123456789.-";

    /// <summary>Of tables and folders.</summary>
    public const string AnyCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_" + Lowercase;

    public override bool IsValid(object? value) =>
        value is not string text || (text.Length >= minimum && text.Length <= maximum && !text.AsSpan().ContainsAnyExcept(characters));
}
