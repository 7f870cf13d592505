using System.Net.Http.Json;

namespace ImageClassification.Query;

/// <summary>
/// An issuer's addresses, from its discovery document.
/// <see href="https://openid.net/specs/openid-connect-discovery-1_0.html"/>
/// </summary>
/// <param name="issuer">Its identifier, a URL.</param>
/// <param name="clientId">What it calls the console.</param>
/// <param name="http">Gets the document.</param>
internal sealed class OpenIdIssuer(string issuer, string clientId, HttpClient http)
{
    private SignIn? _signIn;

    /// <summary>Asks once, and again only after a failure.</summary>
    /// <exception cref="HttpRequestException">The issuer does not answer, or with something else.</exception>
    public async Task<SignIn> DiscoverAsync(CancellationToken cancellationToken)
    {
        if (_signIn is not null)
        {
            return _signIn;
        }

        var document = await http.GetFromJsonAsync($"{issuer.TrimEnd('/')}/.well-known/openid-configuration", OpenIdJson.Default.OpenIdConfiguration, cancellationToken);
        return _signIn = document?.Issuer == issuer
            ? new SignIn(issuer, clientId, document.AuthorizationEndpoint, document.TokenEndpoint, document.EndSessionEndpoint)
            : throw new HttpRequestException($"The discovery document of {issuer} is that of \"{document?.Issuer}\".");
    }
}
