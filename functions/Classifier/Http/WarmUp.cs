using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <summary>
/// Loads and compiles what the first request would wait for, while one processor is busy with loading the model and another
/// has nothing to do: an answer's JSON, and an exchange over HTTP, as the runtime will have with Lambda.
/// </summary>
internal static class WarmUp
{
    public static async Task RunAsync()
    {
        JsonSerializer.Deserialize("{}"u8, ClassifyJson.Default.ClassifyRequest);
        JsonSerializer.SerializeToElement(
            new ClassifyResponse("", 0, new Dictionary<string, double> { [""] = 0 }, new(ModelName.Parse("warm-up"), "1", ""), new(0, 0, 0), new(0, 0, 0, 0)),
            ClassifyJson.Default.ClassifyResponse);
        try
        {
            await ExchangeAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            // Then the first request takes longer.
        }
    }

    private static async Task ExchangeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var http = new HttpClient();
        var answer = http.PostAsync(new Uri($"http://{listener.LocalEndpoint}"), new StringContent("{}"));
        using var connection = await listener.AcceptTcpClientAsync();
        _ = await connection.GetStream().ReadAsync(new byte[1024]);
        await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"u8.ToArray());
        using var answered = await answer;
    }
}
