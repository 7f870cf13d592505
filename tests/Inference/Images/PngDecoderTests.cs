using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Fuzz.Mutations;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests.Images;

/// <summary>What Pillow makes of the same files: files/make.py wrote it down.</summary>
public class PngDecoderTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Inference", "Images", "files");
    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "expected.json"))).RootElement;
    private static readonly JsonElement ExpectedOfPng = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "png.json"))).RootElement;

    private static readonly byte[] Picture = Read("rgb.png");

    /// <summary>Of <see cref="Picture"/>: signature, IHDR, IDAT, IEND.</summary>
    private static readonly byte[] Signature = Picture[..8], Header = Picture[8..33], Data = Picture[33..^12], End = Picture[^12..];

    /// <summary>What is compressed.</summary>
    private static readonly byte[] Stream = Data[8..^4];

    private static readonly byte[] Text = Repair.Chunk("tEXt"u8, [.. "a"u8, 0, .. "b"u8]);

    private static readonly Dictionary<string, byte[]> SamePixels = new()
    {
        ["no IEND"] = [.. Signature, .. Header, .. Data],
        ["IEND without its check sum"] = Picture[..^4],
        ["something behind IEND"] = [.. Picture, 1, 2, 3],
        ["something behind the data that is no chunk"] = [.. Signature, .. Header, .. Data, .. "<html></html>"u8],
        ["data's check sum wrong"] = [.. Signature, .. Header, .. Data[..^1], (byte)~Data[^1], .. End],
        ["check sum behind the data wrong"] = [.. Signature, .. Header, .. Data, .. Text[..^1], (byte)~Text[^1], .. End],
        ["data in bytes"] = [.. Signature, .. Header, .. Stream.SelectMany(value => Repair.Chunk("IDAT"u8, [value])), .. End],
        ["empty data first and last"] = [.. Signature, .. Header, .. Repair.Chunk("IDAT"u8, []), .. Data, .. Repair.Chunk("IDAT"u8, []), .. End],
        ["more in the stream than rows"] = WithData(Packed([.. Rows(), .. new byte[100_000]])),
        ["more data than the stream"] = WithData([.. Stream, 1, 2, 3]),
        ["more data behind another chunk"] = [.. Signature, .. Header, .. Data, .. Text, .. Data, .. End],
        ["stream's check sum wrong, in a chunk that nobody reads"] =
            [.. Signature, .. Header, .. Repair.Chunk("IDAT"u8, Stream.AsSpan(..^4)), .. Repair.Chunk("IDAT"u8, [1, 2, 3, 4]), .. End],
        ["another chunk before IHDR"] = [.. Signature, .. Text, .. Header, .. Data, .. End],
        ["data before IHDR"] = [.. Signature, .. Repair.Chunk("IDAT"u8, [1, 2, 3]), .. Header, .. Data, .. End],
        ["IHDR longer than it must be"] = [.. Signature, .. Repair.Chunk("IHDR"u8, [.. Header[8..21], 1, 2]), .. Data, .. End],
        ["an unknown compression method"] = [.. Signature, .. Repair.Chunk("IHDR"u8, [.. Header[8..18], 1, 0, 0]), .. Data, .. End],
        ["a palette that is not used"] = [.. Signature, .. Header, .. Repair.Chunk("PLTE"u8, [1, 2, 3]), .. Data, .. End],
        ["a transparent colour"] = [.. Signature, .. Header, .. Repair.Chunk("tRNS"u8, [0, 1, 0, 2, 0, 3]), .. Data, .. End],
        ["an animation whose first frame this is"] =
            [.. Signature, .. Header, .. Repair.Chunk("acTL"u8, [0, 0, 0, 2, 0, 0, 0, 0]), .. Frame(13, 9), .. Data, .. Frame(5, 5), .. "\0\0\u0010\0fdAT"u8],
    };

    private static readonly Dictionary<string, byte[]> Broken = new()
    {
        ["no data"] = [.. Signature, .. Header, .. End],
        ["empty data"] = WithData([]),
        ["data apart"] = [.. Signature, .. Header, .. Repair.Chunk("IDAT"u8, Stream.AsSpan(..50)),
            .. Text, .. Repair.Chunk("IDAT"u8, Stream.AsSpan(50..)), .. End],
        ["a row too few"] = WithData(Packed(Rows()[..^40])),
        ["a byte too few"] = WithData(Packed(Rows()[..^1])),
        ["stream cut"] = WithData(Stream[..^20]),
        ["stream's check sum wrong"] = WithData([.. Stream[..^1], (byte)~Stream[^1]]),
        ["stream that needs a dictionary"] = WithData([0x78, 0xBB, 0, 0, 0, 1, .. Stream[2..]]),
        ["stream without zlib's header"] = WithData(Stream[2..]),
        ["a sixth filter"] = WithData(Packed([5, .. Rows()[1..]])),
        ["IHDR's check sum wrong"] = [.. Signature, .. Header[..^1], (byte)~Header[^1], .. Data, .. End],
        ["check sum before the data wrong"] = [.. Signature, .. Header, .. Text[..^1], (byte)~Text[^1], .. Data, .. End],
        ["two IHDR"] = [.. Signature, .. Header, .. Header, .. Data, .. End],
        ["what is no chunk before the data"] = [.. Signature, .. Header, .. Repair.Chunk("a*cd"u8, []), .. Data, .. End],
        ["a chunk of 4 GB before the data"] = [.. Signature, .. Header, 255, 255, 255, 255, .. "teXt"u8, .. Data, .. End],
        ["a chunk cut behind the data"] = [.. Signature, .. Header, .. Data, .. Text[..9]],
        ["a palette of 257 colours"] =
            [.. Signature, .. Repair.Chunk("IHDR"u8, [.. Header[8..17], 3, 0, 0, 0]), .. Repair.Chunk("PLTE"u8, new byte[257 * 3]), .. Data, .. End],
        ["an animation whose first frame is smaller"] = [.. Signature, .. Header, .. Frame(12, 9), .. Data, .. End],
    };

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.png").Select(file => Path.GetFileName(file)!)];

    public static TheoryData<string> Kinds => [.. ExpectedOfPng.GetProperty("digests").EnumerateObject().Select(kind => kind.Name)];

    public static TheoryData<string> SamePixelsNames => [.. SamePixels.Keys];

    public static TheoryData<string> BrokenNames => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_pixels_are_Pillows(string file)
    {
        var png = Read(file);

        var pixels = Decode(png);

        pixels.ShouldBe(Expected.GetProperty(file).GetBytesFromBase64());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_read_at_every_size_that_interlacing_meets(string kind)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, "png.zip"));
        using var files = new BinaryReader(archive.GetEntry(kind)!.Open());
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        for (var left = kind.EndsWith("interlaced", StringComparison.Ordinal) ? (9 * 9) + 1 : 9 + 1; left > 0; left--)
        {
            digest.AppendData(Decode(files.ReadBytes(files.ReadInt32())));
        }

        Convert.ToHexStringLower(digest.GetHashAndReset()).ShouldBe(ExpectedOfPng.GetProperty("digests").GetProperty(kind).GetString());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_cut_anywhere_is_read_once_all_pixels_are_there_and_corrupt_before(string file)
    {
        var png = Read(file);
        var pixels = Expected.GetProperty(file).GetBytesFromBase64();
        var enough = ExpectedOfPng.GetProperty("cuts").GetProperty(file).GetInt32();

        for (var length = 8; length < png.Length; length++)
        {
            if (length < enough)
            {
                Refuse(png[..length]).Code.ShouldBe(ErrorCode.CorruptImage, $"{length} bytes");
            }
            else
            {
                Decode(png[..length]).ShouldBe(pixels, $"{length} bytes");
            }
        }
    }

    [Theory]
    [MemberData(nameof(SamePixelsNames))]
    public void An_odd_file_with_all_its_pixels_is_read(string name)
    {
        var pixels = Decode(SamePixels[name]);

        pixels.ShouldBe(Expected.GetProperty("rgb.png").GetBytesFromBase64());
    }

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public void A_broken_file_is_corrupt(string name)
    {
        var error = Refuse(Broken[name]);

        error.Code.ShouldBe(ErrorCode.CorruptImage);
    }

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    private static Outcome<RgbImage> Try(byte[] png) => HeaderCheck.Read(png, 1_000_000) switch
    {
        Outcome<ImageHeader>.Ok(var header) => ImageDecoder.Decode(png, header),
        var refused => ((Outcome<ImageHeader>.Refused)refused).Error,
    };

    private static byte[] Decode(byte[] png)
    {
        using var image = Try(png).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;
        return image.Pixels.ToArray();
    }

    private static PredictionError Refuse(byte[] png) => Try(png).ShouldBeOfType<Outcome<RgbImage>.Refused>().Error;

    /// <summary>The picture of other compressed data.</summary>
    private static byte[] WithData(byte[] stream) => [.. Signature, .. Header, .. Repair.Chunk("IDAT"u8, stream), .. End];

    /// <summary>The rows of <see cref="Picture"/>, filtered as they are.</summary>
    private static byte[] Rows()
    {
        using var rows = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(Stream), CompressionMode.Decompress);
        zlib.CopyTo(rows);
        return rows.ToArray();
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>An animation's frame: place in the sequence, size, position, time, and what becomes of it.</summary>
    private static byte[] Frame(int width, int height)
    {
        var frame = new byte[26];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), width);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), height);
        return Repair.Chunk("fcTL"u8, frame);
    }
}
