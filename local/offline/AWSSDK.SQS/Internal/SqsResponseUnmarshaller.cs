using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

internal sealed class SqsResponseUnmarshaller<TResponse> : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public static SqsResponseUnmarshaller<TResponse> Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        return body.Length == 0
            ? new TResponse()
            : (TResponse)JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), typeof(TResponse), SqsJson.Default);
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        var (code, type) = (error.Code, error.Type);
        var doesNotExist = code == "QueueDoesNotExist";

        // The code that the older query protocol had, which callers may still compare with: "code;Sender".
        if (input.ResponseData.GetHeaderValue("x-amzn-query-error")?.Split(';') is [var queryCode, var queryType])
        {
            code = queryCode;
            type = Enum.TryParse<ErrorType>(queryType, out var parsed) ? parsed : type;
        }

        return doesNotExist
            ? new QueueDoesNotExistException(error.Message, innerException, type, code, error.RequestId, statusCode)
            : new AmazonSQSException(error.Message, innerException, type, code, error.RequestId, statusCode);
    }
}
