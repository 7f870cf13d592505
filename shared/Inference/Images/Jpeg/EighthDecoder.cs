namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// JPEG to pixels at an eighth of the size, bit for bit as libjpeg-turbo in three quarters of its time: a pixel's brightness is the mean
/// of a block, which is its first coefficient, so all others are skipped, several in a step. Only for intact baseline images, grey or
/// YCbCr, as cameras write them: libjpeg-turbo decides about the rest.
/// </summary>
internal static class EighthDecoder
{
    public const int Divisor = 8;

    /// <param name="jpeg">Grey or YCbCr, with an end.</param>
    /// <param name="image">Of an eighth of the size, rounded up.</param>
    /// <returns>False for an image that cannot be decoded here; its pixels then have any value.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> jpeg, RgbImage image)
    {
        if (BaselineScan.Read(jpeg) is not { } scan)
        {
            return false;
        }

        var (across, down) = (scan.Components[0].Across, scan.Components[0].Down);
        var units = (image.Width + across - 1) / across;
        var planes = Array.ConvertAll(scan.Components, component => new EighthPlane(
            component, units, samplesOfBlock: component.Across < across && component.Down < down ? 2 : 1));
        var reader = new CoefficientReader(jpeg[scan.Start..]);
        var (unitsToRestart, restarts) = (scan.RestartInterval, 0);
        for (var top = 0; top < image.Height; top += down)
        {
            for (var unit = 0; unit < units; unit++)
            {
                if (scan.RestartInterval > 0 && unitsToRestart-- == 0)
                {
                    if (!reader.TryRestart(restarts++))
                    {
                        return false;
                    }

                    Array.ForEach(planes, plane => plane.Restart());
                    unitsToRestart = scan.RestartInterval - 1;
                }

                foreach (var plane in planes)
                {
                    if (!plane.TryRead(ref reader, unit))
                    {
                        return false;
                    }
                }
            }

            for (var row = 0; row < Math.Min(down, image.Height - top); row++)
            {
                var rgb = image.Row(top + row);
                if (planes is [var light, var blue, var red])
                {
                    YccConversion.ToRgb(light.Row(row, down), blue.Row(row, down), red.Row(row, down), rgb);
                }
                else
                {
                    YccConversion.ToRgb(planes[0].Row(row, down), rgb);
                }
            }
        }

        return true;
    }
}
