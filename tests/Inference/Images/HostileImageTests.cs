using System.Text;
using ImageClassification.Contracts;
using ImageClassification.Fuzz;
using ImageClassification.Inference.Images.Tiff;
using ImageClassification.Inference.Tests.Images.Heif;
using ImageClassification.Inference.Tests.Images.Tiff;
using ImageClassification.Inference.Tests.Images.WebP;
using static ImageClassification.Inference.Tests.Images.HostileImage;
using static ImageClassification.Inference.Tests.Images.Tiff.HostileTiff;

namespace ImageClassification.Inference.Tests.Images;

/// <summary>Each image is tried in a process of its own, which is watched as the fuzz program does.</summary>
public sealed class HostileImageTests
{
    /// <summary>What the process holds by itself, and the file.</summary>
    private const long Idle = 100 << 20;

    private static readonly Dictionary<string, (Func<byte[]> File, string Outcome)> Images = new()
    {
        // What they claim is refused before anything is decoded.
        ["a progressive JPEG that claims 20000²"] = (() => Resized("progressive.jpg", 20_000), ErrorCode.ImageTooLarge),
        ["a JPEG that claims 65535²"] = (() => Resized("420.jpg", 65_535), ErrorCode.ImageTooLarge),
        ["a CMYK JPEG that claims 7000²"] = (() => Resized("cmyk-adobe.jpg", 7000), ErrorCode.ImageTooLarge),
        ["a PNG of one colour and 30000²"] = (() => Png(30_000, 1, 0), ErrorCode.ImageTooLarge),
        ["a GIF of one colour and 8001²"] = (() => Gif(8001), ErrorCode.ImageTooLarge),
        ["a WebP of one colour and 16384² in 30 bytes"] = (() => OneColourWebP(16_384), ErrorCode.ImageTooLarge),
        ["a BMP that claims 20000²"] = (() => Bmp(20_000, withPixels: false), ErrorCode.ImageTooLarge),
        ["a progressive JPEG without subsampling that claims 7200²"] = (() => Progressive444(7200), ErrorCode.ImageTooLarge),
        ["an arithmetic JPEG of a kilobyte and 8000²"] = (() => Arithmetic(8000), ErrorCode.ImageTooLarge),
        ["a JPEG of 480 scans and 2000²"] = (() => JpegOfScans(480, 2000), ErrorCode.ImageTooLarge),
        ["a WebP of 65,536 groups of prefix codes"] =
            (() => LosslessWriter.File(new LosslessWriter().Header(1000).Group(65_535).ToArray()), ErrorCode.ImageTooLarge),
        ["a WebP whose alpha channel has 65,536 groups of prefix codes"] =
            (() => WebPWithAlpha(new LosslessWriter().Group(65_535).ToArray()), ErrorCode.ImageTooLarge),
        ["a grey PNG of 16 bits"] = (() => Png(8, 16, 0), ErrorCode.UnsupportedFormat),

        ["a TIFF that claims 20000²"] = (() => new TiffWriter().With(TiffTag.Width, 20_000).With(TiffTag.Height, 20_000).File([0]), ErrorCode.ImageTooLarge),
        ["a TIFF of one pixel in a tile of 65520²"] = (() => TiffOfTiles(1, 65_520, tiles: 1), ErrorCode.ImageTooLarge),
        ["a TIFF of 250,000 tiles"] = (() => TiffOfTiles(8000, 16, tiles: 250_000), ErrorCode.ImageTooLarge),
        ["a TIFF of the old kind of JPEG"] = (() => new TiffWriter().With(TiffTag.Compression, 6).File([0]), ErrorCode.UnsupportedFormat),

        // What just passes stays within the memory, whether the pixels are there or not.
        ["a progressive JPEG that claims 8000²"] = (() => Resized("progressive.jpg", 8000), ErrorCode.CorruptImage),
        ["a progressive JPEG without subsampling that claims 7000²"] = (() => Progressive444(7000), ErrorCode.CorruptImage),
        ["a progressive JPEG that claims 7000²"] = (() => Resized("progressive.jpg", 7000), ErrorCode.CorruptImage),
        ["a JPEG without subsampling that claims 7000²"] = (() => Resized("444.jpg", 7000), ErrorCode.CorruptImage),
        ["a CMYK JPEG that claims 6900²"] = (() => Resized("cmyk-adobe.jpg", 6900), ErrorCode.CorruptImage),
        ["a CMYK JPEG that claims 6100²"] = (() => Resized("cmyk-adobe.jpg", 6100), ErrorCode.CorruptImage),
        ["a progressive CMYK JPEG that claims 6100²"] = (() => ProgressiveCmyk(6100), ErrorCode.CorruptImage),
        ["a JPEG of 480 scans and 1400²"] = (() => JpegOfScans(480, 1400), ErrorCode.CorruptImage),
        ["a PNG of one colour, RGBA and 7000²"] = (() => Png(7000, 8, 6), Verdict.Decoded),
        ["a PNG with data for a gigabyte behind its pixels"] = (() => PngWithTooMuchData(1 << 30), Verdict.Decoded),
        ["a PNG with a text of 200 MB"] = (() => Png(8, 8, 2, PackedChunk("zTXt", 200 << 20)), Verdict.Decoded),
        ["a PNG with a profile of 200 MB"] = (() => Png(8, 8, 2, PackedChunk("iCCP", 200 << 20)), Verdict.Decoded),
        ["a GIF of one colour and 7000²"] = (() => Gif(7000), Verdict.Decoded),
        ["a WebP of one colour and 7000² in 30 bytes"] = (() => OneColourWebP(7000), Verdict.Decoded),
        ["a WebP of a palette and 7071²"] = (() => ImageFile.Case("webp-palette-7071.webp"), Verdict.Decoded),
        ["a WebP of all transforms and 7071²"] = (() => ImageFile.Case("webp-all-transforms-7071.webp"), Verdict.Decoded),
        ["a WebP of noise and 52 MB"] = (() => LosslessWriter.Noise(3600), Verdict.Decoded),
        ["a WebP that claims 16383 × 3051"] = (() => ImageFile.Case("webp-claims-16383x3051.webp"), ErrorCode.CorruptImage),
        ["a GIF of 7000² without data"] = (() => [.. Gif(7000)[..30], 0, 0x3B], ErrorCode.CorruptImage),
        ["a BMP of 7000²"] = (() => Bmp(7000, withPixels: true), Verdict.Decoded),
        ["a BMP of run lengths and 7000²"] = (() => BmpOfRuns(7000), Verdict.Decoded),
        ["a BMP of 7000² without pixels"] = (() => Bmp(7000, withPixels: false), ErrorCode.CorruptImage),

        ["a deflated TIFF of one colour, RGBA and 7900²"] = (() => DeflatedTiff(7900), Verdict.Decoded),
        ["a TIFF of 65,536 tiles"] = (() => TiffOfTiles(4096, 16, tiles: 65_536), Verdict.Decoded),
        ["a TIFF of 60,000 strips that share 100 KB without a pixel"] = (() => TiffOfSharedStrips(60_000), ErrorCode.CorruptImage),
        ["a TIFF of 8000² without data"] = (() => new TiffWriter().With(TiffTag.Width, 8000).With(TiffTag.Height, 8000).File([0]), ErrorCode.CorruptImage),
        ["a TIFF of 7000² whose JPEG is small"] = (() => TiffOfJpeg(7000), ErrorCode.CorruptImage),

        // What they are decides, not what they also are.
        ["a JPEG that is a ZIP, too"] = (() => [.. ImageFile.Read("420.jpg"), .. "PK\u0003\u0004"u8, .. new byte[100]], Verdict.Decoded),
        ["a PNG that is a page, too"] = (() => [.. ImageFile.Read("rgb.png"), .. "<html><script>alert(1)</script>"u8], Verdict.Decoded),
        ["a GIF that is a script, too"] = (() => [.. "GIF89a/*"u8, .. new byte[40], .. "*/=1;alert(1)"u8], ErrorCode.CorruptImage),
        ["a JPEG behind a PNG's signature"] = (() => [.. ImageFile.Read("rgb.png")[..8], .. ImageFile.Read("420.jpg")], ErrorCode.CorruptImage),
        ["a PDF that holds a JPEG"] = (() => [.. "%PDF-1.7\n"u8, .. ImageFile.Read("420.jpg")], ErrorCode.UnsupportedFormat),
        ["a RIFF that is a sound"] = (() => [.. "RIFF"u8, 100, 0, 0, 0, .. "WAVEfmt "u8, .. new byte[92]], ErrorCode.UnsupportedFormat),
        ["XML of endless entities"] =
            (() => Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"&a;&a;\">]><x>&a;</x>"), ErrorCode.UnsupportedFormat),
        ["SVG"] = (() => Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>"),
            ErrorCode.UnsupportedFormat),
        ["a HEIC whose tiles state 60000²"] = (() => HeifFile.Stating("grid.heic", 60_000, 60_000, place: 1), ErrorCode.CorruptImage),
        ["a HEIC that states 60000² and has 70 × 66"] = (() => HeifFile.Stating("420.heic", 60_000, 60_000), Verdict.Decoded),
        ["an AVIF that states 60000² and has 70 × 66"] = (() => HeifFile.Stating("420.avif", 60_000, 60_000), Verdict.Decoded),
        ["a HEIC of zeros"] = (() => [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[100]], ErrorCode.CorruptImage),
        ["an AVIF of zeros"] = (() => [0, 0, 0, 24, .. "ftypavif"u8, .. new byte[100]], ErrorCode.CorruptImage),
        ["nothing"] = (() => [], ErrorCode.UnsupportedFormat),
        ["one byte"] = (() => [0xFF], ErrorCode.UnsupportedFormat),
    };

    public static TheoryData<string> Names => [.. Images.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_image_gets_its_code_in_bounded_memory(string name)
    {
        var (file, outcome) = Images[name];
        using var process = new WatchedProcess(WatchedProcess.Target, FuzzRun.Patience, FuzzRun.MostBytes);

        var verdict = await process.TryAsync(file(), TestContext.Current.CancellationToken);

        verdict.Outcome.ShouldBe(outcome, $"{verdict}");
        if (outcome is ErrorCode.ImageTooLarge or ErrorCode.UnsupportedFormat)
        {
            verdict.PeakBytes.ShouldBeLessThan(Idle);
        }
    }
    [Fact]
    public async Task Too_little_memory_is_one_images_failure_and_not_the_next_ones()
    {
        var start = WatchedProcess.Target;
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x1800000"; // 24 MB
        using var process = new WatchedProcess(start, FuzzRun.Patience, FuzzRun.MostBytes);

        var large = await process.TryAsync(Gif(2300), TestContext.Current.CancellationToken);
        var small = await process.TryAsync(ImageFile.Read("opaque.gif"), TestContext.Current.CancellationToken);

        large.Outcome.ShouldBe(ErrorCode.ImageTooLarge, $"{large}");
        small.Outcome.ShouldBe(Verdict.Decoded, $"{small}");
    }
}
