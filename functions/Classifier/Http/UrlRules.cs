using System.Net;
using System.Text;

namespace ImageClassification.Classifier.Http;

/// <summary>Which URLs are fetched, by what they say and by where they lead. Names are judged by their addresses only.</summary>
internal sealed class UrlRules(bool allowHttp, bool allowLoopback)
{
    /// <exception cref="UrlRefusedException">It may not be fetched regardless of its host's address.</exception>
    public Uri Check(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? Check(uri)
        : throw new UrlRefusedException("It is not an absolute URL.");

    /// <inheritdoc cref="Check(string)"/>
    public Uri Check(Uri url)
    {
        var forTests = allowLoopback && url.IsLoopback;
        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && (allowHttp || forTests)))
        {
            throw new UrlRefusedException(allowHttp ? "Only https and http are fetched."
                : url.Scheme == Uri.UriSchemeHttp ? "Only https is fetched. To allow http, set the parameter AllowHttpUrls to true."
                : "Only https is fetched.");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new UrlRefusedException("It contains a user name or a password.");
        }

        if (!Ascii.IsValid(url.Host))
        {
            throw new UrlRefusedException("Write the host name in ASCII: xn--….");
        }

        // Other ports are other services, of hosts that are none of ours.
        return url.IsDefaultPort || forTests ? url : throw new UrlRefusedException("Only the scheme's default port is allowed.");
    }

    /// <exception cref="UrlRefusedException">A host may not have this address. Which one it is, the caller is not told.</exception>
    public void Check(IPAddress address)
    {
        if (!AddressPolicy.IsPublic(address) && !(allowLoopback && IPAddress.IsLoopback(address)))
        {
            throw new UrlRefusedException("Its host is not on the public internet.");
        }
    }
}
