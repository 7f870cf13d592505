using System.Net;
using System.Text;

namespace ImageClassification.Classifier.Http;

/// <summary>The rules for URLs to fetch, by their text and their address. Host names are judged by their addresses only.</summary>
internal sealed class UrlRules(bool allowHttp, bool allowLoopback)
{
    /// <exception cref="UrlRefusedException">It may not be fetched regardless of its host's address.</exception>
    public Uri Check(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? Check(uri)
        : throw new UrlRefusedException("it is not an absolute URL.");

    /// <inheritdoc cref="Check(string)"/>
    public Uri Check(Uri url)
    {
        var forTests = allowLoopback && url.IsLoopback;
        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && (allowHttp || forTests)))
        {
            throw new UrlRefusedException(allowHttp ? "only https and http URLs are fetched."
                : url.Scheme == Uri.UriSchemeHttp ? "only https URLs are fetched. To allow http, set AllowHttpUrls (outside AWS the variable ALLOW_HTTP_URLS) to true."
                : "only https URLs are fetched.");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new UrlRefusedException("it contains a user name or a password.");
        }

        if (!Ascii.IsValid(url.Host))
        {
            throw new UrlRefusedException("write the host name in ASCII: xn--….");
        }

        // Other ports are other services, of hosts that are none of ours.
        return url.IsDefaultPort || forTests ? url : throw new UrlRefusedException("only the scheme's default port is allowed.");
    }

    /// <exception cref="UrlRefusedException">The host's address is not allowed. The message does not tell the address.</exception>
    public void Check(IPAddress address)
    {
        if (!AddressPolicy.IsPublic(address) && !(allowLoopback && IPAddress.IsLoopback(address)))
        {
            throw new UrlRefusedException("its host is not on the public internet.");
        }
    }
}
