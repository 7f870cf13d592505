using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>
/// HEIC and AVIF to pixels by libheif, bit for bit as its <c>heif_decode_image</c> gives RGB, which pillow-heif hands to Pillow:
/// the primary image, cropped and turned as the file says, alpha dropped, 8 bits. Safe for several threads.
/// </summary>
internal static unsafe class HeifDecoder
{
    /// <param name="file">Whole.</param>
    /// <param name="picture">Its own.</param>
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> file, HeifPicture picture)
    {
        if (NativeDecoder.Missing(NativeDecoder.Heif) is { } missing)
        {
            return new PredictionError(ErrorCode.UnsupportedFormat, missing);
        }

        if (!NativeDecoder.TryGetFunction(NativeDecoder.Heif, LibHeif.NewestFunction, out _))
        {
            return ImageErrors.Unsupported("libheif, which decodes HEIC and AVIF, is older than 1.13", "Install a newer one, or save the image as JPEG or PNG");
        }

        var name = picture.FirstTile.FormatName;
        if (picture.FirstTile.Coded is { Bits: > 8, Chroma: CodedImage.Grey })
        {
            return ImageErrors.Unsupported(
                $"A grey {name} of more than 8 bits, which pillow-heif returns with 16 and Pillow's convert(\"RGB\") clips to white",
                "Save it with 8 bits, by the tool that made the training images");
        }

        if (HeifEffort.IsTooMuch(picture))
        {
            return ImageErrors.TooManyPasses(name);
        }

        using var clean = CleanMemory.Begin();
        var error = Decode(HeifWriter.Write(file, picture), picture, out var image);
        try
        {
            return error is null ? Copy(image, name) : error;
        }
        finally
        {
            LibHeif.ReleaseImage(image);
        }
    }

    public static PredictionError Refuse(HeifError error, HeifPart tile) => error switch
    {
        { SubCode: HeifError.UnsupportedCodec or HeifError.NoDecoder } => ImageErrors.Unsupported(
            $"libheif was installed without a decoder for {(tile.IsHevc ? "H.265, which HEIC is" : "AV1, which AVIF is")}",
            $"Install it: apt-get install {(tile.IsHevc ? "libheif-plugin-libde265" : "libheif-plugin-dav1d")} (Debian, Ubuntu)"),
        { Code: HeifErrorCode.UnsupportedFile or HeifErrorCode.UnsupportedFeature } => ImageErrors.Unsupported(
            $"A {tile.FormatName} of a kind that libheif does not decode ({error.Message})", "Save it as JPEG or PNG"),
        { Code: HeifErrorCode.Memory } => ImageErrors.TooMuchForLibrary(tile.FormatName, error.Message),
        _ => ImageErrors.Corrupt($"The {tile.FormatName}'s data are damaged or cut off ({error.Message})"),
    };

    private static PredictionError? Decode(byte[] file, HeifPicture picture, out nint image)
    {
        var (context, handle) = (LibHeif.AllocateContext(), (nint)0);
        image = 0;
        try
        {
            LibHeif.SetMostThreads(context, 0); // images are decoded side by side
            var (width, height) = HeifEffort.Size(picture);
            LibHeif.SetLimits(context, 1 + Math.Max(width, height), 2 * HeifEffort.Pixels(picture)); // it rounds sides up
            fixed (byte* data = file)
            {
                var error = LibHeif.Read(context, data, (nuint)file.Length, 0);
                error = error.Code == HeifErrorCode.None ? LibHeif.GetPrimary(context, out handle) : error;
                error = error.Code == HeifErrorCode.None ? LibHeif.Decode(handle, out image, LibHeif.ColourspaceRgb, LibHeif.InterleavedRgb, 0) : error;
                return error.Code == HeifErrorCode.None ? null : Refuse(error, picture.FirstTile); // its text is the context's
            }
        }
        finally
        {
            LibHeif.ReleaseHandle(handle);
            LibHeif.FreeContext(context);
        }
    }

    private static Outcome<RgbImage> Copy(nint image, string name)
    {
        var (width, height) = (LibHeif.GetWidth(image, LibHeif.Interleaved), LibHeif.GetHeight(image, LibHeif.Interleaved));
        var plane = LibHeif.GetPlane(image, LibHeif.Interleaved, out var stride);
        if (plane == null || width <= 0 || height <= 0)
        {
            return ImageErrors.Corrupt($"The {name} has no pixels");
        }

        var pixels = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            new ReadOnlySpan<byte>(plane + ((nint)y * stride), pixels.Stride).CopyTo(pixels.Row(y));
        }

        return pixels;
    }
}
