using System.Diagnostics;
using System.Text.RegularExpressions;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>Every option and argument that takes a value, as the help lists them, refuses wrong ones before anything is done.</summary>
[Collection(DevCommand.StartsPipeline)]
public sealed partial class WrongValueTests
{
    private const int AtOnce = 4;

    /// <summary>By the value's placeholder in the help. Those of <see cref="Free"/> take anything.</summary>
    private static readonly Dictionary<string, string[]> Wrong = new()
    {
        ["file"] = ["/nodir/x", "", "/", "README.md/x"],
        ["folder"] = ["README.md", "README.md/x", ""],
        ["path"] = ["/nodir/x", ""],
        ["model"] = ["../stray", "", ".hidden", "a b"],
        ["name@version"] = ["clothing", "@1", ""],
        ["batch"] = ["", "a/b"],
        ["url"] = ["nonsense", "ftp://example.com", "", "3000"],
        ["Name=value"] = ["nonsense", "NoSuchParameter=1", "BatchSize=abc", "BatchSize=-1", "ClassifierMemory=10", "Model=nosuch", "AllowHttpUrls=maybe"],
        ["percentages"] = ["80,10", "80,10,11", "a,b,c", "-10,100,10", ""],
        ["preset"] = ["nonsense", "keras/nonsense", "torchvision/nonsense", ""],
        ["function"] = ["Nonsense", ""],
        ["all"] = ["none"],
        ["error-code"] = ["nonsense", ""],
    };

    private static readonly string[] Free = ["text", "version"];

    /// <summary>Their folder is made where it is missing.</summary>
    private static readonly string[] Makes = ["up --data", "export --training", "model new --models"];

    /// <summary>What a verb cannot do without, beside the option that is tried.</summary>
    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["invoke"] = ["Ingest", "--event", "tests/events/s3-put.json"],
        ["backfill"] = ["--prefix", "uploads/trip/"],
        ["export"] = ["trip"],
        ["model tensor"] = ["--model", "clothing", "--image", "tests/samples/hat/hat-1.jpg", "--out", "/tmp/never.npy"],
        ["model predict"] = ["--model", "clothing", "tests/samples/hat/hat-1.jpg"],
        ["model new"] = ["never", "--from", "models/clothing/model.onnx"],
        ["model golden"] = ["clothing", "--image", "tests/samples/hat/hat-1.jpg"],
        ["model current"] = ["trip"],
        ["model evaluate"] = ["clothing", "tests/samples"],
    };

    private static string Root => PipelineOptions.FindRoot();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_option_of_every_verb_refuses_wrong_values_in_one_line_that_names_it()
    {
        List<(string Verb, string Name, string[] Arguments)> cases = [];
        foreach (var (verb, help) in await DevCommand.VerbsAsync())
        {
            var path = string.Join(' ', verb);
            foreach (Match option in OptionLine().Matches(help))
            {
                var (name, kind) = (option.Groups[1].Value, option.Groups[2].Value);
                cases.AddRange(WrongFor(kind, $"{path} {name}").Select(value => (path, name, (string[])[.. verb, .. Without(path, name), name, value])));
            }
        }

        var faults = new List<string>();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (each, _) =>
        {
            var fault = await FaultAsync(each.Name, each.Arguments);
            lock (faults)
            {
                faults.AddRange(fault is null ? [] : [fault]);
            }
        });

        cases.Count.ShouldBeGreaterThan(100);
        faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("'foo'", "foo")]
    [InlineData("Did you mean ./dev export?", "exprot", "trip")]
    [InlineData("Did you mean ./dev export?", "exprot", "trip", "--status", "FAILED")]
    [InlineData("Did you mean ./dev model check?", "model", "chekc")]
    [InlineData("./dev has no 'predict'. Did you mean ./dev model predict?", "predict", "--model", "clothing", "hat.jpg")]
    [InlineData("Did you mean ./dev model evaluate?", "evaluate", "clothing")]
    [InlineData("./dev up has no option --model. ./dev up --help lists all.", "up", "--model", "clothing")]
    [InlineData("Did you mean --images?", "load", "--imags", "3")]
    [InlineData("has no option --staus. Did you mean --status?", "export", "--staus", "FAILED", "trip")]
    [InlineData("has no option --nativ. Did you mean --native?", "demo", "--nativ")]
    [InlineData("./dev model needs a verb: check,", "model")]
    [InlineData("--images needs a value: 1..1000000.", "load", "--images")]
    [InlineData("--images must be a whole number from 1 to 1000000000000, not 'abc'.", "cost", "--images", "abc")]
    [InlineData("--images must be a whole number from 1 to 100000, not '-1'.", "chaos", "--images", "-1")]
    [InlineData("--images must be a whole number from 1 to 1000000, not '0'.", "load", "--images", "0")]
    [InlineData("--rate must be a number from 0.01 to 10000, not 'NaN'.", "load", "--rate", "NaN")]
    [InlineData("'abc'", "bench", "--quick=abc")]
    [InlineData("--model is required: ", "model", "predict", "README.md")]
    [InlineData("--event is required: ", "invoke", "Ingest")]
    [InlineData("README.md is a file; use ./dev model predict", "demo", "README.md")]
    [InlineData("There is no model nosuch, only clothing", "up", "--parameter-overrides", "Model=nosuch")]
    [InlineData("There is no model nosuch, only clothing", "up", "--parameter-overrides", "Model=\"nosuch\"")]
    [InlineData("README.md is not an image (JPEG, ", "model", "predict", "--model", "clothing", "README.md")]
    [InlineData(" or TIFF), or folders of them.", "model", "predict", "--model", "clothing", "README.md", "LICENSE")]
    [InlineData("--accept needs the model's name", "model", "check", "--accept")]
    [InlineData("Put images into a folder for each label: tests/samples/hat/dress/1.jpg. Labels: dress; hat; ", "model", "evaluate", "clothing", "tests/samples/hat")]
    [InlineData("--image README.md: UNSUPPORTED_FORMAT.", "model", "tensor", "--model", "clothing", "--image", "README.md", "--out", "/tmp/never.npy")]
    [InlineData("--image README.md: UNSUPPORTED_FORMAT.", "model", "golden", "clothing", "--image", "README.md")]
    [InlineData("--from README.md is not a .onnx or .tflite file", "model", "new", "never", "--from", "README.md")]
    [InlineData("--event must be a file of JSON", "invoke", "Ingest", "--event", "README.md")]
    [InlineData("function Nonsense", "invoke", "Nonsense", "--event", "tests/events/s3-put.json")]
    [InlineData("There is no model nonsense", "model", "evaluate", "nonsense", "tests/samples")]
    [InlineData("--json needs --output", "export", "trip", "--json")]
    [InlineData("--prefix or --manifest", "backfill")]
    [InlineData("folder must be a folder", "demo", "/nodir")]
    [InlineData("batch must be a batch's name", "export", "a/b")]
    public async Task A_command_line_that_makes_no_sense_is_answered_in_one_line(string expected, params string[] arguments) =>
        (await FaultAsync(expected, arguments)).ShouldBeNull();

    private static string[] WrongFor(string kind, string option) =>
        Free.Contains(kind) ? []
        : kind == "folder" && !Makes.Contains(option) ? [.. Wrong[kind], "/nodir"]
        : Wrong.TryGetValue(kind, out var wrong) ? wrong
        : NumberKind().IsMatch(kind) ? ["abc", "-1", "", "NaN", "1e400", "1,5"]
        : kind.Contains('|', StringComparison.Ordinal) || option.StartsWith("model new ", StringComparison.Ordinal)
            ? option.EndsWith(" --output", StringComparison.Ordinal) ? [""] : ["nonsense", ""]
        : throw new InvalidOperationException($"{option} takes a {kind}: which values are wrong?");

    /// <summary>What the verb needs, but for the option that is tried.</summary>
    private static string[] Without(string verb, string option)
    {
        var needed = Needed.GetValueOrDefault(verb, []);
        return Array.IndexOf(needed, option) is >= 0 and var index ? [.. needed[..index], .. needed[(index + 2)..]] : needed;
    }

    /// <returns>Null where it ends with 2 and says the expected in one line.</returns>
    private static async Task<string?> FaultAsync(string expected, string[] arguments)
    {
        var start = DevCommand.Start(arguments);
        start.WorkingDirectory = Root;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        var lines = (await error).TrimEnd().Split('\n');
        return process.ExitCode == 2 && lines is [var line] && line.Contains(expected, StringComparison.Ordinal)
            && (await output is "" || arguments.Contains("--json"))
            ? null
            : $"{string.Join(' ', arguments)}: {process.ExitCode}, {await error} {await output}";
    }

    [GeneratedRegex(@"^  (?:-\w, )?(--[\w-]+)(?:, --?[\w-]+)* <([^>]+)>", RegexOptions.Multiline)]
    private static partial Regex OptionLine();

    [GeneratedRegex(@"\A-?[\d.]+\.\.[\d.]*\z")]
    private static partial Regex NumberKind();
}
