using ImageClassification.Contracts;
using ImageClassification.Fuzz.Mutations;
using ImageClassification.Inference.Images;

namespace ImageClassification.Fuzz;

/// <summary>The images that mutations start from, and what they are spliced with.</summary>
/// <param name="Name">The format, and of JPEG and WebP the kind, as in <c>jpeg-cmyk</c>.</param>
/// <param name="Format">What the first bytes say.</param>
/// <param name="Samples">The files.</param>
internal sealed record Corpus(string Name, ImageFormat Format, IReadOnlyList<byte[]> Samples)
{
    /// <summary>Larger ones cost time and find nothing that small ones do not.</summary>
    private const int MostPixels = 1_000_000;

    private static readonly string[] Folders =
        [Path.Combine("tests", "Inference", "golden", "images"), Path.Combine("tests", "Inference", "Images"), Path.Combine("tests", "samples")];

    public static IReadOnlyList<Corpus> ReadAll() =>
        [.. Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .Select(bytes => (Bytes: bytes, Header: HeaderCheck.Read(bytes, MostPixels) as Outcome<ImageHeader>.Ok))
            .Where(sample => sample.Header is not null)
            .GroupBy(sample => (Name: NameOf(sample.Bytes, sample.Header!.Value.Format), sample.Header.Value.Format), sample => sample.Bytes)
            .Select(group => new Corpus(group.Key.Name, group.Key.Format, [.. group]))
            .OrderBy(corpus => corpus.Name, StringComparer.Ordinal)];

    private static string NameOf(byte[] bytes, ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => $"jpeg-{JpegKind(bytes)}",
        ImageFormat.WebP => $"webp-{(char)bytes[15] switch { 'X' => "extended", 'L' => "lossless", _ => "lossy" }}",
        _ => format.ToString().ToLowerInvariant(),
    };

    private static string JpegKind(byte[] bytes)
    {
        var frame = Layout.Of(bytes, ImageFormat.Jpeg).Parts.First(part => bytes[part.Start + 1] is >= 0xC0 and <= 0xCF and not 0xC4).Start;
        return (bytes[frame + 9], bytes[frame + 1]) switch { (4, _) => "cmyk", (1, _) => "grey", (_, 0xC2) => "progressive", _ => "baseline" };
    }
}
