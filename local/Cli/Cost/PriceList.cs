namespace ImageClassification.Cli.Cost;

/// <summary>local/Cli/Cost/prices.json.</summary>
/// <param name="Date">When they were looked up.</param>
/// <param name="Note">How to read the file.</param>
internal sealed record PriceList(string Region, DateOnly Date, string Note, IReadOnlyDictionary<string, Price> Prices);
