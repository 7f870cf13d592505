using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageClassification.Classifier;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Metrics;
using YamlDotNet.RepresentationModel;

namespace ImageClassification.Template.Tests;

public sealed partial class DashboardTests
{
    [Fact]
    public void The_dashboard_shows_every_metric_that_the_functions_measure_and_no_other()
    {
        var shown = Shown().Distinct();

        shown.ShouldBe(Measured(), ignoreOrder: true);
    }

    /// <summary>Name and dimensions of each metric of ours, whether it stands there by name or in a search.</summary>
    private static IEnumerable<(string Name, string Dimensions)> Shown()
    {
        var body = Body((YamlSequenceNode)SamTemplate.Load().Resource("AWS::CloudWatch::Dashboard", "Dashboard")["DashboardBody"]);
        foreach (var widget in JsonDocument.Parse(body).RootElement.GetProperty("widgets").EnumerateArray())
        {
            foreach (var metric in widget.GetProperty("properties").GetProperty("metrics").EnumerateArray())
            {
                var parts = metric.EnumerateArray().ToList();
                if (parts is [{ ValueKind: JsonValueKind.Object } expression])
                {
                    var search = Search().Match(expression.GetProperty("expression").GetString()!);
                    search.Success.ShouldBeTrue(expression.ToString());
                    yield return (search.Groups["name"].Value, search.Groups["dimensions"].Value);
                }
                else if (parts[0].GetString() == EmbeddedMetrics.Namespace)
                {
                    yield return (parts[1].GetString()!, parts[2].GetString()!);
                }
            }
        }
    }

    /// <summary>With what is there only where the console is.</summary>
    private static string Body(YamlSequenceNode sub) => sub[0].ToString().Replace("${ConsoleErrors}", sub[1]["ConsoleErrors"][1].ToString(), StringComparison.Ordinal);

    private static HashSet<(string Name, string Dimensions)> Measured()
    {
        HashSet<(string, string)> measured = [(LambdaHost.ColdStarts, EmbeddedMetrics.FunctionDimension)];
        using var meter = new Meter("dashboard");
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();

        var metrics = new ClassifierMetrics(meter);
        metrics.Classified(new ModelIdentity(ModelName.Parse("clothing"), "1", ""), new StageTimes(1, 1, 1, 1));
        metrics.Failed(ErrorCode.CorruptImage);
        metrics.Written(TimeSpan.FromSeconds(1));
        metrics.Batch(1, 1, 1, 1);
        return measured;

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measured.Add((instrument.Name, EmbeddedMetrics.FunctionDimension + (tags is [var (name, _)] ? $",{name}" : "")));
    }

    [GeneratedRegex("""SEARCH\('\{ImageClassification,(?<dimensions>[\w,]+)\} MetricName="(?<name>\w+)" Function="\$\{\w+\}"', '\w+'\)""")]
    private static partial Regex Search();
}
