using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Templates;

public sealed class FunctionResourceTests
{
    private static readonly EventSource.Route Batches = new("GET", "/batches");
    private static readonly EventSource.Route Shell = new("GET", "/");

    [Fact]
    public void Two_functions_of_one_code_and_environment_are_one_process_with_the_routes_of_both()
    {
        var (query, console) = (Function("Query", "t", Batches), Function("ConsoleQuery", "t", Batches, Shell));

        var process = FunctionResource.OneForEachProcess([query, console]).ShouldHaveSingleItem();

        process.Name.ShouldBe("Query");
        process.Events.ShouldBe([Batches, Shell]);
    }

    [Fact]
    public void Another_environment_is_another_process()
    {
        var (query, other) = (Function("Query", "t", Batches), Function("Other", "u", Shell));

        var processes = FunctionResource.OneForEachProcess([query, other]);

        processes.Select(process => process.Name).ShouldBe(["Query", "Other"]);
    }

    private static FunctionResource Function(string name, string table, params EventSource[] events) => new(
        name, "functions/Query", TimeSpan.FromSeconds(20), 1024, new Dictionary<string, string> { ["TABLE_NAME"] = table }, events, 2, null);
}
