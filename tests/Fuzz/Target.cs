using System.Buffers;
using System.Globalization;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Fuzz;

/// <summary>
/// What is attacked, in a process of its own: header check, decoding and preprocessing, as the Classifier does them. Reads
/// inputs from the standard input, each after its length, and answers each with a line.
/// </summary>
internal sealed class Target
{
    private const int SmallestBuffer = 16;
    private const int LargestPoisoned = 1 << 20;

    private readonly Preprocessor[] _preprocessors;
    private byte[] _tensor = [];
    private byte[] _again = [];

    private Target(ModelManifest manifest) => _preprocessors =
        [.. new[]
        {
            manifest,
            manifest with { Resize = new ModelResize { Mode = ResizeMode.ShortestEdge, Size = 128, Filter = ResizeFilter.Lanczos } },
            manifest with { Orientation = Orientation.Exif, Resize = new ModelResize { Mode = ResizeMode.Fit, Filter = ResizeFilter.Bicubic } },
            manifest with { Resize = new ModelResize { Mode = ResizeMode.Stretch, Filter = ResizeFilter.Nearest } },
            manifest with { Draft = [2, 2] },
        }.Select(variant => new Preprocessor(variant, new InferenceOptions()))];

    public static void Run(Stream input, TextWriter output)
    {
        var target = new Target(ModelFolder.Open(Path.Combine(Repository.Root, "models", "clothing")).Manifest);
        using var reader = new BinaryReader(input);
        while (true)
        {
            byte[] image;
            try
            {
                image = reader.ReadBytes(reader.ReadInt32());
            }
            catch (EndOfStreamException)
            {
                return;
            }

            PeakMemory.Reset();
            var (outcome, detail) = target.Try(image);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome}\t{PeakMemory.Bytes}\t{detail.ReplaceLineEndings(" | ")}"));
            output.Flush();
        }
    }

    private (string Outcome, string Detail) Try(byte[] image)
    {
        var preprocessor = _preprocessors[image.Length % _preprocessors.Length];
        Array.Resize(ref _tensor, preprocessor.Length);
        Array.Resize(ref _again, preprocessor.Length);
        try
        {
            switch (preprocessor.Fill(image, _tensor))
            {
                case Outcome<FilledTensor>.Refused(var (code, message)):
                    return code is ErrorCode.CorruptImage or ErrorCode.UnsupportedFormat or ErrorCode.ImageTooLarge
                        ? (code, message)
                        : (Verdict.Exception, $"An unknown code: {code}");
                case Outcome<FilledTensor>.Ok(var (width, height, _, _)) when width * height * RgbImage.Channels < LargestPoisoned:
                    Poison();
                    preprocessor.Fill(image, _again);
                    return _tensor.AsSpan().SequenceEqual(_again) ? (Verdict.Decoded, "") : (Verdict.Leak, $"{width} × {height}");
                default:
                    return (Verdict.Decoded, "");
            }
        }
#pragma warning disable CA1031 // Anything that comes out is what is looked for
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (Verdict.Exception, exception.ToString());
        }
    }

    /// <summary>Fills the buffers that the next image is decoded into.</summary>
    private static void Poison()
    {
        for (var length = SmallestBuffer; length <= LargestPoisoned; length *= 2)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            buffer.AsSpan().Fill(0xA5);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
