using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Png;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Finds a PNG's IHDR chunk, which need not be the first for Pillow, and refuses what cannot be decoded.</summary>
internal static class PngHeader
{
    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        long position = PngChunk.SignatureLength;
        while (PngChunk.TryRead(image, position, out var chunk))
        {
            if (chunk.Is("IHDR"u8))
            {
                return chunk.Data.Length < PngLayout.HeaderLength
                    ? ImageErrors.Corrupt("The PNG's IHDR chunk is cut off")
                    : Read(PngLayout.Of(chunk.Data));
            }

            position = chunk.End;
        }

        return ImageErrors.Corrupt("The PNG has no IHDR chunk, or ends before it");
    }

    private static Outcome<ImageHeader> Read(PngLayout layout)
    {
        if (layout.Width is 0 or > int.MaxValue || layout.Height is 0 or > int.MaxValue)
        {
            return ImageErrors.Corrupt($"The PNG's header claims {layout.Width} × {layout.Height} pixels");
        }

        if (!layout.IsKnown)
        {
            return ImageErrors.Corrupt(
                $"The PNG's header claims colour type {layout.ColourType}, bit depth {layout.BitDepth} and filter method {layout.FilterMethod}, which is not a valid combination");
        }

        return layout is { ColourType: PngLayout.Grey, BitDepth: 16 }
            ? ImageErrors.Unsupported(
                "A grey PNG of 16 bits, which Pillow's convert(\"RGB\"), and so most training code, clips to white",
                "Save it with 8 bits, by the tool that made the training images")
            : new ImageHeader(ImageFormat.Png, (int)layout.Width, (int)layout.Height);
    }
}
