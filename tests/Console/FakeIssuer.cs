using System.Net;

namespace ImageClassification.Console.Tests;

/// <summary>Answers every request with the same text.</summary>
internal sealed class FakeIssuer(HttpStatusCode status, string body) : HttpMessageHandler
{
    public const string Issuer = "https://login.example/tenant";

    public const string Document = $$"""
        {
          "issuer": "{{Issuer}}", "authorization_endpoint": "https://login.example/authorize",
          "token_endpoint": "https://token.example/token", "jwks_uri": "https://login.example/keys"
        }
        """;

    public List<Uri> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.RequestUri!);
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
    }
}
