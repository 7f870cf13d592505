using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>The tables of a baseline image whose only scan has all its components, grey or YCbCr, as cameras write it.</summary>
internal sealed class BaselineScan
{
    private const int MostTables = 4;

    private readonly short[]?[] _quantization = new short[MostTables][];
    private readonly HuffmanTable?[] _dc = new HuffmanTable[MostTables];
    private readonly HuffmanTable?[] _ac = new HuffmanTable[MostTables];

    private BaselineScan()
    {
    }

    public Component[] Components { get; private set; } = [];

    /// <summary>In units, of which each has all components' blocks of the same pixels; 0 for none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Where the codes start.</summary>
    public int Start { get; private set; }

    /// <returns>Null for any other image.</returns>
    public static BaselineScan? Read(ReadOnlySpan<byte> jpeg)
    {
        var scan = new BaselineScan();
        var markers = new JpegMarkers(jpeg);
        JpegFrame? frame = null;
        while (markers.MoveNext())
        {
            switch (markers.Marker)
            {
                case JpegMarkers.QuantizationTables when scan.TakeQuantization(markers.Content):
                case JpegMarkers.HuffmanTables when scan.TakeHuffman(markers.Content):
                    break;
                case JpegMarkers.RestartInterval when markers.Content.Length == sizeof(ushort):
                    scan.RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(markers.Content);
                    break;
                case 0xC0 or 0xC1 when frame is null:
                    frame = JpegFrame.Read(markers.Marker, markers.Content);
                    break;
                case JpegMarkers.StartOfScan:
                    scan.Start = Math.Min(markers.Position, jpeg.Length);
                    return frame is { Bits: 8 } && scan.TakeScan(frame, markers.Content) ? scan : null;
                case >= JpegMarkers.App0 and <= JpegMarkers.App15 or JpegMarkers.Comment:
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private bool TakeQuantization(ReadOnlySpan<byte> content)
    {
        while (content is [var kind, ..])
        {
            content = content[1..];
            var bytes = (kind >> 4) + 1;
            if (!IsTable(kind) || content.Length < CoefficientReader.Coefficients * bytes)
            {
                return false;
            }

            var table = new short[CoefficientReader.Coefficients];
            for (var i = 0; i < table.Length; i++)
            {
                table[i] = bytes == 1 ? content[i] : BinaryPrimitives.ReadInt16BigEndian(content[(bytes * i)..]);
            }

            if (table.AsSpan().ContainsAnyExceptInRange((short)1, short.MaxValue))
            {
                return false;
            }

            _quantization[kind & 15] = table;
            content = content[(table.Length * bytes)..];
        }

        return true;
    }

    private bool TakeHuffman(ReadOnlySpan<byte> content)
    {
        while (content is [var kind, ..])
        {
            content = content[1..];
            if (!IsTable(kind) || HuffmanTable.Read(ref content) is not { } table)
            {
                return false;
            }

            if (kind < MostTables && table.LargestSymbol > CoefficientReader.LargestSize)
            {
                return false;
            }

            (kind < MostTables ? _dc : _ac)[kind & 15] = table;
        }

        return true;
    }

    /// <summary>Whether it is one of four tables in either form: bytes or words, DC or AC.</summary>
    private static bool IsTable(byte kind) => kind >> 4 <= 1 && (kind & 15) < MostTables;

    /// <summary>Brightness with one or two blocks in each direction, and the colours with one.</summary>
    private bool TakeScan(JpegFrame frame, ReadOnlySpan<byte> content)
    {
        var parts = frame.Components;
        if (parts.Length is not (1 or 3) || content.Length < 1 + (2 * parts.Length) || content[0] != parts.Length
            || parts[0] is not { Across: 1 or 2, Down: 1 or 2 } || parts.Skip(1).Any(part => part is not { Across: 1, Down: 1 })
            || parts.DistinctBy(part => part.Id).Count() < parts.Length)
        {
            return false;
        }

        Components = new Component[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, tables) = (parts[i], content[2 + (2 * i)]);
            if (content[1 + (2 * i)] != part.Id || part.Quantization >= MostTables || tables >> 4 >= MostTables || (tables & 15) >= MostTables
                || _quantization[part.Quantization] is not { } quantization || _dc[tables >> 4] is not { } dc || _ac[tables & 15] is not { } ac)
            {
                return false;
            }

            Components[i] = parts.Length == 1
                ? new Component(1, 1, dc, ac, quantization) // a scan of one component has no groups of blocks
                : new Component(part.Across, part.Down, dc, ac, quantization);
        }

        return true;
    }

    /// <param name="Across">Its blocks side by side in a unit.</param>
    /// <param name="Down">Its rows of blocks in a unit.</param>
    /// <param name="Dc">Codes of a block's first coefficient.</param>
    /// <param name="Ac">Codes of all others.</param>
    /// <param name="Quantization">In the order of the zigzag.</param>
    internal sealed record Component(int Across, int Down, HuffmanTable Dc, HuffmanTable Ac, short[] Quantization);
}
