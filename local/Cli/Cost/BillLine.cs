namespace ImageClassification.Cli.Cost;

/// <param name="Price">Its name in the price list.</param>
internal sealed record BillLine(string Service, string What, double Quantity, string Price, double Dollars);
