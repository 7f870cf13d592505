using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Hosting.Http;

/// <summary>API Gateway's envelope, for the runtime. What travels in it is the functions' own.</summary>
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
public sealed partial class HttpJson : JsonSerializerContext;
