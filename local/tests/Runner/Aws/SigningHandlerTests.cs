using Amazon.Runtime;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Runner.Tests.Aws;

public sealed class SigningHandlerTests
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    /// <summary>From AWS's own test suite for signature version 4: get-vanilla and get-vanilla-query-order-key-case.</summary>
    [Theory]
    [InlineData("/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public async Task A_request_is_signed_as_AWS_s_examples_are(string path, string signature)
    {
        var sent = new Recorder();
        using var http = new HttpClient(new SigningHandler(Credentials, "us-east-1", "service", new Clock()) { InnerHandler = sent });

        await http.GetAsync(new Uri("https://example.amazonaws.com" + path), TestContext.Current.CancellationToken);

        sent.Authorization.ShouldBe(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}");
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("https://bucket.s3.eu-central-1.amazonaws.com/")]
    public void What_is_no_API_of_API_Gateway_is_refused(string address)
    {
        var sign = () => SigningHandler.For(new Uri(address));

        sign.ShouldThrow<LocalException>().Message.ShouldContain("ApiUrl");
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorization = request.Headers.GetValues("authorization").Single();
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
