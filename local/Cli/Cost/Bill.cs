using ImageClassification.Classifier.Queue;
using ImageClassification.Hosting;
using ImageClassification.Inference;

namespace ImageClassification.Cli.Cost;

/// <summary>What a number of images costs, once and for a month of keeping them.</summary>
/// <param name="Hours">The hours over which the images arrive, or of the Classifiers' work, all of <see cref="Concurrency"/> at a time, whichever is longer.</param>
/// <param name="MessagesPerBatch">As measured if the images arrive together; fewer if they arrive one by one.</param>
internal sealed record Bill(
    long Images, int Memory, long Queries, double ClassifierMsPerImage, double Hours, double MessagesPerBatch,
    string PricesOf, string MeasuredOn, IReadOnlyList<BillLine> Lines, double Dollars)
{
    /// <summary>The template's ClassifierConcurrency.</summary>
    public const int Concurrency = 20;

    /// <summary>Waiting for a call to S3, SQS or DynamoDB. Their guides say 100 to 200 ms for S3's first byte, tens for SQS, below ten for DynamoDB.</summary>
    public const double CallMs = 50;

    /// <summary>START, END and REPORT, which Lambda adds to the log.</summary>
    public const double LambdaLogBytes = 350;

    /// <summary>The metrics that docs/operations.md lists, with one model and two error codes.</summary>
    public const int Metrics = 20;

    /// <summary>Seconds: the template's BatchingWindow.</summary>
    private const double BatchingWindow = 1;

    /// <summary>How many pollers Lambda has for a queue at least. Each fills a batch of its own.</summary>
    private const double Pollers = 5;

    private const int IngestMemory = 128;
    private const int QueryMemory = 512;
    private const double ItemOverhead = 100; // DynamoDB bills it for each item, of the index too
    private const double Gigabyte = 1 << 30;
    private const double HoursPerMonth = 730;

    /// <param name="arrival">The hours over which the images arrive evenly; 0 if they arrive together.</param>
    public static Bill Of(long images, double arrival, int memory, long queries, Measurements measured, PriceList list)
    {
        var (image, query) = (measured.PerImage, measured.PerQuery);
        var messages = Math.Min(image.MessagesPerClassifierInvocation, 1 + images / (arrival * 3600) * BatchingWindow / Pollers);
        var batches = images / messages;
        var batchMs = BatchMs(image, messages, memory);
        var hours = Math.Max(arrival, batches * batchMs / 3_600_000 / Concurrency);
        var sqsRequests = 1 + (image.SqsRequests - 1) * image.MessagesPerClassifierInvocation / messages;
        var logBytes = images * (image.LogBytes + LambdaLogBytes) + batches * LambdaLogBytes + queries * (query.LogBytes + LambdaLogBytes);
        BillLine[] lines =
        [
            Line("S3", "uploads (PUT)", images, "s3Put"),
            Line("S3", "reads (GET)", images * image.S3Gets, "s3Get"),
            Line("S3", "GB kept a month", images * image.ImageBytes / Gigabyte, "s3GigabyteMonth"),
            Line("Ingest", "requests", images, "lambdaRequest"),
            Line("Ingest", "GB-seconds", GigabyteSeconds(images, IngestMemory, CpuMs(image.IngestCpuMs, IngestMemory) + CallMs), "lambdaGigabyteSecond"),
            Line("SQS", "requests", images * sqsRequests, "sqsRequest"),
            Line("Classifier", "requests", batches, "lambdaRequest"),
            Line("Classifier", "GB-seconds", GigabyteSeconds(batches, memory, batchMs), "lambdaGigabyteSecond"),
            Line("DynamoDB", "write units", images * image.WriteUnits, "dynamoDbWriteUnit"),
            Line("DynamoDB", "GB kept a month", images * (image.ItemBytes + ItemOverhead) * 2 / Gigabyte, "dynamoDbGigabyteMonth"),
            Line("DynamoDB", "GB recoverable a month", images * (image.ItemBytes + ItemOverhead) / Gigabyte, "dynamoDbRecoveryGigabyteMonth"),
            Line("API Gateway", "requests", queries, "apiRequest"),
            Line("Query", "requests", queries, "lambdaRequest"),
            Line("Query", "GB-seconds", GigabyteSeconds(queries, QueryMemory, CpuMs(query.CpuMs, QueryMemory) + CallMs), "lambdaGigabyteSecond"),
            Line("Query", "read units", queries * query.ReadUnits, "dynamoDbReadUnit"),
            Line("CloudWatch", "GB of logs", logBytes / Gigabyte, "logGigabyte"),
            Line("CloudWatch", "metrics of a month", Metrics * Math.Max(1, hours) / HoursPerMonth, "metricMonth"),
        ];
        return new(
            images, memory, queries, batchMs / messages, hours, messages, $"{list.Region}, {list.Date:yyyy-MM-dd}",
            $"{measured.Machine}, {measured.Date:yyyy-MM-dd}", lines, lines.Sum(line => line.Dollars));

        BillLine Line(string service, string what, double quantity, string price) =>
            new(service, what, quantity, price, quantity * list.Prices[price].Dollars / list.Prices[price].Per);
    }

    /// <summary>One invocation: as many messages at a time as fit into memory. Each waits for S3, has a processor, and waits for DynamoDB.</summary>
    private static double BatchMs(PerImage image, double messages, int memory)
    {
        var processors = new double[MemoryBudget.Processors(memory)];
        var places = new double[MemoryBudget.InFlight(memory, processors.Length, InferenceOptions.DefaultMaxPixels, EnvironmentOptions.DefaultMaxObjectBytes)];
        for (var message = 0; message < Math.Round(messages); message++)
        {
            // First, the ones that are free earliest.
            Array.Sort(processors);
            Array.Sort(places);
            processors[0] = Math.Max(processors[0], places[0] + CallMs) + CpuMs(image.ClassifierCpuMs, memory) * processors.Length;
            places[0] = processors[0] + CallMs;
        }

        return places.Max();
    }

    /// <summary>Lambda gives the time of memory / 1,769 MB processors.</summary>
    private static double CpuMs(double milliseconds, int memory) => milliseconds * MemoryBudget.MegabytesPerProcessor / memory;

    private static double GigabyteSeconds(double invocations, int memory, double milliseconds) => invocations * memory / 1024 * milliseconds / 1000;
}
