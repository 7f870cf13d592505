namespace ImageClassification.Runner.Functions;

/// <summary>One event on its way through a function. The first outcome counts; later ones are too late.</summary>
internal sealed class Invocation(string payload)
{
    private readonly TaskCompletionSource<InvocationResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Payload => payload;

    public Task<InvocationResult> Result => _result.Task;

    public void Complete(InvocationResult result) => _result.TrySetResult(result);
}
