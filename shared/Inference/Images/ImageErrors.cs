using System.Globalization;
using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images;

/// <summary>The refusals, each saying what is wrong and how to fix it.</summary>
internal static class ImageErrors
{
    public static PredictionError Corrupt(string what) =>
        new(ErrorCode.CorruptImage, $"{what}. Upload the file again; if it does not open in an image viewer either, export it again.");

    public static PredictionError Unsupported(string what, string remedy) => new(ErrorCode.UnsupportedFormat, $"{what}. {remedy}.");

    public static PredictionError TooManyPixels(int width, int height, long maxPixels) =>
        new(ErrorCode.ImageTooLarge, string.Create(
            CultureInfo.InvariantCulture,
            $"The image has {width} × {height} pixels, which exceeds the limit of {maxPixels:N0}. Scale it down, or raise the limit (MAX_IMAGE_PIXELS)."));

    public static PredictionError TooSlow(int width, int height, int scans, int bytes) =>
        new(ErrorCode.ImageTooLarge, string.Create(
            CultureInfo.InvariantCulture,
            $"The JPEG of {width} × {height} pixels, {scans} scans and {bytes:N0} bytes takes too long to decode. Export it as a usual progressive or baseline JPEG."));

    public static PredictionError TooManySegments(long segments, int most) =>
        new(ErrorCode.ImageTooLarge, string.Create(
            CultureInfo.InvariantCulture,
            $"The TIFF has {segments:N0} strips or tiles, which exceeds the limit of {most:N0}. Save it with larger ones."));

    public static PredictionError NotEnoughMemory(int width, int height) =>
        new(ErrorCode.ImageTooLarge, $"There is not enough memory to decode {width} × {height} pixels. Scale the image down, or give the function more memory.");

    public static PredictionError TooMuchMemory(long bytes, long mostBytes) =>
        new(ErrorCode.ImageTooLarge, string.Create(
            CultureInfo.InvariantCulture,
            $"Decoding the WebP takes {bytes >> 20:N0} MB of memory, which exceeds the limit of {mostBytes >> 20:N0} MB. Save it with fewer pixels, or as a JPEG or PNG."));

    public static PredictionError TooManyPasses(string format) =>
        new(ErrorCode.ImageTooLarge, $"The {format} goes over its pixels too often, in slices or layers, and takes too long to decode. Save it again, or as JPEG or PNG.");

    public static PredictionError TooMuchForLibrary(string format, string message) =>
        new(ErrorCode.ImageTooLarge, $"libheif's memory limit is too low for the {format} ({message}). Scale the image down.");

    public static PredictionError SideTooLong(long width, long height, int maxSide) =>
        new(ErrorCode.ImageTooLarge, string.Create(
            CultureInfo.InvariantCulture,
            $"The header claims {width} × {height} pixels; a side may have {maxSide:N0} at most. Scale the image down or cut it into parts."));
}
