namespace ImageClassification.Cli.Cost;

/// <summary>local/Cli/Cost/prices.json, as far as it is used.</summary>
/// <param name="Date">When they were looked up.</param>
internal sealed record PriceList(string Region, DateOnly Date, IReadOnlyDictionary<string, Price> Prices);
