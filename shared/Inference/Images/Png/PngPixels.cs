namespace ImageClassification.Inference.Images.Png;

/// <summary>Turns a row's bytes to pixels.</summary>
internal sealed class PngPixels
{
    /// <summary>More than these are not opened by Pillow.</summary>
    public const int MostColours = 256;

    private readonly PngLayout _layout;
    private readonly byte[] _colours = new byte[MostColours * RgbImage.Channels];

    /// <param name="layout">How pixels are stored.</param>
    /// <param name="palette">The colours of the first palette indexes. The others are grey, as Pillow has them.</param>
    public PngPixels(PngLayout layout, ReadOnlySpan<byte> palette)
    {
        _layout = layout;
        var scale = layout is { ColourType: PngLayout.Grey, BitDepth: < 8 } ? byte.MaxValue / ((1 << layout.BitDepth) - 1) : 1;
        for (var i = 0; i < _colours.Length; i++)
        {
            _colours[i] = (byte)(i / RgbImage.Channels * scale);
        }

        palette[..(palette.Length / RgbImage.Channels * RgbImage.Channels)].CopyTo(_colours);
    }

    /// <param name="row">The pixels as stored, at least as many as are written.</param>
    /// <param name="target">From the first pixel to the last.</param>
    /// <param name="step">Bytes from one pixel of the target to the next.</param>
    public void Write(ReadOnlySpan<byte> row, Span<byte> target, int step)
    {
        if (_layout.IsIndexed)
        {
            WriteColours(row, target, step);
        }
        else if (_layout is { ColourType: PngLayout.Rgb, BitDepth: 8 } && step == RgbImage.Channels)
        {
            row[..target.Length].CopyTo(target);
        }
        else
        {
            WriteSamples(row, target, step);
        }
    }

    private void WriteColours(ReadOnlySpan<byte> row, Span<byte> target, int step)
    {
        var bits = _layout.BitDepth;
        var mask = (1 << bits) - 1;
        var bit = 0;
        for (var at = 0; at < target.Length; at += step)
        {
            var index = (row[bit >> 3] >> (8 - bits - (bit & 7))) & mask;
            bit += bits;
            _colours.AsSpan(index * RgbImage.Channels, RgbImage.Channels).CopyTo(target[at..]);
        }
    }

    /// <summary>Of 16 bits the upper eight. Without colour, grey is all three.</summary>
    private void WriteSamples(ReadOnlySpan<byte> row, Span<byte> target, int step)
    {
        var pixel = _layout.BitsPerPixel / 8;
        var green = _layout.HasColour ? _layout.BitDepth / 8 : 0;
        for (int at = 0, from = 0; at < target.Length; at += step, from += pixel)
        {
            target[at] = row[from];
            target[at + 1] = row[from + green];
            target[at + 2] = row[from + (2 * green)];
        }
    }
}
