namespace ImageClassification.Benchmarks.Reports;

/// <param name="What">In words.</param>
/// <param name="Measured">The ratio or the figure.</param>
/// <param name="Limit">The one to reach.</param>
/// <param name="AtLeast">Or else at most.</param>
internal sealed record Target(string What, double Measured, double Limit, bool AtLeast)
{
    public bool IsMet => AtLeast ? Measured >= Limit : Measured <= Limit;
}
