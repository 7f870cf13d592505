using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Query;

/// <summary>The envelope, for the runtime. What travels in it is <see cref="AnswerJson"/>'s.</summary>
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
internal sealed partial class QueryJson : JsonSerializerContext;
