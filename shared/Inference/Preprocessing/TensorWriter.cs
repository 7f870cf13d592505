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
        TensorType.Float64 => new Of<double>(input, normalization, "<f8", value => value),
        TensorType.UInt8 => new Of<byte>(input, normalization, "|u1", value => (byte)value),
        TensorType.Int8 => new Of<sbyte>(input, normalization, "|i1", value => (sbyte)value),
        TensorType.Int32 => new Of<int>(input, normalization, "<i4", value => (int)value),
        TensorType.Int64 => new Of<long>(input, normalization, "<i8", value => (long)value),
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
        private readonly (int Colour, T[] Table)[] _channels;

        public Of(ModelInput input, Normalization normalization, string numpyType, Converter<float, T> convert)
        {
            NumpyType = numpyType;
            _planes = input.Layout == TensorLayout.Nchw;
            _channels = new (int, T[])[input.Channels];
            for (var channel = 0; channel < input.Channels; channel++)
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
            var area = pixels.Length / RgbImage.Channels;
            if (values.Length != area * _channels.Length)
            {
                throw new ArgumentException($"The tensor has {values.Length} values, but the image has {area * _channels.Length}.", nameof(tensor));
            }

            for (var channel = 0; channel < _channels.Length; channel++)
            {
                var (colour, table) = _channels[channel];
                var (start, step) = _planes ? (channel * area, 1) : (channel, _channels.Length);
                for (int from = colour, to = start; from < pixels.Length; from += RgbImage.Channels, to += step)
                {
                    values[to] = table[pixels[from]];
                }
            }
        }
    }
}
