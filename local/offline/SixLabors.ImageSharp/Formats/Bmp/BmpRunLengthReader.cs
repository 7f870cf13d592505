using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>
/// RLE8 and RLE4: https://learn.microsoft.com/windows/win32/gdi/bitmap-compression. Pixels that are skipped stay black.
/// </summary>
internal sealed class BmpRunLengthReader<TPixel>(BmpHeader header, Rgb24[] palette, Image<TPixel> image)
    where TPixel : unmanaged, IPixel<TPixel>
{
    private const int EndOfLine = 0;
    private const int EndOfBitmap = 1;
    private const int Delta = 2;

    private readonly long _total = (long)header.Width * header.Height;
    private readonly int _bits = header.BitsPerPixel;
    private long _written;

    public void Read(ReadOnlySpan<byte> data, CancellationToken cancellationToken)
    {
        FillWithBlack();
        while (_written < _total)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (count, value) = (Take(ref data, 1)[0], Take(ref data, 1)[0]);
            if (count > 0)
            {
                Write(count, [value], repeated: true);
            }
            else if (value == EndOfBitmap)
            {
                return;
            }
            else if (value == EndOfLine)
            {
                _written += (header.Width - (_written % header.Width)) % header.Width;
            }
            else if (value == Delta)
            {
                var (right, up) = (Take(ref data, 1)[0], Take(ref data, 1)[0]);
                _written += ((long)up * header.Width) + right;
            }
            else
            {
                var bytes = ((value * _bits) + 7) / 8;
                Write(value, Take(ref data, bytes), repeated: false);
                Take(ref data, Math.Min(bytes & 1, data.Length));
            }
        }
    }

    private void Write(int count, ReadOnlySpan<byte> values, bool repeated)
    {
        if (count > _total - _written)
        {
            throw new InvalidImageContentException("The bitmap is broken: a run leaves the image.");
        }

        for (var i = 0; i < count; i++)
        {
            var (y, x) = Math.DivRem(_written++, header.Width);
            var index = (_bits, repeated) switch
            {
                (8, true) => values[0],
                (8, false) => values[i],
                (_, true) => Nibble(values[0], i),
                (_, false) => Nibble(values[i / 2], i),
            };
            image.Row((int)(header.TopDown ? y : header.Height - 1 - y))[(int)x].FromRgb24(BmpReader.Look(palette, index));
        }
    }

    private void FillWithBlack()
    {
        var black = default(TPixel);
        black.FromRgb24(default);
        for (var y = 0; y < header.Height; y++)
        {
            image.Row(y).Fill(black);
        }
    }

    private static int Nibble(byte pair, int i) => (i & 1) == 0 ? pair >> 4 : pair & 0xF;

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> data, int count)
    {
        if (count > data.Length)
        {
            throw new InvalidImageContentException("The bitmap is broken: the pixels are cut short.");
        }

        var taken = data[..count];
        data = data[count..];

        return taken;
    }
}
