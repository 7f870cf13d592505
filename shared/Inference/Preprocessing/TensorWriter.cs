using System.Runtime.InteropServices;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>Pixels to the tensor's values. A pixel is a byte, so that a table of 256 values is both exact and fast.</summary>
internal abstract class TensorWriter
{
    /// <summary>A tensor value's size.</summary>
    public abstract int Bytes { get; }

    /// <summary>As numpy names a little-endian type.</summary>
    public abstract string NumpyType { get; }

    public static TensorWriter For(ModelInput input, Normalization normalization) => input.Type switch
    {
        TensorType.Float16 => new Of<Half>(input, normalization, "<f2", value => (Half)value),
        TensorType.UInt8 => new Of<byte>(input, normalization, "|u1", value => (byte)value),
        _ => new Of<float>(input, normalization, "<f4", value => value),
    };

    /// <param name="image">Of the input's size.</param>
    /// <param name="tensor">One value for each pixel and channel, in the input's layout.</param>
    public abstract void Write(RgbImage image, Span<byte> tensor);

    private sealed class Of<T> : TensorWriter
        where T : unmanaged
    {
        private readonly bool _planes;

        /// <summary>For each of the tensor's channels: which of red, green and blue it is, and the table of its values.</summary>
        private readonly (int Colour, T[] Table)[] _channels = new (int, T[])[RgbImage.Channels];

        public Of(ModelInput input, Normalization normalization, string numpyType, Converter<float, T> convert)
        {
            NumpyType = numpyType;
            _planes = input.Layout == TensorLayout.Nchw;
            for (var channel = 0; channel < RgbImage.Channels; channel++)
            {
                var colour = input.ChannelOrder == ChannelOrder.Rgb ? channel : RgbImage.Channels - 1 - channel;
                _channels[channel] = (colour, Array.ConvertAll(normalization.TableOf(channel), convert));
            }
        }

        public override unsafe int Bytes => sizeof(T);

        public override string NumpyType { get; }

        public override void Write(RgbImage image, Span<byte> tensor)
        {
            ReadOnlySpan<byte> pixels = image.Pixels;
            var values = MemoryMarshal.Cast<byte, T>(tensor);
            if (values.Length != pixels.Length)
            {
                throw new ArgumentException($"The tensor holds {values.Length} values, the image {pixels.Length}.", nameof(tensor));
            }

            var area = pixels.Length / RgbImage.Channels;
            for (var channel = 0; channel < RgbImage.Channels; channel++)
            {
                var (colour, table) = _channels[channel];
                var (start, step) = _planes ? (channel * area, 1) : (channel, RgbImage.Channels);
                for (int from = colour, to = start; from < pixels.Length; from += RgbImage.Channels, to += step)
                {
                    values[to] = table[pixels[from]];
                }
            }
        }
    }
}
