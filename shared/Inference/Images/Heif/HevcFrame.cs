namespace ImageClassification.Inference.Images.Heif;

/// <summary>Hands a picture of libde265's over to libheif.</summary>
internal static unsafe class HevcFrame
{
    private const int YCbCr = 0;
    private const int Monochrome = 2;

    /// <param name="picture">Stays libde265's.</param>
    /// <param name="image">To be released; 0 after an error.</param>
    public static HeifError Copy(nint picture, out nint image)
    {
        var chroma = LibDe265.GetChroma(picture);
        var error = LibHeif.Create(
            LibDe265.GetWidth(picture, 0), LibDe265.GetHeight(picture, 0), chroma == CodedImage.Grey ? Monochrome : YCbCr, chroma, out image);
        for (var channel = 0; channel < (chroma == CodedImage.Grey ? 1 : 3) && error.Code == HeifErrorCode.None; channel++)
        {
            error = CopyPlane(picture, image, channel);
        }

        if (error.Code == HeifErrorCode.None)
        {
            SetColours(picture, image);
        }
        else if (image != 0)
        {
            LibHeif.ReleaseImage(image);
            image = 0;
        }

        return error;
    }

    private static HeifError CopyPlane(nint picture, nint image, int channel)
    {
        var (width, height, bits) = (LibDe265.GetWidth(picture, channel), LibDe265.GetHeight(picture, channel), LibDe265.GetBits(picture, channel));
        var error = bits == LibDe265.GetBits(picture, 0)
            ? LibHeif.AddPlane(image, channel, width, height, bits)
            : HevcPlugin.Refuse(HeifErrorCode.UnsupportedFeature);
        if (error.Code != HeifErrorCode.None)
        {
            return error;
        }

        var source = LibDe265.GetPlane(picture, channel, out var sourceStride);
        var target = LibHeif.GetPlaneToWrite(image, channel, out var targetStride);
        var length = (bits + 7) / 8 * width;
        for (var y = 0; y < height; y++)
        {
            Buffer.MemoryCopy(source + ((nint)y * sourceStride), target + ((nint)y * targetStride), length, length);
        }

        return error;
    }

    /// <summary>What the stream says; libheif prefers what the file says. Numbers that it does not know stay unspecified.</summary>
    private static void SetColours(nint picture, nint image)
    {
        const int placeOfFullRange = 16; // in heif_color_profile_nclx
        var colours = LibHeif.AllocateColours();
        LibHeif.SetPrimaries(colours, (ushort)LibDe265.GetPrimaries(picture));
        LibHeif.SetTransfer(colours, (ushort)LibDe265.GetTransfer(picture));
        LibHeif.SetMatrix(colours, (ushort)LibDe265.GetMatrix(picture));
        ((byte*)colours)[placeOfFullRange] = (byte)(LibDe265.IsFullRange(picture) != 0 ? 1 : 0);
        LibHeif.SetColours(image, colours);
        LibHeif.FreeColours(colours);
    }
}
