using System.Diagnostics;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Headers;
using ImageClassification.Inference.Images.Jpeg;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// An image's bytes to a model's input, as the manifest states it: bit for bit what Pillow and numpy make of them.
/// Safe for several threads.
/// </summary>
public sealed class Preprocessor
{
    private readonly ModelManifest _manifest;
    private readonly TensorWriter _writer;
    private readonly long _maxPixels;

    internal Preprocessor(ModelManifest manifest, InferenceOptions options)
    {
        _manifest = manifest;
        _writer = TensorWriter.For(manifest.Input, manifest.Normalization);
        _maxPixels = options.MaxPixels;
        var (width, height) = (manifest.Input.Width, manifest.Input.Height);
        Shape = manifest.Input.Layout == TensorLayout.Nchw
            ? [1, manifest.Input.Channels, height, width]
            : [1, height, width, manifest.Input.Channels];
    }

    /// <summary>The tensor's dimensions: (1, channels, height, width) or (1, height, width, channels).</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The type of its values as numpy names it: such as &lt;f4 or |u1.</summary>
    public string NumpyType => _writer.NumpyType;

    /// <summary>The tensor's size in bytes.</summary>
    public int Length => _manifest.Input.Channels * _manifest.Input.Width * _manifest.Input.Height * _writer.Bytes;

    /// <summary>Reads the manifest only; the ONNX file may be missing.</summary>
    /// <exception cref="ModelException">The manifest is wrong, or a decoder is missing.</exception>
    public static Preprocessor Load(string modelFolder, InferenceOptions options)
    {
        NativeDecoder.RequireAll();
        return new Preprocessor(ModelFolder.Open(modelFolder).Manifest, options);
    }

    /// <returns>The stored pixels, neither turned nor grey. The caller disposes them.</returns>
    internal static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header, ModelManifest manifest) =>
        ImageDecoder.Decode(image, header, manifest.Draft is [var width, var height] ? new JpegDraft(width, height) : null);

    /// <returns>An image of the input's size. The caller disposes it.</returns>
    internal static RgbImage Resize(RgbImage pixels, ModelInput input, ModelResize resize)
    {
        var resized = Resampler.Resize(pixels, ResizeGeometry.Of(pixels.Width, pixels.Height, input, resize), resize.Filter);
        if (resize.Mode != ResizeMode.Fit)
        {
            return resized;
        }

        using (resized)
        {
            return Padding.Around(resized, input.Width, input.Height, resize);
        }
    }

    /// <param name="image">Of one of the <see cref="Contracts.ImageFormats"/>; anything else is rejected.</param>
    /// <param name="tensor">Of <see cref="Length"/>; of undefined content after a rejection.</param>
    public Outcome<FilledTensor> Fill(ReadOnlySpan<byte> image, Span<byte> tensor)
    {
        var started = Stopwatch.GetTimestamp();
        switch (HeaderCheck.Read(image, _maxPixels))
        {
            case Outcome<ImageHeader>.Refused(var error):
                return error;
            case Outcome<ImageHeader>.Ok(var header):
                return Fill(image, header, tensor, started);
            default:
                throw new UnreachableException();
        }
    }

    /// <returns>Number of pixels to decode, by the image's header; 0 if it is rejected.</returns>
    public long PixelsOf(ReadOnlySpan<byte> image) =>
        HeaderCheck.Read(image, _maxPixels) is Outcome<ImageHeader>.Ok(var header) ? (long)header.Width * header.Height : 0;

    private Outcome<FilledTensor> Fill(ReadOnlySpan<byte> image, ImageHeader header, Span<byte> tensor, long started)
    {
        switch (Decode(image, header, _manifest))
        {
            case Outcome<RgbImage>.Refused(var error):
                return new Outcome<FilledTensor>.Refused(error) { Width = header.Width, Height = header.Height };
            case Outcome<RgbImage>.Ok(var pixels):
                using (pixels)
                {
                    var decoded = Stopwatch.GetTimestamp();
                    Fill(pixels, _manifest.Orientation == Orientation.Exif ? ExifOrientation.Of(image, header.Format) : ExifOrientation.Upright, tensor);
                    return new FilledTensor(
                        header.Width, header.Height, Stopwatch.GetElapsedTime(started, decoded), Stopwatch.GetElapsedTime(decoded));
                }

            default:
                throw new UnreachableException();
        }
    }

    private void Fill(RgbImage pixels, int orientation, Span<byte> tensor)
    {
        if (_manifest.Input.Channels == 1)
        {
            Grey.Apply(pixels);
        }

        if (orientation == ExifOrientation.Upright)
        {
            Fill(pixels, tensor);
            return;
        }

        using var turned = Turning.Turn(pixels, orientation);
        Fill(turned, tensor);
    }

    private void Fill(RgbImage pixels, Span<byte> tensor)
    {
        using var resized = Resize(pixels, _manifest.Input, _manifest.Resize);
        _writer.Write(resized, tensor);
    }
}
