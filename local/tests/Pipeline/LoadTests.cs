using System.Text.Json.Nodes;
using System.Xml.Linq;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

[Collection(DevCommand.StartsPipeline)]
public sealed class LoadTests
{
    private const int Images = 60;

    [Fact]
    public async Task Under_load_every_image_is_measured_and_drawn()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "load", "--images", $"{Images}", "--rate", "40", "--json");

        exitCode.ShouldBe(0, output);
        var report = JsonNode.Parse(output)!;
        ((int)report["images"]!).ShouldBe(Images);
        ((double)report["uploadSeconds"]!).ShouldBeGreaterThan((Images - 1) / 40.0);
        ((int)report["doneBySecond"]!.AsArray()[^1]!).ShouldBe(Images);
        var latency = new[] { "p50", "p95", "p99" }.Select(name => (double)report["queryable"]![name]!).ToList();
        latency.ShouldBeInOrder();
        latency[0].ShouldBeGreaterThan(0);
        ((double)report["moments"]!.AsArray()[^1]!["memory"]!["Classifier"]!).ShouldBeGreaterThan(10);
        var chart = XDocument.Load(Path.Combine(PipelineOptions.FindRoot(), "artifacts", "load", "load.svg"));
        chart.Descendants().Count(element => element.Name.LocalName == "g").ShouldBe(3);
    }
}
