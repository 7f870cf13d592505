namespace ImageClassification.Inference.Images.Heif;

/// <summary>Measures a still picture of AV1, without decoding it. <see href="https://aomediacodec.github.io/av1-spec/"/>, sections 5.3 to 5.9</summary>
internal static class Av1Stream
{
    private const int SequenceHeader = 1;
    private const int FrameHeader = 3;
    private const int Frame = 6;

    /// <summary>Layers of one picture.</summary>
    private const int MostFrames = 4;

    /// <param name="configuration">The av1C property's content.</param>
    /// <param name="data">OBUs.</param>
    /// <returns>Null if they are damaged, or not one picture whose frames have the same size.</returns>
    public static CodedImage? Measure(ReadOnlySpan<byte> configuration, ReadOnlySpan<byte> data)
    {
        const int header = 4;
        if (configuration.Length < header)
        {
            return null;
        }

        Av1Sequence? sequence = null;
        var frames = 0;
        return TryRead(configuration[header..], ref sequence, ref frames) && TryRead(data, ref sequence, ref frames) && frames is > 0 and <= MostFrames
            ? sequence!.Image with { Passes = frames }
            : null;
    }

    private static bool TryRead(ReadOnlySpan<byte> units, ref Av1Sequence? sequence, ref int frames)
    {
        var reader = new HeifReader(units, 0, units.Length);
        while (!reader.IsAtEnd)
        {
            var header = (int)reader.Read(1);
            reader.Read((header & 4) != 0 ? 1 : 0); // layers
            var length = (header & 2) != 0 ? ReadLength(ref reader) : reader.Left;
            if (!reader.TryReadBytes(length, out var unit))
            {
                return false;
            }

            var bits = new BitReader(unit, isEscaped: false);
            switch (header >> 3)
            {
                case SequenceHeader:
                    var another = Av1Sequence.Read(bits);
                    sequence = sequence is null || sequence == another ? another : null;
                    if (sequence is null)
                    {
                        return false;
                    }

                    break;
                case FrameHeader or Frame:
                    frames++;
                    if (sequence is null || sequence.HasOtherSize(bits))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private static long ReadLength(ref HeifReader reader)
    {
        long length = 0;
        for (var shift = 0; shift < 56; shift += 7)
        {
            var next = reader.Read(1);
            length |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                break;
            }
        }

        return length;
    }
}
