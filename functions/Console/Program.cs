using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Console;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Http;

await LambdaHost.RunAsync<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse, HttpJson>((logs, _) =>
    ConsoleFunction.Compose(ConsoleOptions.Read(EnvironmentOptions.Process), new HttpClient { Timeout = TimeSpan.FromSeconds(5) }, logs).HandleAsync);
