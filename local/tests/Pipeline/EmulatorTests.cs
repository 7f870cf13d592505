using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ImageClassification.Pipeline.Tests;

/// <summary>The demonstration against services that are not ours.</summary>
[Collection(DevCommand.StartsPipeline)]
public sealed class EmulatorTests
{
    private const string Moto = "moto_server";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demonstration_runs_twice_against_a_moto_server()
    {
        Assert.SkipUnless(IsOnPath(Moto), $"{Moto} is not on PATH: pip install 'moto[server]'");
        var port = FreePort();
        using var moto = Process.Start(new ProcessStartInfo(Moto, ["-p", port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        moto.BeginErrorReadLine();
        try
        {
            await ListensAsync(port);

            int[] exitCodes = [await DemoAsync(port), await DemoAsync(port)];

            exitCodes.ShouldBe([0, 0]);
        }
        finally
        {
            moto.Kill(entireProcessTree: true);
        }
    }

    private static async Task<int> DemoAsync(int port)
    {
        var moto = new Uri($"http://127.0.0.1:{port}");
        return (await DevCommand.RunAsync(new(moto, moto, moto, Embedded: false), "demo", Path.Combine(PipelineFixture.Samples, "hat"))).ExitCode;
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task ListensAsync(int port)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
                return;
            }
            catch (SocketException) when (tries < 300)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
            }
        }
    }
}
