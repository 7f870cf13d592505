using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public class LambdaBootstrapBuilder
{
    private readonly LambdaBootstrapHandler _handler;
    private readonly ILambdaSerializer _serializer;
    private HttpClient _httpClient;
    private LambdaBootstrapInitializer _initializer;

    private LambdaBootstrapBuilder(LambdaBootstrapHandler handler, ILambdaSerializer serializer)
    {
        _handler = handler;
        _serializer = serializer;
    }

    public static LambdaBootstrapBuilder Create(Func<Stream, Task<Stream>> handler) =>
        Create((Stream input, ILambdaContext _) => handler(input));

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(async invocation => new(await handler(invocation.InputStream, invocation.LambdaContext)), null);

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        FromTyped<TInput>(
            async (input, context, _) => await handler(input, context),
            serializer);

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Create((TInput input, ILambdaContext _) => handler(input), serializer);

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        FromTyped<TInput>(
            async (input, context, output) => serializer.Serialize(await handler(input, context), output),
            serializer);

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Create((TInput input, ILambdaContext context) => Task.FromResult(handler(input, context)), serializer);

    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        _httpClient = httpClient;
        return this;
    }

    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer lambdaBootstrapInitializer)
    {
        _initializer = lambdaBootstrapInitializer;
        return this;
    }

    public LambdaBootstrap Build() => new(_httpClient, _handler, _initializer, _serializer);

    private static LambdaBootstrapBuilder FromTyped<TInput>(Func<TInput, ILambdaContext, Stream, Task> handler, ILambdaSerializer serializer) =>
        new(
            async invocation =>
            {
                var output = new MemoryStream();
                await handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext, output);
                output.Position = 0;
                return new(output);
            },
            serializer);
}
