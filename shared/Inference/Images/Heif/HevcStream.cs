using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>Measures a still picture of H.265, without decoding it. <see href="https://www.itu.int/rec/T-REC-H.265"/>, sections 7.3.1 and 7.3.2</summary>
internal static class HevcStream
{
    private const int LastSlice = 31;

    /// <summary>Types of pictures that need no others; libde265 would invent the others, each as large.</summary>
    private const int FirstAlone = 16, LastAlone = 21;

    private const int SequenceParameters = 33;
    private const int NalHeader = 2;

    /// <param name="configuration">The hvcC property's content.</param>
    /// <param name="data">NAL units, each after its length in four bytes, as libheif takes them.</param>
    /// <returns>Null if they are damaged, or not one picture.</returns>
    public static CodedImage? Measure(ReadOnlySpan<byte> configuration, ReadOnlySpan<byte> data)
    {
        const int arrays = 23;
        CodedImage? image = null;
        var (slices, pictures) = (0, 0);
        if (configuration.Length < arrays || (configuration[21] & 3) != 3)
        {
            return null;
        }

        var reader = new HeifReader(configuration, arrays - 1, configuration.Length);
        for (var left = reader.Read(1); left > 0; left--)
        {
            reader.Read(1); // their kind
            for (var count = reader.Read(2); count > 0 && !reader.IsBroken; count--)
            {
                if (!reader.TryReadBytes((int)reader.Read(2), out var unit) || !TryAdd(unit))
                {
                    return null;
                }
            }
        }

        reader = new HeifReader(data, 0, data.Length);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadBytes(reader.Read(4), out var unit) || !TryAdd(unit))
            {
                return null;
            }
        }

        return pictures == 1 && image is { } found ? found with { Passes = slices } : null;

        bool TryAdd(ReadOnlySpan<byte> unit)
        {
            if (unit.Length <= NalHeader || (BinaryPrimitives.ReadUInt16BigEndian(unit) & 0x1F8) != 0)
            {
                return true; // empty, or of another layer, which decoders pass over
            }

            var kind = unit[0] >> 1;
            if (kind <= LastSlice)
            {
                slices++;
                pictures += unit[NalHeader] >> 7; // a picture's first slice
                return kind is >= FirstAlone and <= LastAlone;
            }

            if (kind != SequenceParameters)
            {
                return true;
            }

            // Which of several counts is the slices' affair.
            var another = ReadParameters(new BitReader(unit[NalHeader..], isEscaped: true));
            image = image is null || image == another ? another : null;
            return image is not null;
        }
    }

    private static CodedImage? ReadParameters(BitReader bits)
    {
        bits.Read(4);
        SkipProfile(ref bits, (int)bits.Read(3));
        bits.ReadCode();
        var chroma = (int)Math.Min(bits.ReadCode(), 4);
        var hasPlanes = chroma == CodedImage.Full && bits.ReadFlag();
        var (width, height) = ((long)bits.ReadCode(), (long)bits.ReadCode());
        var (left, right, top, bottom) = bits.ReadFlag() ? (bits.ReadCode(), bits.ReadCode(), bits.ReadCode(), (long)bits.ReadCode()) : default;
        var depth = 8 + (int)Math.Min(Math.Max(bits.ReadCode(), bits.ReadCode()), 9);
        var (cropX, cropY) = (chroma is CodedImage.Quarter or CodedImage.Half ? 2 : 1, chroma == CodedImage.Quarter ? 2 : 1);
        var (shownWidth, shownHeight) = (width - (cropX * ((long)left + right)), height - (cropY * (top + bottom)));
        return bits.IsBroken || hasPlanes || chroma > CodedImage.Full || depth > 16 || shownWidth <= 0 || shownHeight <= 0
            ? null
            : new CodedImage(width, height, shownWidth, shownHeight, depth, chroma, 1);
    }

    private static void SkipProfile(ref BitReader bits, int subLayers)
    {
        const int profile = 88, level = 8, mostSubLayers = 8;
        bits.Read(1);
        Skip(ref bits, profile + level);
        Span<bool> parts = stackalloc bool[2 * mostSubLayers];
        for (var i = 0; i < 2 * subLayers; i++)
        {
            parts[i] = bits.ReadFlag();
        }

        Skip(ref bits, subLayers > 0 ? 2 * (mostSubLayers - subLayers) : 0);
        for (var i = 0; i < 2 * subLayers; i++)
        {
            Skip(ref bits, !parts[i] ? 0 : i % 2 == 0 ? profile : level);
        }
    }

    private static void Skip(ref BitReader bits, int count)
    {
        for (; count > 0; count--)
        {
            bits.Read(1);
        }
    }
}
