namespace ImageClassification.Console.SignIn;

/// <summary>What a browser needs for OpenID Connect's authorization code flow. All null where nobody has to sign in.</summary>
/// <param name="Issuer">As tokens name it.</param>
/// <param name="ClientId">The console's, which is also the audience that tokens must have.</param>
/// <param name="AuthorizationEndpoint">Where the browser is sent.</param>
/// <param name="TokenEndpoint">Where the code is exchanged.</param>
/// <param name="EndSessionEndpoint">Where the browser is sent to sign out, if the issuer has such a place.</param>
internal sealed record SignInSettings(
    string? Issuer = null,
    string? ClientId = null,
    string? AuthorizationEndpoint = null,
    string? TokenEndpoint = null,
    string? EndSessionEndpoint = null);
