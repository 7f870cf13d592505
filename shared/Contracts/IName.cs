namespace ImageClassification.Contracts;

/// <summary>A text that keeps a rule. There is no other way to a value than <see cref="From"/>; one that was never made throws when it is used.</summary>
public interface IName<TSelf>
    where TSelf : struct, IName<TSelf>
{
    /// <returns>Null for a text that breaks the rule, and for none.</returns>
    static abstract TSelf? From(string? text);
}
