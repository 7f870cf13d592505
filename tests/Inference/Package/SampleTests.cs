using System.Text.RegularExpressions;

namespace ImageClassification.Inference.Tests.Package;

/// <summary>The sample of the package's README is the one that is compiled and run here.</summary>
public sealed partial class SampleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "models", "clothing");

    private static readonly string Photo = Path.Combine(Repository.Root, "tests", "samples", "hat", "hat-1.jpg");

    [Fact]
    public void The_README_shows_the_sample_that_compiles()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "shared", "Inference", "README.md"));
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Inference", "Package", "Sample.cs"));

        var shown = Block().Match(readme).Groups[1].Value.Replace("using ImageClassification.Inference;\n", "", StringComparison.Ordinal);

        shown.ShouldBe(Namespace().Replace(source, ""));
    }

    [Fact]
    public void The_sample_classifies()
    {
        var image = File.ReadAllBytes(Photo);

        var labels = Sample.LabelsOf(Folder, image);
        var tensor = Sample.TensorOf(Folder, image);

        labels[0].Label.ShouldBe("hat");
        tensor.ShouldContain(value => value != 0);
        Should.Throw<InvalidDataException>(() => Sample.TensorOf(Folder, "no image"u8.ToArray()));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^namespace .*\n\n", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
