namespace ImageClassification.Inference.Images.Heif;

/// <summary>A sequence header of AV1: its image, and what is needed to read a frame's header as far as its size.</summary>
internal sealed record Av1Sequence(CodedImage Image, bool IsReduced, int TimeBits, int IdBits, uint ScreenContent, uint IntegerVectors)
{
    /// <summary>Stated by each frame.</summary>
    private const uint ByFrame = 2;

    /// <returns>Null where it is damaged.</returns>
    public static Av1Sequence? Read(BitReader bits)
    {
        var profile = bits.Read(3);
        bits.Read(1); // still picture
        var isReduced = bits.ReadFlag();
        var timeBits = isReduced ? 0 : ReadOperatingPoints(ref bits);
        bits.Read(isReduced ? 5 : 0); // level
        var (widthBits, heightBits) = ((int)bits.Read(4) + 1, (int)bits.Read(4) + 1);
        var (width, height) = ((long)bits.Read(widthBits) + 1, (long)bits.Read(heightBits) + 1);
        var idBits = !isReduced && bits.ReadFlag() ? (int)(bits.Read(4) + bits.Read(3)) + 3 : 0;
        bits.Read(3);
        var (screenContent, integerVectors) = (ByFrame, ByFrame);
        if (!isReduced)
        {
            bits.Read(4);
            var hasOrder = bits.ReadFlag();
            bits.Read(hasOrder ? 2 : 0);
            screenContent = bits.ReadFlag() ? ByFrame : bits.Read(1);
            integerVectors = screenContent == 0 || bits.ReadFlag() ? ByFrame : bits.Read(1);
            bits.Read(hasOrder ? 3 : 0);
        }

        bits.Read(3);
        var (depth, chroma) = ReadColours(ref bits, profile);
        return bits.IsBroken || profile > 2
            ? null
            : new Av1Sequence(new CodedImage(width, height, width, height, depth, chroma, 1), isReduced, timeBits, idBits, screenContent, integerVectors);
    }

    /// <summary>Whether a frame states a size of its own.</summary>
    public bool HasOtherSize(BitReader bits)
    {
        const uint keyFrame = 0, switchFrame = 3;
        if (IsReduced || bits.ReadFlag())
        {
            return false; // shows an earlier one
        }

        var kind = bits.Read(2);
        var isShown = bits.ReadFlag();
        bits.Read(isShown ? TimeBits : 1);
        bits.Read(kind == switchFrame || (kind == keyFrame && isShown) ? 0 : 1);
        bits.Read(1);
        var isScreen = ScreenContent == ByFrame ? bits.Read(1) : ScreenContent;
        bits.Read(isScreen == 1 && IntegerVectors == ByFrame ? 1 : 0);
        bits.Read(IdBits);
        return kind == switchFrame || bits.ReadFlag();
    }

    /// <returns>How many bits a shown frame's time has.</returns>
    private static int ReadOperatingPoints(ref BitReader bits)
    {
        var (delayBits, timeBits, isEven) = (0, 0, false);
        if (bits.ReadFlag())
        {
            bits.Read(32);
            bits.Read(32);
            isEven = bits.ReadFlag();
            if (isEven)
            {
                bits.ReadCode();
            }

            if (bits.ReadFlag())
            {
                delayBits = (int)bits.Read(5) + 1;
                bits.Read(32);
                bits.Read(5);
                timeBits = (int)bits.Read(5) + 1;
            }
        }

        var hasDelay = bits.ReadFlag();
        for (var left = bits.Read(5) + 1; left > 0; left--)
        {
            bits.Read(12);
            bits.Read(bits.Read(5) > 7 ? 1 : 0);
            if (delayBits > 0 && bits.ReadFlag())
            {
                bits.Read(delayBits);
                bits.Read(delayBits);
                bits.Read(1);
            }

            if (hasDelay && bits.ReadFlag())
            {
                bits.Read(4);
            }
        }

        return isEven ? 0 : timeBits;
    }

    private static (int Depth, int Chroma) ReadColours(ref BitReader bits, uint profile)
    {
        const uint high = 1, professional = 2;
        var depth = !bits.ReadFlag() ? 8 : profile == professional && bits.ReadFlag() ? 12 : 10;
        var isGrey = profile != high && bits.ReadFlag();
        var (primaries, transfer, matrix) = bits.ReadFlag() ? (bits.Read(8), bits.Read(8), bits.Read(8)) : default;
        if (isGrey)
        {
            return (depth, CodedImage.Grey);
        }

        if ((primaries, transfer, matrix) is (1, 13, 0)) // sRGB
        {
            return (depth, CodedImage.Full);
        }

        bits.Read(1);
        var chroma = profile switch
        {
            high => CodedImage.Full,
            professional when depth < 12 => CodedImage.Half,
            professional => !bits.ReadFlag() ? CodedImage.Full : bits.ReadFlag() ? CodedImage.Quarter : CodedImage.Half,
            _ => CodedImage.Quarter,
        };
        return (depth, chroma);
    }
}
