using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Query.Http;

/// <summary>The envelope, for the runtime. What travels in it is the features' JSON.</summary>
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
internal sealed partial class QueryJson : JsonSerializerContext;
