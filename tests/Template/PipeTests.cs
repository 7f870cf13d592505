using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static ImageClassification.Template.Tests.SamTemplate;

namespace ImageClassification.Template.Tests;

/// <summary>The pipes' templates, filled from items as the table has them.</summary>
public sealed partial class PipeTests
{
    private static readonly List<JsonNode> Items =
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "Predictions", "samples", "items.jsonl")).Select(line => JsonNode.Parse(line)!)];

    [Theory]
    [InlineData("ClassifiedPipe", "CLASSIFIED", "Image Classified", "bucket,confidence,eventTime,key,label,model,predictedAt,status")]
    [InlineData("FailedPipe", "FAILED", "Image Failed", "bucket,error,eventTime,key,model,predictedAt,status")]
    public void Every_prediction_of_its_status_becomes_an_event_of_the_same_shape(string name, string status, string detailType, string fields)
    {
        var pipe = Load().Resource("AWS::Pipes::Pipe", name);
        var pattern = JsonNode.Parse(Text(pipe["SourceParameters"]["FilterCriteria"]["Filters"][0], "Pattern")!)!;
        var items = Items.Where(item => (string?)item["status"]?["S"] == status).ToList();

        var events = items.ConvertAll(item => Filled(Text(pipe, "TargetParameters", "InputTemplate")!, item));

        items.ShouldNotBeEmpty();
        pattern["dynamodb"]!["NewImage"]!["status"]!["S"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldBe(status);
        Text(pipe, "TargetParameters", "EventBridgeEventBusParameters", "DetailType").ShouldBe(detailType);
        events.ShouldAllBe(detail => string.Join(',', detail.Select(field => field.Key).Order(StringComparer.Ordinal)) == fields);
        events.Select(detail => detail["key"]!.ToString()).ShouldBe(items.Select(item => item["key"]!["S"]!.ToString()));
        events.ShouldAllBe(detail => status == "FAILED" || detail["confidence"]!.GetValueKind() == JsonValueKind.Number);
    }

    /// <summary>As EventBridge fills it: what a path leads to takes its place, as it stands in JSON, without its quotes.</summary>
    private static JsonObject Filled(string template, JsonNode item) => JsonNode.Parse(Variable().Replace(template, match =>
    {
        var found = item;
        foreach (Match step in Step().Matches(match.Groups[1].Value))
        {
            found = step.Groups[1].Success
                ? found![int.Parse(step.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)]
                : found![step.Groups[2].Value];
            found.ShouldNotBeNull(match.Value);
        }

        return found!.ToJsonString().Trim('"');
    }))!.AsObject();

    [GeneratedRegex(@"<\$\.dynamodb\.NewImage\.([^>]+)>")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\[(\d+)\]|(\w+)")]
    private static partial Regex Step();
}
