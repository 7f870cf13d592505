using System.Text.Json.Nodes;

namespace ImageClassification.Pipeline.Tests;

[Collection(DevCommand.StartsPipeline)]
public sealed class ChaosTests
{
    [Fact]
    public async Task Under_faults_and_killed_services_nothing_is_lost_and_nothing_superseded_is_current()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "chaos", "--images", "40", "--seed", "3");

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task Without_the_conditions_of_writes_the_same_audit_reports_violations()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "chaos", "--images", "60", "--seed", "3", "--unconditional", "--json");

        exitCode.ShouldBe(1, output);
        JsonNode.Parse(output)!["violations"]!.AsArray().ShouldNotBeEmpty("Older versions, and deletions of them, replace newer ones.");
    }
}
