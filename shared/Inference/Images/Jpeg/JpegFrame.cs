using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>What a frame header (SOFn) says. <see href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf"/>, B.2.2</summary>
/// <param name="Kind">The marker's second byte.</param>
/// <param name="Bits">Per sample.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Components">Identifier and sampling factors of each.</param>
internal sealed record JpegFrame(byte Kind, int Bits, int Width, int Height, JpegFrame.Component[] Components)
{
    private const int BlockSide = 8;
    private const int BytesOfCoefficient = 2;

    public bool IsProgressive => Kind is 0xC2 or 0xCA;

    public bool IsArithmetic => Kind is 0xC9 or 0xCA;

    private int Across => Components.Max(component => component.Across);

    private int Down => Components.Max(component => component.Down);

    /// <summary>C4, C8 and CC are in the same range, but hold Huffman tables, an extension and arithmetic conditioning.</summary>
    public static bool Is(byte marker) => marker is >= 0xC0 and <= 0xCF and not (JpegMarkers.HuffmanTables or 0xC8 or JpegMarkers.ArithmeticConditioning);

    /// <returns>Null where the header is cut or makes no sense.</returns>
    public static JpegFrame? Read(byte marker, ReadOnlySpan<byte> content)
    {
        const int fixedPart = 6, component = 3;
        if (content.Length < fixedPart || content.Length < fixedPart + (component * content[5]))
        {
            return null;
        }

        var components = new Component[content[5]];
        for (var i = 0; i < components.Length; i++)
        {
            var part = content[(fixedPart + (component * i))..];
            components[i] = new Component(part[0], part[1] >> 4, part[1] & 0xF, part[2]);
        }

        return components.Length == 0 || Array.Exists(components, part => part.Across is 0 or > 4 || part.Down is 0 or > 4)
            ? null
            : new JpegFrame(
                marker, content[0], BinaryPrimitives.ReadUInt16BigEndian(content[3..]), BinaryPrimitives.ReadUInt16BigEndian(content[1..]), components);
    }

    /// <summary>Whether libjpeg must keep the whole image's coefficients, because its first scan does not hold all of it.</summary>
    public bool TakesSeveralScans(ReadOnlySpan<byte> firstScan) => IsProgressive || (firstScan is [var count, ..] && count < Components.Length);

    /// <summary>Bytes of the coefficients per pixel, rounded up.</summary>
    public int CoefficientBytes() =>
        (int)DivideUp(Components.Sum(component => component.Across * component.Down) * BytesOfCoefficient, Across * Down);

    /// <summary>The units of a scan's restart interval: blocks of its only component, or groups of blocks of several.</summary>
    /// <param name="scan">The scan header's content.</param>
    public long UnitsOf(ReadOnlySpan<byte> scan) =>
        scan is [1, var id, ..] && Array.Find(Components, component => component.Id == id) is { } only
            ? DivideUp(DivideUp(Width * only.Across, Across), BlockSide) * DivideUp(DivideUp(Height * only.Down, Down), BlockSide)
            : DivideUp(Width, Across * BlockSide) * DivideUp(Height, Down * BlockSide);

    private static long DivideUp(long value, int by) => (value + by - 1) / by;

    /// <param name="Id">What scans name it by.</param>
    /// <param name="Across">Its samples in a row, for <see cref="JpegFrame.Across"/> of the finest component.</param>
    /// <param name="Down">The same for its rows.</param>
    /// <param name="Quantization">Its table.</param>
    internal sealed record Component(byte Id, int Across, int Down, byte Quantization);
}
