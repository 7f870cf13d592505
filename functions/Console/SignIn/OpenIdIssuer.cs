using System.Net.Http.Json;

namespace ImageClassification.Console.SignIn;

/// <summary>
/// An issuer's addresses, from its discovery document.
/// <see href="https://openid.net/specs/openid-connect-discovery-1_0.html"/>
/// </summary>
/// <param name="issuer">Its identifier, a URL.</param>
/// <param name="clientId">What it calls the console.</param>
/// <param name="http">Gets the document.</param>
internal sealed class OpenIdIssuer(string issuer, string clientId, HttpClient http)
{
    /// <exception cref="HttpRequestException">The issuer does not respond, or with something else.</exception>
    public async Task<OpenIdConfiguration> DiscoverAsync(CancellationToken cancellationToken)
    {
        var address = $"{issuer.TrimEnd('/')}/.well-known/openid-configuration";
        var document = await http.GetFromJsonAsync(address, OpenIdJson.Default.OpenIdConfiguration, cancellationToken);
        return document?.Issuer == issuer
            ? document with { ClientId = clientId }
            : throw new HttpRequestException($"The discovery document of {issuer} names the issuer \"{document?.Issuer}\".");
    }
}
