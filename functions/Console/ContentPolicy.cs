namespace ImageClassification.Console;

/// <summary>
/// The Content-Security-Policy: images come from the bucket, or are fetched by the page itself (blob:), uploads go to the bucket,
/// the code of a sign-in to the issuer, and nothing anywhere else.
/// </summary>
internal static class ContentPolicy
{
    /// <param name="bucket">A URL at the bucket's origin, its name in the host.</param>
    /// <param name="tokenEndpoint">Where the code of a sign-in is exchanged; null without sign-in.</param>
    public static string For(string bucket, string? tokenEndpoint = null)
    {
        var (images, tokens) = (Sources(new Uri(bucket)), tokenEndpoint is null ? "" : " " + new Uri(tokenEndpoint).GetLeftPart(UriPartial.Authority));
        return $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: {images}; connect-src 'self' {images}{tokens}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>
    /// As the AWS SDK signs: a bucket's name with dots is in the path, because no certificate covers it as a host. Before an emulator's host
    /// name there may be the bucket's, but not before an IP address.
    /// </summary>
    private static string Sources(Uri bucket)
    {
        var origin = bucket.GetLeftPart(UriPartial.Authority);
        if (bucket.Host.LastIndexOf(".s3.", StringComparison.Ordinal) is > 0 and var end && bucket.Host[..end] is var name && name.Contains('.'))
        {
            return $"{bucket.Scheme}://{bucket.Authority[(end + 1)..]}/{name}/";
        }

        return bucket.Scheme == Uri.UriSchemeHttp && bucket.HostNameType == UriHostNameType.Dns ? $"{origin} {bucket.Scheme}://*.{bucket.Authority}" : origin;
    }
}
