using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ImageClassification.Classifier.Tests.Serve;

/// <summary>The built Classifier with HANDLER=serve, in a process as a platform starts it. With NATIVE=1 it is the native program.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;

    /// <param name="portVariable">How the platform names the port.</param>
    /// <param name="variables">The platform's others.</param>
    public ServeProcess(string portVariable, Dictionary<string, string> variables)
    {
        var port = FreePort();
        Http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var start = Environment.GetEnvironmentVariable("NATIVE") == "1"
            ? new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "../../../../../artifacts/native/Classifier/Classifier"))
            : new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Classifier.dll")]);
        start.RedirectStandardOutput = true;
        start.Environment["HANDLER"] = "serve";
        start.Environment["MODELS_DIR"] = Path.Combine(AppContext.BaseDirectory, "models");
        start.Environment["MODEL"] = "clothing";
        start.Environment[portVariable] = port.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    public HttpClient Http { get; }

    public async Task ReadyAsync()
    {
        while (!_process.HasExited)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException(await _output);
    }

    public async Task<HttpResponseMessage> PostAsync(byte[] body, string contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/classify")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new(contentType) } },
        };
        Array.ForEach(headers, header => request.Headers.Add(header.Name, header.Value));
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Terminate() => Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <returns>How it ended, and its log.</returns>
    public async Task<(int Code, string Log)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _output);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Http.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
