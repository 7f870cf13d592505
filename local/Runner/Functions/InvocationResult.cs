using System.Text.Json.Nodes;

namespace ImageClassification.Runner.Functions;

/// <param name="Payload">The function's answer, or its error: JSON.</param>
/// <param name="Failed">Whether the function threw, exited or ran out of time.</param>
public sealed record InvocationResult(string Payload, bool Failed)
{
    internal static InvocationResult Error(string type, string message) =>
        new(new JsonObject { ["errorType"] = type, ["errorMessage"] = message }.ToJsonString(), Failed: true);
}
