using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Offline.Serialization;

public sealed class HttpApiTests
{
    [Fact]
    public void A_request_of_payload_version_2_is_read()
    {
        const string Json = """
            {"version":"2.0","routeKey":"GET /batches/{batch}","rawPath":"/batches/b1","rawQueryString":"label=cat&label=dog","cookies":["c=1"],
            "headers":{"accept":"application/json"},"queryStringParameters":{"label":"cat,dog"},"pathParameters":{"batch":"b1"},
            "requestContext":{"accountId":"123456789012","apiId":"api","authorizer":{"iam":{"userId":"u"}},"domainName":"d","domainPrefix":"p",
            "http":{"method":"GET","path":"/batches/b1","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"curl"},
            "requestId":"r1","routeKey":"GET /batches/{batch}","stage":"$default","time":"01/Mar/2026:09:30:00 +0000","timeEpoch":1772357400000},
            "isBase64Encoded":false}
            """;

        var request = Serialization.Json.Read<APIGatewayHttpApiV2ProxyRequest>(Json);

        request.RouteKey.ShouldBe("GET /batches/{batch}");
        request.QueryStringParameters["label"].ShouldBe("cat,dog");
        request.PathParameters["batch"].ShouldBe("b1");
        request.Headers["accept"].ShouldBe("application/json");
        request.Body.ShouldBeNull();
        request.IsBase64Encoded.ShouldBeFalse();
    }

    [Fact]
    public void A_response_leaves_out_what_is_null_and_does_not_escape_more_than_JSON_needs()
    {
        var response = new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = 200,
            Headers = new Dictionary<string, string> { ["content-type"] = "application/json" },
            Body = "<é>",
        };

        var json = Json.Write(response);

        json.ShouldBe("""{"statusCode":200,"headers":{"content-type":"application/json"},"body":"<é>","isBase64Encoded":false}""");
    }
}
