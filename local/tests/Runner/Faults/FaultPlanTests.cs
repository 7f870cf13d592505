using ImageClassification.Runner.Faults;

namespace ImageClassification.Runner.Tests.Faults;

public sealed class FaultPlanTests
{
    private static readonly FaultRule[] Rules =
    [
        new("Classifier", "PutItem", Fault.Throttled, 0.2),
        new("Classifier", "PutItem", Fault.DroppedAfter, 0.3),
    ];

    [Fact]
    public void The_same_seed_draws_the_same_faults()
    {
        var first = Draw(new(7, Rules), "PutItem");

        Draw(new(7, Rules), "PutItem").ShouldBe(first);
        Draw(new(8, Rules), "PutItem").ShouldNotBe(first);
    }

    [Fact]
    public void A_rule_strikes_at_its_rate_and_is_counted()
    {
        var plan = new FaultPlan(1, Rules);

        var drawn = Draw(plan, "PutItem");

        drawn.Count(fault => fault == Fault.Throttled).ShouldBeInRange(150, 250);
        drawn.Count(fault => fault == Fault.DroppedAfter).ShouldBeInRange(250, 350);
        plan.Injected.Sum(rule => rule.Count).ShouldBe(drawn.Count(fault => fault is not null));
    }

    [Fact]
    public async Task Other_operations_and_what_comes_after_the_end_meet_nothing()
    {
        var plan = new FaultPlan(1, Rules);

        Draw(plan, "Query").ShouldAllBe(fault => fault == null);
        await plan.EndAsync();
        Draw(plan, "PutItem").ShouldAllBe(fault => fault == null);
    }

    private static List<Fault?> Draw(FaultPlan plan, string operation) =>
        [.. Enumerable.Range(0, 1000).Select(_ => plan.Draw("Classifier", operation))];
}
