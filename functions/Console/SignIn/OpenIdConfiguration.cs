namespace ImageClassification.Console.SignIn;

/// <summary>The part of a discovery document that is needed.</summary>
internal sealed record OpenIdConfiguration(string Issuer, string AuthorizationEndpoint, string TokenEndpoint, string? EndSessionEndpoint = null);
