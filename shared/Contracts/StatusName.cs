namespace ImageClassification.Contracts;

/// <summary>A status as messages, the table and the API name it.</summary>
public static class StatusName
{
    public static string WireName(this PredictionStatus status) => InCapitals(status.ToString());

    /// <exception cref="ArgumentException">There is no such status.</exception>
    public static PredictionStatus Parse(string wireName) => Enum.Parse<PredictionStatus>(wireName, ignoreCase: true);

    internal static string InCapitals(string member) => member.ToUpperInvariant();
}
