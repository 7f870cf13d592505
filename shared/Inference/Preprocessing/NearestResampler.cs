using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// Pillow's NEAREST: the position is accumulated in doubles and truncated, rounding errors included.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Geometry.c"/>, ImagingScaleAffine
/// </summary>
internal static class NearestResampler
{
    public static RgbImage Resize(RgbImage source, Axis horizontal, Axis vertical)
    {
        var target = new RgbImage(horizontal.Count, vertical.Count);
        var columns = Positions(horizontal);
        var rows = Positions(vertical);
        for (var y = 0; y < rows.Length; y++)
        {
            var to = target.Row(y);
            if (rows[y] >= source.Height)
            {
                to.Clear();
                continue;
            }

            var from = source.Row(rows[y]);
            for (var x = 0; x < columns.Length; x++)
            {
                var pixel = to.Slice(x * RgbImage.Channels, RgbImage.Channels);
                if (columns[x] < source.Width)
                {
                    from.Slice(columns[x] * RgbImage.Channels, RgbImage.Channels).CopyTo(pixel);
                }
                else
                {
                    pixel.Clear();
                }
            }
        }

        return target;
    }

    /// <summary>Which input pixel each wanted output pixel shows. The sum's error may carry the last past the end: Pillow leaves it black.</summary>
    private static int[] Positions(Axis axis)
    {
        var positions = new int[axis.Count];
        var scale = axis.Scale;
        var position = axis.Start + (scale * 0.5);
        for (var i = 0; i < axis.First + axis.Count; i++)
        {
            if (i >= axis.First)
            {
                positions[i - axis.First] = (int)position;
            }

            position += scale;
        }

        return positions;
    }
}
