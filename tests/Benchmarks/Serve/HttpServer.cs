using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ImageClassification.Benchmarks.Serve;

/// <summary>A process that answers a picture's bytes with {"label"}, on the PORT that it is given.</summary>
internal sealed class HttpServer : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    /// <param name="start">Its program.</param>
    /// <param name="connections">Open at a time, each with one request.</param>
    public HttpServer(ProcessStartInfo start, int connections)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            start.Environment["PORT"] = ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        }

        start.RedirectStandardOutput = true; // its log
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections })
        {
            BaseAddress = new Uri(
            $"http://127.0.0.1:{start.Environment["PORT"]}/classify")
        };
        Connections = connections;
    }

    /// <summary>Megabytes that it has had in memory at most.</summary>
    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1e6;
        }
    }

    private int Connections { get; }

    /// <summary>Waits until it answers.</summary>
    public async Task<string> LabelAsync(byte[] image)
    {
        while (!_process.HasExited)
        {
            try
            {
                return await PostAsync(image);
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null)
            {
                await Task.Delay(20); // it does not listen yet
            }
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended.");
    }

    /// <summary>The images in turn, on all connections, for so long.</summary>
    public async Task<Served> MeasureAsync(IReadOnlyList<byte[]> images, TimeSpan duration)
    {
        var (began, times) = (Stopwatch.GetTimestamp(), new List<double>[Connections]);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            var taken = times[connection] = [];
            for (var next = connection; Stopwatch.GetElapsedTime(began) < duration; next++)
            {
                var asked = Stopwatch.GetTimestamp();
                await PostAsync(images[next % images.Count]);
                taken.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        }));
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var sorted = times.SelectMany(each => each).Order().ToList();
        return new(sorted.Count / elapsed, sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100]);
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<string> PostAsync(byte[] image)
    {
        using var content = new ByteArrayContent(image);
        content.Headers.ContentType = new("image/jpeg");
        using var answer = await _http.PostAsync((Uri?)null, content);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return json.RootElement.GetProperty("label").GetString()!;
    }
}
