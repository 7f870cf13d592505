namespace ImageClassification.Contracts;

/// <summary>A text that keeps a rule. Only <see cref="From"/> makes values; a default one throws when it is used.</summary>
public interface IName<TSelf>
    where TSelf : struct, IName<TSelf>
{
    /// <summary>The rule, for messages: it must be …</summary>
    static abstract string Form { get; }

    /// <returns>Null for a text that breaks the rule, and for none.</returns>
    static abstract TSelf? From(string? text);
}
