using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.SQS.Internal;

/// <summary>AWS JSON 1.0: the operation's name in a header, the request as the body.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html</remarks>
internal sealed class SqsRequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static SqsRequestMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var type = input.GetType();
        var request = new DefaultRequest(input, "Amazon.SQS")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes(input, SqsJson.Default.GetTypeInfo(type)),
        };
        request.Headers["Content-Type"] = "application/x-amz-json-1.0";
        request.Headers["X-Amz-Target"] = "AmazonSQS." + type.Name[..^"Request".Length];
        return request;
    }
}
