using ImageClassification.Hosting;

namespace ImageClassification.Console;

internal sealed class ConsoleOptions
{
    private const string NoIssuer = "none";

    /// <summary>Where the addresses lead that Query signs: BUCKET_ORIGIN, a URL; AWS_ENDPOINT_URL_S3 where that is set, as for the AWS SDK.</summary>
    public required string BucketOrigin { get; init; }

    /// <summary>The issuer of the users' tokens: JWT_ISSUER, a URL. Null without sign-in: not set, or <c>none</c>.</summary>
    public string? JwtIssuer { get; init; }

    /// <summary>The issuer's id of the console: JWT_AUDIENCE.</summary>
    public string JwtAudience { get; init; } = "";

    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static ConsoleOptions Read(EnvironmentOptions environment) => new()
    {
        BucketOrigin = environment.Url(environment.IsSet("AWS_ENDPOINT_URL_S3") ? "AWS_ENDPOINT_URL_S3" : "BUCKET_ORIGIN"),
        JwtIssuer = environment.Optional("JWT_ISSUER", NoIssuer) == NoIssuer ? null : environment.Url("JWT_ISSUER"),
        JwtAudience = environment.Optional("JWT_AUDIENCE", ""),
    };
}
