using System.IO.Compression;
using ImageClassification.Models.TfLite;

namespace ImageClassification.Models.Tests.TfLite;

public class MetadataTests
{
    [Fact]
    public void Normalization_and_labels_are_read()
    {
        var file = Model().ToFile(Metadata("names.txt"));

        var model = TfLiteModel.Read(WithArchive(file, isAbsolute: true, ("names.txt", "cat\r\ndog\r\n"), ("other.txt", "x")));

        model.Metadata.Title.ShouldBe("Pets");
        model.Metadata.Description.ShouldBe("Cats and dogs.");
        model.Metadata.Mean.ShouldBe([127.5f]);
        model.Metadata.Std.ShouldBe([128f]);
        model.Metadata.Labels.ShouldBe(["cat", "dog"]);
        model.Description.ShouldBe("made by a test");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_archive_may_count_from_either_beginning(bool isAbsolute)
    {
        var file = WithArchive(Model().ToFile(), isAbsolute, ("labels.txt", "cat\n\ndog"));

        var labels = TfLiteModel.Read(file).Metadata.Labels;

        labels.ShouldBe(["cat", "", "dog"]);
    }

    [Fact]
    public void Without_an_archive_or_with_two_texts_there_are_no_labels()
    {
        var file = Model().ToFile();

        TfLiteModel.Read(file).Metadata.Labels.ShouldBeNull();
        TfLiteModel.Read(WithArchive(file, true, ("a.txt", "cat"), ("b.txt", "dog"))).Metadata.Labels.ShouldBeNull();
    }

    [Fact]
    public void The_last_operation_is_found_behind_changes_of_form()
    {
        var model = new TestModel();
        int input = model.Tensor(1, 2), softmax = model.Tensor(TfLiteType.UInt8, [1, 2], null, [1 / 256f], [0]),
            flat = model.Tensor(TfLiteType.UInt8, [2], null, [1 / 256f], [0]);
        model.Step("SOFTMAX", [input], [softmax], new() { [0] = 1f });
        model.Step("RESHAPE", [softmax, model.Integers(2)], [flat]);
        model.Step("DEQUANTIZE", [flat], [model.Tensor(2)]);

        var read = TfLiteModel.Read(model.ToFile());

        read.LastOperation(read.Outputs[0]).ShouldBe("SOFTMAX");
        read.LastOperation(read.Inputs[0]).ShouldBeNull();
    }

    private static TestModel Model()
    {
        var model = new TestModel();
        return model.Step("ABS", [model.Tensor(1, 2)], [model.Tensor(1, 2)]);
    }

    internal static byte[] Metadata(string labels, float mean = 127.5f, float std = 128)
    {
        var normalization = new Dictionary<int, object> { [0] = (byte)1, [1] = new Dictionary<int, object> { [0] = new[] { mean }, [1] = new[] { std } } };
        Dictionary<int, object>[] files =
        [
            new() { [0] = "german.txt", [2] = (byte)2, [3] = "de" },
            new() { [0] = labels, [2] = (byte)2 },
        ];
        return FlatFile.Of(
            new()
            {
                [0] = "Pets",
                [1] = "Cats and dogs.",
                [3] = new[]
                {
                    new Dictionary<int, object>
                    {
                        [2] = new[] { new Dictionary<int, object> { [4] = new[] { normalization } } },
                        [3] = new[] { new Dictionary<int, object> { [6] = files } },
                    },
                },
            },
            "M001");
    }

    /// <param name="isAbsolute">Whether the archive's offsets count from the file's beginning, as Python's zipfile has them when it appends.</param>
    internal static byte[] WithArchive(byte[] file, bool isAbsolute, params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        stream.Write(isAbsolute ? file : []);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return [.. isAbsolute ? [] : file, .. stream.ToArray()];
    }
}
