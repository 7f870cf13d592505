namespace ImageClassification.Console.SignIn;

/// <summary>What a browser needs for OpenID Connect's authorization code flow, by the names of discovery documents.</summary>
/// <param name="Issuer">As tokens name it.</param>
/// <param name="AuthorizationEndpoint">Where the browser is sent.</param>
/// <param name="TokenEndpoint">Where the code is exchanged.</param>
/// <param name="EndSessionEndpoint">URL to which the browser is sent to sign out, if the issuer has one.</param>
/// <param name="ClientId">The console's, which is also the audience that tokens must have. Not in the document.</param>
internal sealed record OpenIdConfiguration(
    string Issuer, string AuthorizationEndpoint, string TokenEndpoint, string? EndSessionEndpoint = null, string? ClientId = null);
