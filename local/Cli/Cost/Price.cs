namespace ImageClassification.Cli.Cost;

/// <param name="Dollars">For <paramref name="Per"/> of what the price's name says.</param>
internal sealed record Price(double Dollars, double Per);
