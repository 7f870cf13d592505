using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using ImageClassification.Hosting.Metrics;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Hosting;

/// <summary>Runs a function on the Lambda runtime: composition once, then one invocation after the other.</summary>
public static class LambdaHost
{
    /// <summary>The metric that counts processes at their first invocation.</summary>
    public const string ColdStarts = "ColdStarts";

    /// <inheritdoc cref="RunAsync{TInput, TOutput, TJson}(Func{ILoggerFactory, Meter, Task{Func{TInput, CancellationToken, Task{TOutput}}}}, Stream, CancellationToken)"/>
    public static Task RunAsync<TInput, TOutput, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJson>(
        Func<ILoggerFactory, Meter, Func<TInput, CancellationToken, Task<TOutput>>> compose, Stream? output = null, CancellationToken stop = default)
        where TJson : JsonSerializerContext, new() =>
        RunAsync<TInput, TOutput, TJson>((logs, meter) => Task.FromResult(compose(logs, meter)), output, stop);

    /// <summary>Runs until the process ends, or until <paramref name="stop"/> (which tests use).</summary>
    /// <typeparam name="TInput">The event.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    /// <typeparam name="TJson">The project's serializer context, which knows both. The serializer makes it by reflection.</typeparam>
    /// <param name="compose">
    /// The composition root: reads the environment, makes the clients, and returns the handler. What it throws is
    /// logged and ends the process as a failed initialization. What its meter measures is written after each invocation.
    /// </param>
    /// <param name="output">Where lines of the log go, standard output by default.</param>
    /// <param name="stop">Ends the loop.</param>
    public static async Task RunAsync<TInput, TOutput, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJson>(
        Func<ILoggerFactory, Meter, Task<Func<TInput, CancellationToken, Task<TOutput>>>> compose, Stream? output = null, CancellationToken stop = default)
        where TJson : JsonSerializerContext, new()
    {
        using var logs = new JsonLoggerFactory(output ?? Console.OpenStandardOutput(), TimeProvider.System);
        var logger = logs.CreateLogger(typeof(LambdaHost).FullName!);
        using var meter = new Meter(EmbeddedMetrics.Namespace);
        using var metrics = new EmbeddedMetrics(
            meter, logs, EnvironmentOptions.Process.Optional("AWS_LAMBDA_FUNCTION_NAME", "local"), TimeProvider.System);
        meter.CreateCounter<long>(ColdStarts).Add(1);
        Func<TInput, CancellationToken, Task<TOutput>>? handle = null;
        using var bootstrap = LambdaBootstrapBuilder
            .Create<TInput, TOutput>(InvokeAsync, new SourceGeneratorLambdaJsonSerializer<TJson>())
            .UseBootstrapHandler(InitializeAsync)
            .Build();
        await bootstrap.RunAsync(stop);

        async Task<bool> InitializeAsync()
        {
            try
            {
                handle = await compose(logs, meter);
                return true;
            }
            catch (Exception exception)
            {
                logger.NotInitialized(exception, exception.Message);
                throw;
            }
        }

        async Task<TOutput> InvokeAsync(TInput input, ILambdaContext context)
        {
            logs.RequestId = context.AwsRequestId;
            using var deadline = Deadline.For(context.RemainingTime, TimeProvider.System);
            try
            {
                return await handle!(input, deadline.Token);
            }
            catch (Exception exception)
            {
                logger.InvocationFailed(exception);
                throw new InvocationFailedException(Redaction.Of(exception.Message));
            }
            finally
            {
                // Before the answer: once it is given, Lambda freezes the process.
                metrics.Write();
            }
        }
    }
}
