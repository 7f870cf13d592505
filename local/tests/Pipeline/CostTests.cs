using System.Globalization;
using System.Text.Json.Nodes;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

public sealed class CostTests
{
    [Fact]
    public async Task The_documented_bill_is_what_the_command_says()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(PipelineOptions.FindRoot(), "docs", "cost.md"), TestContext.Current.CancellationToken);
        string[] numbers = ["1000000", "10000000", "100000000"];

        var bills = await Task.WhenAll(numbers.Select(number => BillAsync("--images", number)));

        page.ShouldContain($"| **Sum** | {string.Join(" | ", bills.Select(bill => $"**{Dollars(bill)}**"))} |");
    }

    [Fact]
    public async Task Images_that_come_one_by_one_cost_what_the_page_says()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(PipelineOptions.FindRoot(), "docs", "cost.md"), TestContext.Current.CancellationToken);

        var million = await BillAsync("--hours", "730");
        var few = await BillAsync("--images", "10000", "--hours", "730");

        page.ShouldContain($"million cost ${Dollars(million)}, and 10,000 cost ${Dollars(few)}.");
        ((double)few["messagesPerBatch"]!).ShouldBe(1, 0.01);
        ((double)few["lines"]!.AsArray().Single(line => (string)line!["price"]! == "sqsRequest")!["quantity"]!).ShouldBe(30_000, 300); // sent, received, deleted
        ((double)few["lines"]!.AsArray().Single(line => (string)line!["price"]! == "metricMonth")!["quantity"]!).ShouldBe(20);
    }

    [Theory]
    [InlineData("1024")]
    [InlineData("1769")]
    [InlineData("1408")]
    [InlineData("3538")]
    public async Task The_documented_memory_sizes_cost_what_the_command_says(string memory)
    {
        var page = await File.ReadAllLinesAsync(Path.Combine(PipelineOptions.FindRoot(), "docs", "cost.md"), TestContext.Current.CancellationToken);

        var bill = await BillAsync("--memory", memory);

        var classifier = bill["lines"]!.AsArray().Where(line => (string)line!["service"]! == "Classifier").Sum(line => (double)line!["dollars"]!);
        var row = page.Single(line => line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"| {int.Parse(memory):N0} |"), StringComparison.Ordinal));
        row.ShouldEndWith(string.Create(CultureInfo.InvariantCulture, $" {classifier:N2} |"));
    }

    [Fact]
    public async Task Every_price_says_where_it_is_from()
    {
        var file = Path.Combine(PipelineOptions.FindRoot(), "local", "Cli", "Cost", "prices.json");

        var prices = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!["prices"]!.AsObject();

        prices.Select(price => (string)price.Value!["source"]!).ShouldAllBe(source => source.StartsWith("https://aws.amazon.com/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upload_and_its_read_cost_what_S3_charges_for_them()
    {
        var bill = await BillAsync("--images", "2000");

        var lines = bill["lines"]!.AsArray().ToDictionary(line => (string)line!["price"]! + (string)line["service"]!, line => (double)line!["dollars"]!);
        lines["s3PutS3"].ShouldBe(0.01, 1e-9);
        lines["s3GetS3"].ShouldBe(0.0008, 1e-9);
        lines.Values.Sum().ShouldBe((double)bill["dollars"]!, 1e-9);
    }

    [Fact]
    public async Task A_million_images_take_a_quarter_of_an_hour_and_the_metrics_an_hour()
    {
        var bill = await BillAsync("--images", "1000000");

        ((double)bill["hours"]!).ShouldBe(0.24, 0.05);
        ((double)bill["lines"]!.AsArray().Single(line => (string)line!["price"]! == "metricMonth")!["quantity"]!).ShouldBe(20 / 730.0, 1e-9);
    }

    private static string Dollars(JsonNode bill) => ((double)bill["dollars"]!).ToString("N2", CultureInfo.InvariantCulture);

    private static async Task<JsonNode> BillAsync(params string[] arguments)
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, ["cost", "--json", .. arguments]);
        exitCode.ShouldBe(0);
        return JsonNode.Parse(output)!;
    }
}
