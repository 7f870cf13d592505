using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Tiff;

namespace ImageClassification.Inference.Tests.Images.Tiff;

/// <summary>The small images in <c>files/tiff</c> against what Pillow made of them, which <c>make.py</c> wrote beside them.</summary>
public sealed class TiffDecoderTests
{
    private static readonly string Files = Path.Combine(Repository.Root, "tests", "Inference", "Images", "files", "tiff");

    public static TheoryData<string, string> Expected
    {
        get
        {
            using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Files, "expected.json")));
            return [.. expected.RootElement.EnumerateObject().Select(row => new TheoryDataRow<string, string>(row.Name, row.Value.GetString()!))];
        }
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_TIFF_has_Pillows_pixels(string file, string sha256)
    {
        using var image = ImageFile.Decode(Read(file)).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        GoldenCases.Sha256(image.Pixels).ShouldBe(sha256);
    }

    [Theory]
    [InlineData("bad-big.tif", ErrorCode.UnsupportedFormat, "looks like BigTIFF")]
    [InlineData("bad-fax.tif", ErrorCode.UnsupportedFormat, "of fax compression. Save it as a TIFF of 8-bit RGB")]
    [InlineData("bad-grey-16.tif", ErrorCode.UnsupportedFormat, "clips to white")]
    [InlineData("bad-grey-extra.tif", ErrorCode.UnsupportedFormat, "photometric interpretation 1, 2 samples, 1 of them extra, and 8 bits")]
    [InlineData("bad-lab.tif", ErrorCode.UnsupportedFormat, "of CIELAB colours")]
    [InlineData("bad-no-palette.tif", ErrorCode.CorruptImage, "palette is missing")]
    [InlineData("bad-no-tile-height.tif", ErrorCode.CorruptImage, "in parts of 16 × 0")]
    [InlineData("bad-old-jpeg.tif", ErrorCode.UnsupportedFormat, "of the old kind of JPEG compression")]
    [InlineData("bad-planes-16.tif", ErrorCode.UnsupportedFormat, "3 separate planes of 16 bits")]
    [InlineData("bad-planes-of-nameless-alpha.tif", ErrorCode.UnsupportedFormat, "4 separate planes of 8 bits")]
    [InlineData("bad-signed.tif", ErrorCode.UnsupportedFormat, "samples that are not unsigned integers")]
    [InlineData("bad-ycbcr.tif", ErrorCode.UnsupportedFormat, "YCbCr that is not one JPEG")]
    [InlineData("bad-zero-rows.tif", ErrorCode.CorruptImage, "in parts of 21 × 0")]
    [InlineData("bad-zstd.tif", ErrorCode.UnsupportedFormat, "of compression 50000")]
    public void A_TIFF_that_Pillow_refuses_or_misreads_is_refused(string file, string code, string expected) =>
        Refused(Read(file), code, expected);

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_cut_TIFF_has_all_its_pixels_or_none(string file, string sha256)
    {
        var bytes = Read(file);

        for (var length = 1; length < bytes.Length; length++)
        {
            if (ImageFile.Decode(bytes.AsSpan(0, length)) is Outcome<RgbImage>.Ok(var image))
            {
                GoldenCases.Sha256(image.Pixels).ShouldBe(sha256, $"{length} of {bytes.Length} bytes");
                image.Dispose();
            }
        }
    }

    [Fact]
    public void A_strip_that_reaches_over_the_files_end_is_corrupt() =>
        Refused(new TiffWriter().With(TiffTag.StripOffsets, 1_000_000).File([1, 2, 3, 4]), ErrorCode.CorruptImage, "outside of the file");

    [Theory]
    [InlineData(nameof(TiffTag.StripOffsets))]
    [InlineData(nameof(TiffTag.Width))]
    [InlineData(nameof(TiffTag.Height))]
    public void A_TIFF_without_a_needed_field_is_corrupt(string missing)
    {
        var tiff = new TiffWriter().Without(Enum.Parse<TiffTag>(missing)).File([1, 2, 3, 4]);

        Refused(tiff, ErrorCode.CorruptImage, "The TIFF");
    }

    [Fact]
    public void Strips_that_are_longer_than_the_file_are_corrupt() =>
        Refused(
            new TiffWriter().With(TiffTag.Compression, 5).With(TiffTag.StripByteCounts, uint.MaxValue).File([1, 2, 3, 4]),
            ErrorCode.CorruptImage,
            "longer than the file");

    [Fact]
    public void Fewer_strips_than_rows_need_are_corrupt() =>
        Refused(new TiffWriter().With(TiffTag.Height, 2).With(TiffTag.RowsPerStrip, 1).File([1, 2, 3, 4]), ErrorCode.CorruptImage, "where 1 strips or tiles are, and has 2");

    [Fact]
    public void More_strips_than_rows_need_are_corrupt_since_Pillow_begins_again_with_them() =>
        Refused(new TiffWriter().With(TiffTag.StripOffsets, 8, 8).File([1, 2, 3, 4]), ErrorCode.CorruptImage, "where 2 strips or tiles are, and has 1");

    [Fact]
    public void A_field_that_is_there_twice_is_corrupt_since_decoders_take_either()
    {
        var tiff = new TiffWriter().With(TiffTag.Compression, 1).File([1, 2, 3, 4]);
        tiff.AsSpan().Replace((byte)3, (byte)2); // the tag of the compression to that of the bits

        Refused(tiff, ErrorCode.CorruptImage, "lists a field twice");
    }

    [Theory]
    [InlineData(12)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(-1)]
    public void A_directory_that_is_empty_or_outside_of_the_file_is_corrupt(int directory)
    {
        var tiff = new TiffWriter().File([1, 2, 3, 4, 0, 0]);
        BitConverter.TryWriteBytes(tiff.AsSpan(4), directory);

        Refused(tiff, ErrorCode.CorruptImage, "first directory");
    }

    [Fact]
    public void LZW_of_the_old_kind_is_named() =>
        Refused(
            new TiffWriter().With(TiffTag.Compression, 5).With(TiffTag.StripByteCounts, 4).File([0, 1, 2, 3]),
            ErrorCode.UnsupportedFormat,
            "of the old kind of LZW compression");

    [Theory]
    [InlineData(5, new byte[] { 0x80, 0x00, 0x40, 0x20, 0x10 })]
    [InlineData(8, new byte[] { 0x78, 0x9C, 1, 2, 3 })]
    [InlineData(32773, new byte[] { 5, 1, 2 })]
    [InlineData(7, new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 })]
    public void Packed_data_that_break_or_end_too_soon_are_corrupt(uint compression, byte[] data) =>
        Refused(
            new TiffWriter().With(TiffTag.Compression, compression).With(TiffTag.StripByteCounts, (uint)data.Length).File(data),
            ErrorCode.CorruptImage,
            "damaged, or end before");

    private static void Refused(byte[] tiff, string code, string expected)
    {
        var error = ImageFile.Decode(tiff).ShouldBeOfType<Outcome<RgbImage>.Refused>().Error;

        error.Code.ShouldBe(code, error.Message);
        error.Message.ShouldContain(expected);
    }

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Files, file));
}
