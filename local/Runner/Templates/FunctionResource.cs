namespace ImageClassification.Runner.Templates;

/// <param name="Name">The logical id.</param>
/// <param name="Project">The folder of the function's project, from the root of the repository.</param>
/// <param name="Timeout">How long one invocation may take.</param>
/// <param name="MemorySize">Megabytes; told to the function, not enforced.</param>
/// <param name="Environment">The template's environment variables.</param>
/// <param name="Retries">Further tries of an asynchronous invocation.</param>
/// <param name="OnFailure">The ARN of the queue that gets an event when all tries failed, if any.</param>
internal sealed record FunctionResource(
    string Name,
    string Project,
    TimeSpan Timeout,
    int MemorySize,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<EventSource> Events,
    int Retries,
    string? OnFailure)
{
    /// <summary>Functions of the same code, environment and limits differ in their events only: one process serves them all.</summary>
    public static IEnumerable<FunctionResource> OneForEachProcess(IEnumerable<FunctionResource> functions) => functions
        .GroupBy(function => (function.Project, function.Timeout, function.MemorySize, string.Join(
            '\n', function.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))))
        .Select(alike => alike.First() with { Events = [.. alike.SelectMany(function => function.Events).Distinct()] });
}
