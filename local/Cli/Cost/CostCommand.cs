using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ImageClassification.Classifier.Queue;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli.Cost;

internal static class CostCommand
{
    public static Command Create()
    {
        var images = Values.Number<long>("--images", "How many are uploaded.", 1, 1e12);
        var memory = Values.Number<int>("--memory", "ClassifierMemory, in megabytes.", 1024, 10_240); // as in the template
        var queries = Values.Number<long?>("--queries", "How many predictions are asked for. One for ten images by default.", 0, 1e12);
        var hours = Values.Number<double>("--hours", "Over how many hours the images arrive, evenly. By default they arrive together.", 0, 730);
        var json = Screen.JsonOption();
        var command = new Command("cost", """
            Estimate the AWS bill, by service: from docs/benchmark/measured.json and the prices in
            local/Cli/Cost/prices.json. Calls nothing.
            """) { images, hours, memory, queries, json };
        (images.DefaultValueFactory, memory.DefaultValueFactory) = (_ => 1_000_000, _ => 1769);
        command.AddExamples("./dev cost", "./dev cost --images 10000000 --memory 3538", "./dev cost --hours 730", "./dev cost --json | jq .dollars");
        command.SetAction(parsed =>
        {
            var root = PipelineOptions.FindRoot();
            var measured = Read(Path.Combine(root, "docs", "benchmark", "measured.json"), CostJson.Default.Measurements);
            var prices = Read(Path.Combine(root, "local", "Cli", "Cost", "prices.json"), CostJson.Default.PriceList);
            var bill = Bill.Of(
                parsed.GetValue(images), parsed.GetValue(hours), parsed.GetValue(memory), parsed.GetValue(queries) ?? parsed.GetValue(images) / 10, measured, prices);
            Screen.Write(
                parsed.GetValue(json),
                bill,
                CostJson.Default.Bill,
                () => Write(bill, measured.PerImage));

            return ExitCode.Done;
        });
        return command;
    }

    private static T Read<T>(string file, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(File.ReadAllBytes(file), type)!;

    private static void Write(Bill bill, PerImage image)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("service", "what", "quantity", "$");
        table.Columns[2].RightAligned();
        table.Columns[3].RightAligned();
        foreach (var line in bill.Lines)
        {
            table.AddRow(
                line.Service, line.What, line.Quantity.ToString(line.Quantity < 1000 ? "N2" : "N0", CultureInfo.InvariantCulture),
                Text($"{line.Dollars:N2}"));
        }

        table.AddRow("", "sum", "", Text($"{bill.Dollars:N2}"));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(Text($"""
            {bill.Images:N0} images, {bill.Queries:N0} queries, in {bill.Hours:N1} hours with {Bill.Concurrency} Classifiers of {bill.Memory} MB: {bill.ClassifierMsPerImage:N1} ms an image.

            Prices: {bill.PricesOf}, without free tiers. Measured: {bill.MeasuredOn}.
            Assumed: a vCPU of Lambda is as fast as a core of that machine, and {bill.Memory} MB have {(double)bill.Memory / MemoryBudget.MegabytesPerProcessor:N2} of them;
            {Bill.CallMs:N0} ms of waiting for each call of S3, SQS and DynamoDB; images that arrive within {bill.Hours:N1} hours (see --hours), so {bill.MessagesPerBatch:N1} messages a batch; files of {image.ImageBytes / 1024:N0} KB;
            {Bill.LambdaLogBytes:N0} bytes that Lambda logs for each invocation; one month of keeping; no retries.
            """));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
