using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>Pixels to the tensor's values. A pixel is a byte, so that a table of 256 values is both exact and fast.</summary>
internal sealed class TensorWriter
{
    private readonly bool _planes;

    /// <summary>For each of the tensor's channels: which of red, green and blue it is, and the table of its values.</summary>
    private readonly (int Colour, float[] Table)[] _channels = new (int, float[])[RgbImage.Channels];

    public TensorWriter(ModelInput input, Normalization normalization)
    {
        _planes = input.Layout == TensorLayout.Nchw;
        for (var channel = 0; channel < RgbImage.Channels; channel++)
        {
            var colour = input.ChannelOrder == ChannelOrder.Rgb ? channel : RgbImage.Channels - 1 - channel;
            _channels[channel] = (colour, normalization.TableOf(channel));
        }
    }

    /// <param name="image">Of the input's size.</param>
    /// <param name="tensor">One float for each pixel and channel, in the input's layout.</param>
    public void Write(RgbImage image, Span<float> tensor)
    {
        ReadOnlySpan<byte> pixels = image.Pixels;
        if (tensor.Length != pixels.Length)
        {
            throw new ArgumentException($"The tensor holds {tensor.Length} values, the image {pixels.Length}.", nameof(tensor));
        }

        var area = pixels.Length / RgbImage.Channels;
        for (var channel = 0; channel < RgbImage.Channels; channel++)
        {
            var (colour, table) = _channels[channel];
            var (start, step) = _planes ? (channel * area, 1) : (channel, RgbImage.Channels);
            for (int from = colour, to = start; from < pixels.Length; from += RgbImage.Channels, to += step)
            {
                tensor[to] = table[pixels[from]];
            }
        }
    }
}
