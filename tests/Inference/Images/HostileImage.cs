using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ImageClassification.Fuzz.Mutations;
using ImageClassification.Inference.Tests.Images.WebP;

namespace ImageClassification.Inference.Tests.Images;

/// <summary>Small files that claim, or hold, far more than they weigh, and files that are not what they seem.</summary>
internal static class HostileImage
{
    private static readonly byte[] StartOfScan = [0xFF, 0xDA];

    /// <summary>A golden JPEG whose frame header says so.</summary>
    public static byte[] Resized(string file, int side)
    {
        var jpeg = ImageFile.Read(file);
        var frame = JpegFrame(jpeg);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), (ushort)side);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), (ushort)side);
        return jpeg;
    }

    /// <summary>For which libjpeg keeps six bytes a pixel beside the pixels.</summary>
    public static byte[] Progressive444(int side)
    {
        var jpeg = Resized("progressive.jpg", side);
        jpeg[JpegFrame(jpeg) + 11] = 0x11;
        return jpeg;
    }

    /// <summary>Grey noise without end, whose statistics keep the decoder busy for all pixels behind it.</summary>
    public static byte[] Arithmetic(int side)
    {
        var jpeg = ImageFile.Case("jpg-50mp-8160x6120.jpg");
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC9]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), (ushort)side);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), (ushort)side);
        var noise = new byte[1000];
        new Random(1).NextBytes(noise);
        return [.. jpeg[..^5], .. noise.Where(value => value != 0xFF), 0xFF, 0xD9];
    }

    /// <summary>Progressive with four channels, for which libjpeg keeps eight bytes a pixel beside the pixels. Its data are nonsense.</summary>
    public static byte[] ProgressiveCmyk(int side)
    {
        var jpeg = Resized("cmyk-adobe.jpg", side);
        jpeg[JpegFrame(jpeg) + 1] = 0xC2;
        var scan = jpeg.AsSpan().IndexOf(StartOfScan);
        jpeg[scan + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(scan + 2)) - 2] = 0; // the first scan ends with the first coefficient
        return jpeg;
    }

    public static byte[] JpegOfScans(int scans, int side)
    {
        var jpeg = Resized("progressive.jpg", side);
        var last = jpeg.AsSpan().LastIndexOf(StartOfScan);
        return [.. jpeg[..last], .. Enumerable.Repeat(jpeg[last..^2], scans).SelectMany(scan => scan), 0xFF, 0xD9];
    }

    /// <summary>One colour. <paramref name="type"/>: 0 grey, 2 RGB, 6 RGBA.</summary>
    public static byte[] Png(int side, byte bits, byte type, params byte[][] chunks)
    {
        var channels = type switch { 2 => 3, 6 => 4, _ => 1 };
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (bits, type);
        var row = 1 + (((side * bits * channels) + 7) / 8);
        return [.. ImageFile.Read("rgb.png")[..8], .. Repair.Chunk("IHDR"u8, header), .. chunks.SelectMany(chunk => chunk),
            .. Repair.Chunk("IDAT"u8, Zeros((long)row * side)), .. Repair.Chunk("IEND"u8, [])];
    }

    /// <summary>A whole small picture whose compressed pixels go on for longer than it needs.</summary>
    public static byte[] PngWithTooMuchData(long bytes)
    {
        var png = Png(8, 8, 2);
        return [.. png[..(8 + 25)], .. Repair.Chunk("IDAT"u8, Zeros(bytes)), .. Repair.Chunk("IEND"u8, [])];
    }

    /// <summary>A text or profile that is kilobytes packed and megabytes unpacked.</summary>
    public static byte[] PackedChunk(string type, long bytes) => Repair.Chunk(Encoding.ASCII.GetBytes(type), [.. "name"u8, 0, 0, .. Zeros(bytes)]);

    /// <summary>One colour.</summary>
    public static byte[] Gif(ushort side)
    {
        byte[] size = [(byte)side, (byte)(side >> 8), (byte)side, (byte)(side >> 8)];
        var blocks = OneColour(side * side).Chunk(255).SelectMany(block => block.Prepend((byte)block.Length));
        return [.. "GIF89a"u8, .. size, 0x80, 0, 0, 10, 20, 30, 40, 50, 60, 0x2C, 0, 0, 0, 0, .. size, 0, 2, .. blocks, 0, 0x3B];
    }

    /// <summary>Lossless, one colour: five codes of one symbol each, which take no bits. <see href="https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification"/></summary>
    public static byte[] OneColourWebP(int side)
    {
        byte[] image = [0x2F, 0, 0, 0, 0, 0b1000_1000, 0b1000_1000, 0b0000_1000, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(1), (side - 1) * 0x4001);
        return [.. "RIFF"u8, (byte)(12 + image.Length), 0, 0, 0, .. "WEBPVP8L"u8, (byte)image.Length, 0, 0, 0, .. image];
    }

    /// <summary>Lossy, 47 × 37.</summary>
    public static byte[] WebPWithAlpha(byte[] losslessStream)
    {
        byte[] header = [0x10, 0, 0, 0, 47 - 1, 0, 0, 37 - 1, 0, 0];
        var picture = ImageFile.Read("lossy.webp").AsSpan(12);
        return LosslessWriter.Riff([
            .. LosslessWriter.Chunk("VP8X"u8, header), .. LosslessWriter.Chunk("ALPH"u8, [1, .. losslessStream]), .. picture]);
    }

    /// <summary>One bit a pixel.</summary>
    public static byte[] Bmp(int side, bool withPixels)
    {
        const int header = 62;
        var stride = (side + 31) / 32 * 4;
        var bmp = new byte[header + (withPixels ? stride * side : 0)];
        "BM"u8.CopyTo(bmp);
        foreach (var (at, value) in new[] { (2, bmp.Length), (10, header), (14, 40), (18, side), (22, side), (26, 1 | (1 << 16)), (46, 2) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(at), value);
        }

        return bmp;
    }

    /// <summary>Rows of one colour each.</summary>
    public static byte[] BmpOfRuns(int side)
    {
        var bmp = Bmp(side, withPixels: false);
        (bmp[28], bmp[30]) = (8, 1); // bits a pixel, run lengths
        IEnumerable<byte> row = [.. Enumerable.Repeat((byte[])[250, 1], side / 250).SelectMany(run => run), 0, 0];
        return [.. bmp, .. Enumerable.Repeat(row, side).SelectMany(bytes => bytes), 0, 1];
    }

    /// <summary>As zlib packs them.</summary>
    public static byte[] Zeros(long length)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var zeros = new byte[1 << 16];
            for (; length > 0; length -= zeros.Length)
            {
                packing.Write(zeros, 0, (int)Math.Min(length, zeros.Length));
            }
        }

        return packed.ToArray();
    }

    private static int JpegFrame(byte[] jpeg) =>
        Layout.Of(jpeg, Inference.Images.ImageFormat.Jpeg).Parts.First(part => jpeg[part.Start + 1] is 0xC0 or 0xC2).Start;

    /// <summary>LZW, in which each code stands for one pixel more than the one before. <see href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt"/>, appendix F</summary>
    private static List<byte> OneColour(int pixels)
    {
        const int clear = 4, end = 5, most = 4096;
        var (bytes, buffer, bits, width) = (new List<byte>(), 0, 0, 3);
        Write(clear);
        for (var (left, next) = (pixels, end); left > 0; next++)
        {
            // The next code is the first pixel's colour, then that of two pixels, of three …
            var run = Math.Min(left, next == end ? 1 : next - clear);
            Write(run == 1 ? 0 : clear + run);
            left -= run;
            width = next + 1 >= 1 << width && width < 12 ? width + 1 : width;
            if (next == most - 2)
            {
                Write(clear);
                (next, width) = (end - 1, 3);
            }
        }

        Write(end);
        bytes.Add((byte)buffer);
        return bytes;

        void Write(int code)
        {
            buffer |= code << bits;
            for (bits += width; bits >= 8; bits -= 8, buffer >>= 8)
            {
                bytes.Add((byte)buffer);
            }
        }
    }
}
