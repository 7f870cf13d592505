using System.Runtime.InteropServices;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Tests.Models;

public class NormalizationTests
{
    public static TheoryData<string, string, string> Normalized =>
        [.. GoldenCases.Of("normalize").Select(golden => new TheoryDataRow<string, string, string>(
            golden.Text("normalization"), golden.Text("sha256"), golden.Text("float16")))];

    [Theory]
    [MemberData(nameof(Normalized))]
    public void Every_value_of_a_byte_becomes_numpys_float32_and_float16(string normalization, string sha256, string float16)
    {
        using var model = new ModelCopy().With("normalization", normalization.StartsWith('{') ? normalization : $"\"{normalization}\"");
        model.With("input.channelOrder", normalization == "caffe" ? "\"BGR\"" : "\"RGB\"");

        var manifest = ModelFolder.Open(model.Folder).Manifest;

        var tables = Enumerable.Range(0, 3).Select(manifest.Normalization.TableOf).ToArray();
        var values = Enumerable.Range(0, 256).SelectMany(value => tables.Select(table => table[value])).ToArray();
        GoldenCases.Sha256(MemoryMarshal.AsBytes<float>(values)).ShouldBe(sha256);
        GoldenCases.Sha256(MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, value => (Half)value))).ShouldBe(float16);
    }

    /// <summary>numpy: (numpy.float64(x) * 0.00392156862745098).astype(numpy.float32).</summary>
    [Fact]
    public void A_step_in_float64_is_rounded_after_it()
    {
        using var model = new ModelCopy().With("normalization", """[{ "multiply": 0.00392156862745098, "in": "float64" }, { "subtract": [0.1, 0.2, 0.3] }]""");

        var table = ModelFolder.Open(model.Folder).Manifest.Normalization.TableOf(1);

        table.ShouldBe(Enumerable.Range(0, 256).Select(value => (float)(value * 0.00392156862745098) - 0.2f));
    }
}
