using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <summary>
/// Fetches what a stranger's URL names. Every connection, a redirect's too, goes to an address that was looked up and
/// checked for it, so that a name cannot lead elsewhere a moment later.
/// </summary>
internal sealed class UrlFetcher : IDisposable
{
    /// <summary>From the first look-up to the last byte, redirects and all.</summary>
    public static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(10);

    private const int MaxRedirects = 3;

    private readonly UrlRules _rules;
    private readonly int _maxBytes;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolveAsync;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <param name="rules">What may be fetched.</param>
    /// <param name="maxBytes">The longest body that is read.</param>
    /// <param name="resolveAsync">A host name's addresses.</param>
    /// <param name="time">The clock.</param>
    public UrlFetcher(UrlRules rules, int maxBytes, Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync, TimeProvider time)
    {
        _rules = rules;
        _maxBytes = maxBytes;
        _resolveAsync = resolveAsync;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,

            // A certificate may name a place to download its issuer from, which would be fetched past every rule here.
            SslOptions = new() { CertificateChainPolicy = new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck } },
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add("accept", "image/*");
        _http.DefaultRequestHeaders.Add("user-agent", "image-classification");
    }

    /// <remarks>Anything that keeps a stranger's server from answering is that URL's outcome, not our fault.</remarks>
    public async Task<Outcome<byte[]>> FetchAsync(string url, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestFetch, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await FollowAsync(_rules.Check(url), both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RequestErrors.NotFetched($"The server took longer than {LongestFetch.TotalSeconds:N0} seconds.");
        }
        catch (Exception exception) when ((exception as UrlRefusedException ?? exception.InnerException) is UrlRefusedException refused)
        {
            return RequestErrors.UrlRefused(refused.Message);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UriFormatException)
        {
            return RequestErrors.NotFetched("The server cannot be reached, or closed the connection.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Outcome<byte[]>> FollowAsync(Uri url, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                url = _rules.Check(new Uri(url, location));
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                return RequestErrors.NotFetched($"The server answered {(int)response.StatusCode}.");
            }

            try
            {
                await response.Content.LoadIntoBufferAsync(_maxBytes, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
            {
                return RequestErrors.TooLarge(_maxBytes);
            }

            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }

        return RequestErrors.NotFetched($"It redirects more than {MaxRedirects} times.");
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host.TrimEnd('.');
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolveAsync(host, cancellationToken);
        Array.ForEach(addresses, _rules.Check);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
