using ImageClassification.Runner.Http;
using Microsoft.AspNetCore.Http;

namespace ImageClassification.Runner.Tests.Http;

public sealed class HttpEventTests
{
    [Fact]
    public async Task A_request_becomes_an_event_of_payload_format_2()
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.QueryString = new("?a=1&a=2&b=x%20y+z");
        context.Request.Headers["X-Name"] = "value";

        var request = await HttpEvent.FromAsync(context.Request, "GET /p/{key+}", "/p/a%20b", new() { ["key"] = "a b" }, DateTimeOffset.UnixEpoch);

        ((string?)request["version"]).ShouldBe("2.0");
        ((string?)request["routeKey"]).ShouldBe("GET /p/{key+}");
        ((string?)request["rawPath"]).ShouldBe("/p/a b");
        ((string?)request["rawQueryString"]).ShouldBe("a=1&a=2&b=x%20y+z");
        ((string?)request["queryStringParameters"]!["a"]).ShouldBe("1,2");
        ((string?)request["queryStringParameters"]!["b"]).ShouldBe("x y z");
        ((string?)request["pathParameters"]!["key"]).ShouldBe("a b");
        ((string?)request["headers"]!["x-name"]).ShouldBe("value");
        ((string?)request["requestContext"]!["http"]!["method"]).ShouldBe("GET");
        request.ContainsKey("body").ShouldBeFalse();
    }

    [Theory]
    [InlineData("application/json", "{}", "{}", false)]
    [InlineData("image/jpeg", "abc", "YWJj", true)]
    public async Task A_body_is_text_or_base64(string contentType, string sent, string body, bool encoded)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(sent));

        var request = await HttpEvent.FromAsync(context.Request, "POST /p", "/p", [], DateTimeOffset.UnixEpoch);

        ((string?)request["body"]).ShouldBe(body);
        ((bool)request["isBase64Encoded"]!).ShouldBe(encoded);
    }
}
