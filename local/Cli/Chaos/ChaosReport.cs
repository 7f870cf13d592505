using Spectre.Console;

namespace ImageClassification.Cli.Chaos;

/// <summary>What a run did, and what the audit found.</summary>
/// <param name="Keys">How many were uploaded to.</param>
/// <param name="Changes">Uploads and deletions.</param>
/// <param name="RedrivenItems">Work items that were given up under faults, and sent again afterwards.</param>
/// <param name="RedrivenEvents">S3 events, the same.</param>
/// <param name="Unreadable">Messages of no use that were sent among the others.</param>
/// <param name="Decisions">Truths, files of truths, and model versions made current, each sent twice and in any order.</param>
internal sealed record ChaosReport(
    int Seed,
    int Keys,
    int Changes,
    IReadOnlyList<FaultCount> Faults,
    int RedrivenItems,
    int RedrivenEvents,
    int Unreadable,
    int Decisions,
    double Seconds,
    IReadOnlyList<string> Violations)
{
    public void Write()
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("of", "operation", "fault", "injected");
        table.Columns[3].RightAligned();
        foreach (var fault in Faults)
        {
            table.AddRow(fault.Source, fault.Operation, fault.Fault, $"{fault.Count}");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Seed {Seed}: {Faults.Sum(fault => fault.Count)} faults "
            + $"and {Unreadable} unreadable messages among {Changes} uploads and deletions and {Decisions} decisions.");
        AnsiConsole.WriteLine($"Given up under faults, then redriven: {RedrivenItems} work items, {RedrivenEvents} events.");
        foreach (var violation in Violations)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]Violation:[/] {violation}");
        }

        AnsiConsole.WriteLine(FormattableString.Invariant($"{Keys} keys audited in {Seconds:F0} s, {Violations.Count} violations."));
    }
}
