using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ImageClassification.Runner.Http;

/// <summary>A bare web server on 127.0.0.1.</summary>
internal static class LoopbackServer
{
    /// <param name="port">0 for any free one; <see cref="WebApplication.Urls"/> names it after the start.</param>
    public static WebApplication Create(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        return builder.Build();
    }

    /// <summary>The port, or 0 where it is taken or none is asked for.</summary>
    public static int PortIfFree(int? port)
    {
        if (port is null or 0)
        {
            return 0;
        }

        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port.Value);
            probe.Start();
            return port.Value;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
