namespace ImageClassification.Cli.Cost;

/// <param name="Dollars">For <paramref name="Per"/> units of the price's name.</param>
internal sealed record Price(double Dollars, double Per);
