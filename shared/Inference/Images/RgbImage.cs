namespace ImageClassification.Inference.Images;

/// <summary>Decoded pixels: rows from the top, three bytes (red, green, blue) a pixel, no padding. Returns its buffer when disposed.</summary>
/// <param name="width">In pixels.</param>
/// <param name="height">In pixels.</param>
/// <param name="decodedChannels">Bytes a pixel that a decoder writes first, to be made three in place.</param>
internal sealed class RgbImage(int width, int height, int decodedChannels = RgbImage.Channels) : IDisposable
{
    public const int Channels = 3;

    /// <summary>The resampler reads 16 bytes at a time, of the last pixel too.</summary>
    private const int Slack = 16;

    private readonly PixelBuffer _buffer = new(checked((width * height * decodedChannels) + Slack));

    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Stride => Width * Channels;

    public Span<byte> Pixels => PixelsAndSlack[..^Slack];

    /// <summary>Some bytes more than the pixels are, of any value.</summary>
    public Span<byte> PixelsAndSlack => _buffer.Bytes[..((Stride * Height) + Slack)];

    /// <summary>Buffer for the decoder's output, from the first pixel on.</summary>
    public Span<byte> Decoded => _buffer.Bytes[..^Slack];

    public Span<byte> Row(int y) => Pixels.Slice(y * Stride, Stride);

    public void Dispose() => _buffer.Dispose();
}
