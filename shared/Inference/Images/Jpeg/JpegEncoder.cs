using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>Pixels to a JPEG for display: with half the chroma, which is invisible in small pictures. Safe for several threads.</summary>
internal static unsafe class JpegEncoder
{
    private const int Quality = 78;

    public static byte[] Encode(RgbImage image)
    {
        using var handle = TurboJpeg.InitCompress();
        var bytes = new byte[checked((int)TurboJpeg.MostBytes(image.Width, image.Height, TurboJpeg.Subsampled).Value)];
        var length = new CULong((nuint)bytes.Length);
        fixed (byte* pixels = image.Pixels, target = bytes)
        {
            var start = target;
            if (TurboJpeg.Compress(handle, pixels, image.Width, image.Stride, image.Height,
                TurboJpeg.Rgb, &start, ref length, TurboJpeg.Subsampled, Quality, TurboJpeg.KeepBuffer) != 0)
            {
                throw new InvalidOperationException($"The thumbnail cannot be made: {TurboJpeg.TakeError(handle)}");
            }
        }

        return bytes[..(int)length.Value];
    }
}
