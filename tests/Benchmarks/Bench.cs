using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Jobs;
using ImageClassification.Benchmarks.ColdStart;
using ImageClassification.Benchmarks.Contenders;
using ImageClassification.Benchmarks.Micro;
using ImageClassification.Benchmarks.Pipeline;
using ImageClassification.Benchmarks.Reports;
using ImageClassification.Benchmarks.Serve;

namespace ImageClassification.Benchmarks;

/// <summary>One run of everything: peers, limit, cold start, pipeline and single steps, against the targets.</summary>
internal sealed class Bench
{
    private const string Product = "this project";
    private const string Node = "Node";
    private const string Pillow = "Pillow";
    private const string Limit = "limit";
    private const string Draft = "with draft";
    private const string PillowDraft = "Pillow with draft";

    private readonly string _root;
    private readonly bool _quick;
    private readonly Workshop _workshop;
    private readonly Load[] _loads;
    private readonly string _otherLoad = File.ReadAllText("/proc/loadavg").Split(' ')[0];
    private readonly Report _report = new();
    private readonly List<Target> _targets = [];

    private Bench(string root, bool quick, Workshop workshop)
    {
        (_root, _quick, _workshop) = (root, quick, workshop);
        _loads =
        [
            new("400 × 533 JPEG", _workshop.Images("small-*.jpg"), 160),
            new("2 MP JPEG", _workshop.Images("2mp.jpg"), 16),
            new("12 MP JPEG", _workshop.Images("12mp.jpg"), 4),
            new("12 MP progressive JPEG", _workshop.Images("12mp-progressive.jpg"), 3),
            new("48 MP JPEG", _workshop.Images("48mp.jpg"), 2),
            new("2 MP PNG", _workshop.Images("2mp.png"), 6),
        ];
    }

    private Load Small => _loads[0];

    /// <param name="root">The repository, whose docs/benchmark gets the result.</param>
    /// <param name="quick">One round of each and no result kept, to see that everything runs.</param>
    /// <param name="json">In place of the page.</param>
    /// <returns>0 where every target is met.</returns>
    public static async Task<int> RunAsync(string root, bool quick, bool json)
    {
        Say("Installing peers, drawing images, publishing …");
        var workshop = new Workshop(root);
        await workshop.PrepareAsync();
        var bench = new Bench(root, quick, workshop);
        var began = Stopwatch.GetTimestamp();
        Say("Images …");
        var limit = bench.MeasureImages();
        Say("Memory …");
        bench.MeasureMemory();
        Say("Cold starts …");
        var starts = new ColdStarts(bench._workshop, rounds: quick ? 1 : 9);
        await starts.MeasureAsync(bench.Small.Files[0]);
        bench._targets.AddRange(starts.Report(bench._report));
        Say("Servers …");
        await Serving.ReportAsync(bench._report, bench._targets, bench._workshop, bench.Small, quick);
        Say("Pipeline …");
        var (perImage, perQuery) = await PipelineRun.MeasureAsync(root, [.. bench.Small.Files], images: quick ? 50 : 800);
        await bench.ReportPipelineAsync(perImage, perQuery, limit);
        Say("Single steps …");
        bench.MeasureSteps();
        var measured = new Measurements(
            Machine.Name, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), "./dev bench", perImage, perQuery);
        var page = bench.Page(Stopwatch.GetElapsedTime(began));
        Console.WriteLine(json ? JsonSerializer.Serialize(new Result(bench._targets, measured), BenchmarkJson.Default.Result) : page);
        if (!quick)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, "docs", "benchmark")).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), page);
            await File.WriteAllTextAsync(Path.Combine(folder, "measured.json"), JsonSerializer.Serialize(measured, BenchmarkJson.Default.Measurements) + "\n");
        }

        return bench._targets.TrueForAll(target => target.IsMet) ? 0 : 1;
    }

    private static void Say(string what) => Console.Error.WriteLine(what);

    /// <returns>Processor time of decoding and running a small image.</returns>
    private double MeasureImages()
    {
        using Contender product = new(Product, _workshop.Product()), node = new(Node, _workshop.Node()),
            pillow = new(Pillow, _workshop.Pillow()), bare = new(Limit, _workshop.Bare()),
            draft = new(Draft, _workshop.ProductWithDraft()), pillowDraft = new(PillowDraft, _workshop.Pillow("draft"));

        _report.Section(
            "Bytes to tensor",
            "Milliseconds an image on one thread, median of the rounds: wall time, and processor time in brackets. The limit only decodes.");
        _report.Columns("", Product, Node, Pillow, Limit, $"{Node} / this", $"{Pillow} / this");
        var tensors = _loads.ToDictionary(load => load, load =>
            Race.Run(
                IsPng(load) ? [product, node, pillow] : IsReduced(load) ? [product, node, pillow, bare, draft, pillowDraft] : [product, node, pillow, bare],
                "tensor",
                load,
                threads: 1,
                Rounds));
        foreach (var (load, times) in tensors)
        {
            _report.Row(
                load.Name, Cell(times, Product), Cell(times, Node), Cell(times, Pillow), Cell(times, Limit),
                Report.Number(times[Node].Wall / times[Product].Wall), Report.Number(times[Pillow].Wall / times[Product].Wall));
        }

        ReportReduced(tensors.Where(each => IsReduced(each.Key)));
        _targets.Add(new("bytes → tensor, 400 × 533: images a second / Node's", tensors[Small][Node].Wall / tensors[Small][Product].Wall, 1.6, AtLeast: true));
        _targets.Add(new(
            "bytes → tensor, 400 × 533: images a second / Pillow's", tensors[Small][Pillow].Wall / tensors[Small][Product].Wall, 1.6, AtLeast: true));
        _targets.Add(new("bytes → tensor, 12 MP: time / Pillow's", tensors[_loads[2]][Product].Wall / tensors[_loads[2]][Pillow].Wall, 0.65, AtLeast: false));

        _report.Section(
            "Bytes to labels",
            "The whole path of an image: header check, decode, tensor, run, best labels. The limit decodes and runs, and does nothing else.");
        _report.Columns("", "threads", Product, Node, Limit, $"{Node} / this", "limit / this");
        var whole = new Dictionary<(Load, int), Dictionary<string, Sample>>();
        foreach (var load in _loads)
        {
            foreach (var threads in new[] { 1, 2 })
            {
                var times = whole[(load, threads)] = Race.Run(
                    IsPng(load) ? [product, node] : [product, node, bare], "whole", load, threads, Rounds);
                _report.Row(
                    load.Name, $"{threads}", Cell(times, Product), Cell(times, Node), Cell(times, Limit), Report.Number(times[Node].Wall / times[Product].Wall),
                    IsPng(load) ? "" : Report.Number(times[Limit].Wall / times[Product].Wall));
            }
        }

        var infer = Race.Run([product, node, bare], "infer", Small, threads: 1, Rounds);
        _report.Row("inference alone", "1", Cell(infer, Product), Cell(infer, Node), Cell(infer, Limit),
            Report.Number(infer[Node].Wall / infer[Product].Wall), Report.Number(infer[Limit].Wall / infer[Product].Wall));
        var (one, two) = (whole[(Small, 1)], whole[(Small, 2)]);
        _targets.Add(new("bytes → labels, 400 × 533: images a second / the limit's", one[Limit].Wall / one[Product].Wall, 0.85, AtLeast: true));
        _targets.Add(new("bytes → labels, 400 × 533: images a second / Node's", one[Node].Wall / one[Product].Wall, 1, AtLeast: true));
        foreach (var threads in new[] { 1, 2 })
        {
            var largest = whole[(_loads[4], threads)];
            _targets.Add(new(
                $"bytes → labels, 48 MP, threads: {threads}: images a second / the limit's",
                largest[Limit].Wall / largest[Product].Wall, 0.9, AtLeast: true));
        }

        _targets.Add(new("two threads: images a second / one thread's", one[Product].Wall / two[Product].Wall, 1.85, AtLeast: true));
        _targets.Add(new("managed allocation an image, warm, KB", one[Product].Allocated / 1024.0, 32, AtLeast: false));
        return one[Limit].Cpu;
    }

    private void ReportReduced(IEnumerable<KeyValuePair<Load, Dictionary<string, Sample>>> tensors)
    {
        _report.Section(
            "Bytes to tensor at a reduced size",
            "From the same rounds: this project decodes at a half, a quarter or an eighth with `decode.draft` in the manifest, and Pillow with "
            + "`Image.draft`, both for the model's 112 × 112. sharp always does.");
        _report.Columns("", Product, Draft, Node, Pillow, PillowDraft, $"{Node} / {Draft}");
        foreach (var (load, times) in tensors)
        {
            var ratio = times[Node].Wall / times[Draft].Wall;
            _report.Row(load.Name, Cell(times, Product), Cell(times, Draft), Cell(times, Node),
                Cell(times, Pillow), Cell(times, PillowDraft), Report.Number(ratio));
            _targets.Add(new($"bytes → tensor with draft, {load.Name}: images a second / Node's", ratio, 1, AtLeast: true));
        }
    }

    private void MeasureMemory()
    {
        _report.Section("Memory", "Peak memory of the process (MB) after only 48 MP images.");
        _report.Columns("", Product, Node, Pillow, Limit);
        var load = _loads[4] with { Count = 3 };
        var peaks = new[] { (Product, _workshop.Product()), (Node, _workshop.Node()), (Pillow, _workshop.Pillow()), (Limit, _workshop.Bare()) }
            .ToDictionary(each => each.Item1, each =>
            {
                using var contender = new Contender(each.Item1, each.Item2);
                contender.Ask("tensor", load, threads: 1);
                return contender.PeakMegabytes;
            });
        _report.Row(["48 MP JPEG", .. peaks.Values.Select(Report.Number)]);
        _targets.Add(new("most memory at 48 MP, MB", peaks[Product], 300, AtLeast: false));
    }

    private async Task ReportPipelineAsync(PerImage image, PerQuery query, double limit)
    {
        var handling = await Handling.MeasureAsync();
        _report.Section("The pipeline", $"An image of {image.ImageBytes / 1024:N0} KB through `template.yaml` on this machine, all processes warm; "
            + "processor time in milliseconds.");
        _report.Columns("", "an image");
        _report.Row("Ingest", Report.Number(image.IngestCpuMs));
        _report.Row("Classifier", Report.Number(image.ClassifierCpuMs));
        _report.Row("… of that, besides decoding and inference", $"{100 * (1 - (limit / image.ClassifierCpuMs)):N0} %");
        _report.Row("… of it parse, write and answer, without the network", Report.Number(handling));
        _report.Row("Query, a request", Report.Number(query.CpuMs));
        _report.Row("messages in an invocation of the Classifier", Report.Number(image.MessagesPerClassifierInvocation));
        _report.Row("requests to SQS", Report.Number(image.SqsRequests));
        _report.Row("requests to S3", Report.Number(image.S3Gets));
        _report.Row("write units of DynamoDB", Report.Number(image.WriteUnits));
        _report.Row("log, bytes", Report.Number(image.LogBytes));
        _targets.Add(new("parse, write and answer: ms of processor time", handling, 0.5, AtLeast: false));
    }

    private void MeasureSteps()
    {
        _report.Section("Single steps", "By BenchmarkDotNet, each beside a naive implementation.");
        _report.Columns("", "µs", "allocated, bytes");
        foreach (var report in MicroBenchmarks.Run(_quick ? Job.Dry : Job.ShortRun))
        {
            var descriptor = report.BenchmarkCase.Descriptor;
            var step = descriptor.Type.Name.Replace("Benchmarks", "", StringComparison.Ordinal);
            _report.Row(
                $"{step}, {descriptor.WorkloadMethod.Name.ToLowerInvariant()}",
                Report.Number(report.ResultStatistics!.Median / 1000),
                Report.Number(report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0));
        }
    }

    private string Page(TimeSpan took)
    {
        var page = new Report();
        page.Line("# Benchmark");
        page.Line($"""

            By `./dev bench` on {TimeProvider.System.GetUtcNow().ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}, in {took.TotalMinutes:N0} minutes.
            {Machine.Name}; load before the start {_otherLoad}, of its own compilation too.
            {Machine.Versions(_root)}.

            All contenders process the same files in turn, and run the clothing model on one thread per image.
            `tests/Benchmarks/peers/images.py` draws the images. Pillow's tensor is equal to the bit. sharp's is not: its linear kernel
            differs from Pillow's bilinear, and it decodes large JPEGs at a half, a quarter or an eighth of their size, which this project
            does only if the manifest says so (`decode.draft`).
            """);
        page.Section("Targets");
        page.Columns("", "measured", "target", "");
        foreach (var target in _targets)
        {
            page.Row(target.What, Report.Number(target.Measured),
                $"{(target.AtLeast ? "≥" : "≤")} {Report.Number(target.Limit)}", target.IsMet ? "met" : "**missed**");
        }

        page.Line(_report.ToString().TrimEnd());
        return page.ToString();
    }

    private static bool IsPng(Load load) => load.Files[0].EndsWith(".png", StringComparison.Ordinal);

    private static bool IsReduced(Load load) => load.Name is "2 MP JPEG" or "12 MP JPEG" or "48 MP JPEG";

    private int Rounds => _quick ? 1 : 9;

    private static string Cell(Dictionary<string, Sample> times, string name) =>
        times.TryGetValue(name, out var time) ? $"{Report.Number(time.Wall)} ({Report.Number(time.Cpu)})" : "";
}
