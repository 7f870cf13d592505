using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Console;

[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
