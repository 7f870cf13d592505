using System.Diagnostics;
using ImageClassification.Benchmarks.Contenders;
using ImageClassification.Benchmarks.Reports;

namespace ImageClassification.Benchmarks.Serve;

/// <summary>HANDLER=serve beside servers in Node and Python that do the same.</summary>
internal static class Serving
{
    private const int Connections = 16;
    private const string Product = "this project";
    private const string Node = "Node";

    /// <summary>Servers in turn, as <see cref="Race"/> has contenders.</summary>
    public static async Task ReportAsync(Report report, List<Target> targets, Workshop workshop, Load load, bool quick)
    {
        var images = load.Files.Select(File.ReadAllBytes).ToList();
        var programs = new (string Name, ProcessStartInfo Start)[] { (Product, workshop.ProductServer()),
            (Node, workshop.NodeServer()), ("Python", workshop.PythonServer()) };
        var servers = programs.ToDictionary(each => each.Name, each => new HttpServer(each.Start, Connections));
        try
        {
            var labels = await Task.WhenAll(servers.Values.Select(server => server.LabelAsync(images[0])));
            if (labels.Distinct().Count() > 1)
            {
                throw new InvalidOperationException($"The servers do not do the same: {string.Join(", ", labels)}.");
            }

            var rounds = servers.Keys.ToDictionary(name => name, _ => new List<Served>());
            for (var round = 0; round <= (quick ? 1 : 3); round++)
            {
                foreach (var (name, server) in servers)
                {
                    var served = await server.MeasureAsync(images, TimeSpan.FromSeconds(round == 0 || quick ? 1 : 2));
                    if (round > 0)
                    {
                        rounds[name].Add(served);
                    }
                }
            }

            Write(report, targets, servers, rounds);
        }
        finally
        {
            Array.ForEach([.. servers.Values], server => server.Dispose());
        }
    }

    private static void Write(Report report, List<Target> targets, Dictionary<string, HttpServer> servers, Dictionary<string, List<Served>> rounds)
    {
        report.Section(
            "Serve",
            $"400 × 533 JPEGs by `POST` over HTTP on {Connections} connections; the client shares the processors. Medians in milliseconds, and "
            + "peak memory in MB. Node: `node:http` with sharp and onnxruntime-node. Python: "
            + "`http.server` with Pillow and numpy, and ONNX Runtime's C library through ctypes.");
        report.Columns("", "images a second", "median", "99th percentile", "memory");
        var medians = rounds.ToDictionary(each => each.Key, each => new Served(
            Race.Median(each.Value.Select(served => served.Rate)), Race.Median(each.Value.Select(served => served.Median)),
            Race.Median(each.Value.Select(served => served.P99))));
        foreach (var (name, served) in medians)
        {
            report.Row(name, Report.Number(served.Rate), Report.Number(served.Median), Report.Number(served.P99), Report.Number(servers[name].PeakMegabytes));
        }

        targets.Add(new($"serve, {Connections} connections: images a second / Node's", medians[Product].Rate / medians[Node].Rate, 1.5, AtLeast: true));
        targets.Add(new($"serve, {Connections} connections: 99th percentile / Node's", medians[Product].P99 / medians[Node].P99, 1, AtLeast: false));
    }
}
