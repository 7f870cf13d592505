using System.Buffers.Binary;
using System.IO.Compression;
using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite;

/// <summary>
/// Facts about the model that are not in its graph.
/// <see href="https://github.com/tensorflow/tflite-support/blob/v0.4.4/tensorflow_lite_support/metadata/metadata_schema.fbs"/>
/// </summary>
/// <param name="Mean">Of the first input, in pixel values: it is (pixel − Mean) / Std, one value for all channels or one for each. Empty if unknown.</param>
/// <param name="Labels">Lines of the file that names the values of the first output. Null where there is none.</param>
internal sealed record TfLiteMetadata(string? Title, string? Description, float[] Mean, float[] Std, IReadOnlyList<string>? Labels)
{
    public const string Name = "TFLITE_METADATA";

    private const byte NormalizationOptions = 1;
    private const byte AxisLabels = 2;
    private const int EndOfArchive = 22; // bytes, without the comment
    private const int MostBytesOfLabels = 16 << 20;

    /// <param name="file">The .tflite file, which may end with a zip archive of associated files.</param>
    /// <param name="entries">Its buffers of metadata: one or none.</param>
    /// <exception cref="ModelException">The metadata or the archive is damaged.</exception>
    public static TfLiteMetadata Read(ReadOnlyMemory<byte> file, IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var metadata = entries.Count > 0 ? new FlatBuffer(entries[0]).Root : default;
        var graph = metadata.Tables(3).FirstOrDefault();
        var normalization = graph.Tables(2).FirstOrDefault().Tables(4)
            .FirstOrDefault(unit => unit.Value<byte>(0) == NormalizationOptions).Table(1);
        var named = graph.Tables(3).FirstOrDefault().Tables(6).Where(associated => associated.Value<byte>(2) == AxisLabels)
            .OrderBy(associated => associated.Text(3)?.Length ?? 0).Select(associated => associated.Text(0)).FirstOrDefault(); // without a locale first
        return new(metadata.Text(0), metadata.Text(1), normalization.Values<float>(0), normalization.Values<float>(1), LabelsOf(file, named));
    }

    /// <param name="named">Where the metadata does not name it, the archive's one text file is it.</param>
    private static List<string>? LabelsOf(ReadOnlyMemory<byte> file, string? named)
    {
        if (Archive(file) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes.ToArray()));
            var texts = archive.Entries.Where(entry => named is null
                ? entry.Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                : entry.FullName == named).ToList();
            if (texts is not [var labels] || labels.Length > MostBytesOfLabels)
            {
                return null;
            }

            using var reader = new StreamReader(labels.Open());
            return [.. reader.ReadToEnd().TrimEnd('\r', '\n').Split('\n').Select(line => line.TrimEnd('\r'))];
        }
        catch (InvalidDataException exception)
        {
            throw new ModelException(
                $"The archive at the .tflite file's end, which holds its labels, is damaged: {exception.Message} Download it again.", exception);
        }
    }

    /// <summary>Its offsets count from the file's beginning or from its own, as the tool that appended it liked.</summary>
    private static ReadOnlyMemory<byte>? Archive(ReadOnlyMemory<byte> file)
    {
        var end = file.Span.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || file.Length - end < EndOfArchive || BinaryPrimitives.ReadUInt16LittleEndian(file.Span[(end + 20)..]) != file.Length - end - EndOfArchive)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(file.Span[(end + 12)..]);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(file.Span[(end + 16)..]);
        return end - (long)size - offset is >= 0 and var start ? file[(int)start..] : null;
    }
}
