namespace ImageClassification.Inference.Images.Tiff;

/// <summary>A segment's rows to an image's: shades and palette indexes to colours, all else sample by sample.</summary>
internal readonly struct TiffPixels
{
    private const int Bits = 8;

    private readonly TiffLayout _layout;

    /// <summary>Three bytes for each value; empty where samples are colours.</summary>
    private readonly byte[] _colours;

    public TiffPixels(TiffLayout layout, TiffField palette)
    {
        _layout = layout;
        _colours = layout.HasColourTable ? new byte[RgbImage.Channels << (int)layout.Bits] : [];
        var values = _colours.Length / RgbImage.Channels;
        for (var i = 0; i < _colours.Length; i++)
        {
            var (value, channel) = (i / RgbImage.Channels, i % RgbImage.Channels);
            var shade = value * 255 / (values - 1);
            _colours[i] = layout.Colour switch
            {
                TiffColour.Palette => (byte)(palette[(channel * values) + value] >> Bits),
                TiffColour.WhiteIsZero => (byte)(255 - shade),
                _ => (byte)shade,
            };
        }
    }

    /// <param name="row">As stored.</param>
    /// <param name="target">As many pixels as are wanted.</param>
    /// <param name="plane">Which channel the row is, where they are apart.</param>
    public void Write(ReadOnlySpan<byte> row, Span<byte> target, int plane)
    {
        var (channels, bits, step) = (_layout.Channels, (int)_layout.Bits, (int)_layout.SamplesPerSegment);
        if (_layout.HasColourTable)
        {
            var mask = (1 << bits) - 1;
            for (int x = 0, to = 0; to < target.Length; x += step * bits, to += channels)
            {
                var value = (row[x / Bits] >> (Bits - bits - (x % Bits))) & mask;
                _colours.AsSpan(value * channels, channels).CopyTo(target[to..]);
            }

            return;
        }

        var bytes = bits / Bits;
        row = row[(_layout.IsBigEndian ? 0 : bytes - 1)..]; // of 16 bits, the upper eight
        if (_layout.IsPlanar)
        {
            for (int from = 0, to = plane; to < target.Length; from += bytes, to += channels)
            {
                target[to] = row[from];
            }

            return;
        }

        for (int from = 0, to = 0; to < target.Length; from += step * bytes, to += channels)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                target[to + channel] = row[from + (channel * bytes)];
            }
        }
    }

    /// <summary><see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Unpack.c"/>, unpackRGBa</summary>
    /// <param name="rgba">Four bytes a pixel.</param>
    /// <param name="rgb">Three bytes a pixel; may start where the other does.</param>
    public static void DivideByAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += RgbImage.Channels)
        {
            int alpha = rgba[from + 3];
            for (var channel = 0; channel < RgbImage.Channels; channel++)
            {
                rgb[to + channel] = (byte)(alpha == 0 ? 0 : Math.Min(255, rgba[from + channel] * 255 / alpha));
            }
        }
    }
}
