using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace ImageClassification.Browser.Tests;

/// <summary>An OpenID Connect issuer that lets everyone in who can prove, as PKCE asks for, to have begun the sign-in.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    public const string ClientId = "console";

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string RedirectUri)> _codes = new();
    private readonly Task _running;

    public FakeIssuer()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _running = RunAsync();
    }

    public string Address { get; }

    /// <summary>What was given out.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _running;
        ((IDisposable)_listener).Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return; // stopped
            }

            context.Response.Headers["access-control-allow-origin"] = "*";
            switch (context.Request.Url!.AbsolutePath)
            {
                case "/.well-known/openid-configuration":
                    Answer(context, 200, new JsonObject
                    {
                        ["issuer"] = Address,
                        ["authorization_endpoint"] = $"{Address}/authorize",
                        ["token_endpoint"] = $"{Address}/token",
                        ["end_session_endpoint"] = $"{Address}/logout",
                    }.ToJsonString());
                    break;
                case "/authorize":
                    Authorize(context);
                    break;
                case "/token":
                    await GiveTokenAsync(context);
                    break;
                case "/logout":
                    Answer(context, 200, "Signed out.");
                    break;
                default:
                    Answer(context, 204, ""); // the browser asks for an icon
                    break;
            }
        }
    }

    private void Authorize(HttpListenerContext context)
    {
        var query = HttpUtility.ParseQueryString(context.Request.Url!.Query);
        var code = Guid.NewGuid().ToString();
        if ((query["response_type"], query["client_id"], query["scope"], query["code_challenge_method"]) != ("code", ClientId, "openid", "S256"))
        {
            Answer(context, 400, "Not what the console is to ask for.");
            return;
        }

        _codes[code] = (query["code_challenge"]!, query["nonce"]!, query["redirect_uri"]!);
        context.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
        context.Response.Close();
    }

    /// <summary>A code counts once, and with the verifier that its challenge was made of.</summary>
    private async Task GiveTokenAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var form = HttpUtility.ParseQueryString(await reader.ReadToEndAsync());
        var challenge = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? "")));
        if (form["grant_type"] != "authorization_code" || !_codes.TryRemove(form["code"] ?? "", out var begun)
            || begun.Challenge != challenge || begun.RedirectUri != form["redirect_uri"])
        {
            Answer(context, 400, """{ "error": "invalid_grant" }""");
            return;
        }

        var claims = new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = ClientId,
            ["nonce"] = begun.Nonce,
            ["exp"] = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        };
        var token = $"{Base64Url("{}"u8)}.{Base64Url(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.signature";
        Tokens.Enqueue(token);
        Answer(context, 200, new JsonObject { ["id_token"] = token, ["access_token"] = "opaque" }.ToJsonString());
    }

    private static void Answer(HttpListenerContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
