using System.Text.Json.Nodes;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>./dev model evaluate, the gate before a new version.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_folder_for_each_label_is_measured_as_text_and_JSON()
    {
        Copy("hat/hat-1.jpg", "hat/1.jpg");
        Copy("hat/hat-2.jpg", "hat/2.jpg");
        Copy("hat/hat-1.jpg", "dress/wrong.jpg");
        Copy("hostile/truncated.jpg", "hat/damaged.jpg");

        var (exitCode, text) = await EvaluateAsync(_folder.FullName);
        var evaluation = JsonNode.Parse((await EvaluateAsync(_folder.FullName, "--json")).Output)!;

        exitCode.ShouldBe(0, text);
        text.ShouldContain("clothing@1: 2 of 3 right, 66.67");
        text.ShouldContain("1 without a label");
        text.ShouldContain("1 dress predicted as hat.");
        var report = evaluation["report"]!;
        ((int)report["right"]!, (int)report["images"]!, (int)report["unanswered"]!, (double)report["accuracy"]!).ShouldBe((2, 3, 1, 2 / 3.0));
        evaluation["wrong"]!.AsArray().Select(wrong => Path.GetFileName((string)wrong!["file"]!)).ShouldBe(["wrong.jpg", "damaged.jpg"]);
        ((string?)evaluation["wrong"]![1]!["code"]).ShouldBe("CORRUPT_IMAGE");
    }

    [Theory]
    [InlineData("0.5", 0)]
    [InlineData("0.51", 1)]
    public async Task Below_the_minimum_it_ends_with_1_and_what_cannot_be_read_is_not_right(string minimum, int expected)
    {
        Copy("hat/hat-1.jpg", "hat/1.jpg");
        Copy("hostile/truncated.jpg", "hat/damaged.jpg");

        var (exitCode, _) = await EvaluateAsync(_folder.FullName, "--minimum", minimum);

        exitCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_not_right_and_does_not_end_the_run()
    {
        Copy("hat/hat-1.jpg", "hat/1.jpg");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "hat", "gone.jpg"), "nowhere.jpg");
        var page = Path.Combine(_folder.FullName, "report.html");

        var (exitCode, output) = await EvaluateAsync(_folder.FullName, "--json", "--html", page);

        exitCode.ShouldBe(0, output);
        var evaluation = JsonNode.Parse(output)!;
        ((int)evaluation["report"]!["right"]!, (int)evaluation["report"]!["unanswered"]!).ShouldBe((1, 1));
        ((string?)evaluation["wrong"]![0]!["code"]).ShouldBe("OBJECT_UNREADABLE");
        (await File.ReadAllTextAsync(page, Cancellation)).ShouldContain("gone.jpg");
    }

    [Theory]
    [InlineData("truth.csv", "key,label\n1.jpg,hat\n2.jpg,dress\n")]
    [InlineData("truth.jsonl", "{\"key\":\"1.jpg\",\"labels\":[\"hat\"]}\n{\"key\":\"2.jpg\",\"label\":\"dress\"}\n")]
    [InlineData("truth.manifest", "{\"source-ref\":\"1.jpg\",\"kind\":0,\"kind-metadata\":{\"class-name\":\"hat\"}}\n{\"source-ref\":\"2.jpg\",\"kind\":[1],\"kind-metadata\":{\"class-map\":{\"1\":\"dress\"}}}\n")]
    public async Task A_file_says_what_images_show(string name, string content)
    {
        Copy("hat/hat-1.jpg", "1.jpg");
        Copy("hat/hat-2.jpg", "2.jpg");
        var file = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(file, content, Cancellation);

        var report = JsonNode.Parse((await EvaluateAsync(file, "--json")).Output)!["report"]!;

        ((int)report["right"]!, (int)report["images"]!).ShouldBe((1, 2));
    }

    [Fact]
    public async Task The_report_is_one_HTML_file_with_the_matrix_and_the_worst_pictures()
    {
        Copy("hat/hat-1.jpg", "1.jpg");
        Copy("hat/hat-2.jpg", "2.jpg");
        var (file, page) = (Path.Combine(_folder.FullName, "truth.csv"), Path.Combine(_folder.FullName, "report.html"));
        await File.WriteAllTextAsync(file, "key,label\n1.jpg,hat\n2.jpg,<b>\n", Cancellation);

        (await EvaluateAsync(file, "--html", page)).ExitCode.ShouldBe(0);
        var html = await File.ReadAllTextAsync(page, Cancellation);

        html.ShouldStartWith("<!doctype html>");
        html.ShouldContain("<td class=\"hit\">1");
        html.ShouldContain("<td class=\"miss\">1");
        html.ShouldContain("src=\"data:image/jpeg;base64,");
        html.ShouldContain("shows &lt;b&gt;");
        html.ShouldNotContain("shows <b>");
        html.ShouldNotContain("<script");
    }

    [Fact]
    public async Task Images_in_folders_that_are_no_label_are_not_evaluated_and_named()
    {
        const string expected = "Not evaluated: 1 file in ./, 1 file in hat/more/, 2 files in tshirt/, which are not labels of clothing. Labels: dress; hat; ";
        Copy("dress/dress-1.jpg", "3.jpg");
        Copy("hat/hat-1.jpg", "hat/1.jpg");
        Copy("hat/hat-2.jpg", "hat/more/2.jpg");
        Copy("shirt/shirt-1.jpg", "tshirt/1.jpg");
        Copy("hostile/truncated.jpg", "tshirt/damaged.jpg");
        var page = Path.Combine(_folder.FullName, "report.html");

        var evaluation = JsonNode.Parse((await EvaluateAsync(_folder.FullName, "--json")).Output)!;
        var (exitCode, text) = await EvaluateAsync(_folder.FullName, "--minimum", "1", "--html", page);

        exitCode.ShouldBe(0, text);
        text.ShouldContain("clothing@1: 1 of 1 right");
        text.ShouldContain(expected);
        text.Split('\n').Count(line => line.StartsWith("From ", StringComparison.Ordinal)).ShouldBe(1);
        (await File.ReadAllTextAsync(page, Cancellation)).ShouldContain(expected);
        evaluation["notEvaluated"]!["folders"]!.ToJsonString().ShouldBe("""{".":1,"hat/more":1,"tshirt":2}""");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("\"unknown\": 0.999, ", 2)]
    public async Task The_folder_unknown_counts_where_the_model_can_say_so(string unknown, int expected)
    {
        Copy("hat/hat-1.jpg", "images/hat/1.jpg");
        Copy("shirt/shirt-1.jpg", "images/unknown/1.jpg");
        var (original, copy) = (Path.Combine(PipelineOptions.FindRoot(), "models", "clothing"), _folder.CreateSubdirectory("models/clothing").FullName);
        Array.ForEach(Directory.GetFiles(original), file => File.Copy(file, Path.Combine(copy, Path.GetFileName(file))));
        var manifest = await File.ReadAllTextAsync(Path.Combine(copy, "model.json"), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(copy, "model.json"), manifest.Replace("\"topK\"", $"{unknown}\"topK\"", StringComparison.Ordinal), Cancellation);

        var (exitCode, output) = await EvaluateAsync(Path.Combine(_folder.FullName, "images"), "--json", "--models", Path.Combine(_folder.FullName, "models"));

        exitCode.ShouldBe(0, output);
        ((int)JsonNode.Parse(output)!["report"]!["images"]!).ShouldBe(expected);
    }

    [Theory]
    [InlineData("key,label\n1.jpg,hat\nnowhere.jpg,hat\n", 1, "truth.csv, line 3: there is no file ")]
    [InlineData("name,label\n1.jpg,hat\n", 2, "must name the columns")]
    [InlineData("\nkey,label,note\n1.jpg,hat,\"two\nlines\"\n\n1.jpg\n", 1, "truth.csv, line 6: it has 1 cells")]
    [InlineData("{\"key\":\"1.jpg\",\"label\":\"hat\"}\n\n{}\n", 1, "truth.csv, line 3: it is not a JSON object")]
    [InlineData("key,label\n", 2, "Each row needs the key and the label of an image.")]
    public async Task A_file_that_cannot_be_followed_is_an_error(string content, int expected, string says)
    {
        Copy("hat/hat-1.jpg", "1.jpg");
        var file = Path.Combine(_folder.FullName, "truth.csv");
        await File.WriteAllTextAsync(file, content, Cancellation);

        var (exitCode, output) = await EvaluateAsync(file, "--json");

        exitCode.ShouldBe(expected);
        ((string?)JsonNode.Parse(output)!["error"])!.ShouldContain(says);
    }

    [Fact]
    public async Task Truths_that_the_model_cannot_give_are_named()
    {
        Copy("hat/hat-1.jpg", "1.jpg");
        var file = Path.Combine(_folder.FullName, "truth.csv");
        await File.WriteAllTextAsync(file, "key,label\n1.jpg,Hat \n1.jpg, hat\n", Cancellation);

        var (exitCode, output) = await EvaluateAsync(file);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("clothing@1: 1 of 2 right");
        output.ShouldContain("Counted as wrong, because the model has no such label: Hat (1)\n");
    }

    [Fact]
    public async Task All_labels_of_a_multi_label_model_are_measured()
    {
        Copy("hat/hat-1.jpg", "1.jpg");
        var file = Path.Combine(_folder.FullName, "truth.csv");
        var model = Path.Combine(_folder.FullName, "models", "clothing");
        Directory.CreateDirectory(model);
        foreach (var part in new[] { "model.onnx", "labels.txt" })
        {
            File.Copy(Path.Combine(PipelineOptions.FindRoot(), "models", "clothing", part), Path.Combine(model, part));
        }

        var manifest = await File.ReadAllTextAsync(Path.Combine(PipelineOptions.FindRoot(), "models", "clothing", "model.json"), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(model, "model.json"), manifest.Replace(
            "\"softmax\" },", """ "sigmoid" }, "multiLabel": { "threshold": 0.01 },""", StringComparison.Ordinal), Cancellation);
        string[] options = ["--models", Path.GetDirectoryName(model)!];
        var (_, predicted) = await DevCommand.RunAsync(endpoints: null, ["model", "predict", Path.Combine(_folder.FullName, "1.jpg"), "--model", "clothing", "--json", .. options]);
        List<string> given = [.. JsonNode.Parse(predicted)![0]!["labels"]!.AsArray().Select(label => (string)label!["label"]!)];
        await File.WriteAllTextAsync(file, $"key,label\n1.jpg,{string.Join('|', given)}\n1.jpg,{given[1]}|pants\n", Cancellation);

        var (_, text) = await EvaluateAsync(file, options);
        var (_, json) = await EvaluateAsync(file, [.. options, "--json"]);

        given.Count.ShouldBeGreaterThan(1);
        text.ShouldContain("1 of 2 have exactly the right labels.");
        var labels = JsonNode.Parse(json)!["report"]!["labels"]!.AsArray()
            .ToDictionary(label => (string)label!["label"]!, label => ((int)label!["support"]!, (int)label["predicted"]!, (int)label["right"]!));
        labels[given[0]].ShouldBe((1, 2, 1));
        labels[given[1]].ShouldBe((2, 2, 2));
    }

    private static Task<(int ExitCode, string Output)> EvaluateAsync(string source, params string[] options) =>
        DevCommand.RunAsync(endpoints: null, ["model", "evaluate", "clothing", source, .. options]);

    private void Copy(string sample, string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Path.Combine(PipelineFixture.Samples, sample), path);
    }
}
