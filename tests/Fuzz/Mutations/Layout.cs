using System.Buffers.Binary;
using ImageClassification.Inference.Images;

namespace ImageClassification.Fuzz.Mutations;

/// <summary>Where a file's parts and numbers stand, as far as it makes sense: it may be broken already.</summary>
internal sealed class Layout
{
    private readonly byte[] _file;
    private readonly List<Part> _parts = [];
    private readonly List<Field> _fields = [];

    private Layout(byte[] file) => _file = file;

    public IReadOnlyList<Part> Parts => _parts;

    public IReadOnlyList<Field> Fields => _fields;

    public static Layout Of(byte[] file, ImageFormat format)
    {
        var layout = new Layout(file);
        switch (format)
        {
            case ImageFormat.Jpeg: layout.ReadJpeg(); break;
            case ImageFormat.Png: layout.ReadPng(); break;
            case ImageFormat.Gif: layout.ReadGif(); break;
            case ImageFormat.WebP: layout.ReadWebP(); break;
            case ImageFormat.Heic or ImageFormat.Avif: HeifLayout.Read(file, layout._parts, layout._fields); break;
            case ImageFormat.Tiff:
                layout._fields.AddRange(TiffParts.Fields(file));
                layout._parts.AddRange(TiffParts.Segments(file));
                break;
            default: layout.ReadBmp(); break;
        }

        return layout;
    }

    private void ReadJpeg()
    {
        var position = 2;
        while (position + 4 <= _file.Length && _file[position] == 0xFF)
        {
            var marker = _file[position + 1];
            var end = position + 2 + BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(position + 2));
            if (marker == 0xDA)
            {
                AddBytes(position + 4, end - position - 4); // components, spectral selection, approximation
                end = EndOfScan(end);
            }
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                Add(position + 5, 2, bigEndian: true, isDimension: true);
                Add(position + 7, 2, bigEndian: true, isDimension: true);
                AddBytes(position + 1, 1);
                AddBytes(position + 9, end - position - 9); // channels, their sampling and tables
            }

            Add(position + 2, 2, bigEndian: true);
            if (!AddPart(position, end))
            {
                return;
            }

            position = end;
        }
    }

    private int EndOfScan(int position)
    {
        while (position + 1 < _file.Length && !(_file[position] == 0xFF && _file[position + 1] is not (0x00 or (>= 0xD0 and <= 0xD7))))
        {
            position++;
        }

        return position;
    }

    private void ReadPng()
    {
        Add(16, 4, bigEndian: true, isDimension: true);
        Add(20, 4, bigEndian: true, isDimension: true);
        AddBytes(24, 5); // depth, colour type, compression, filter, interlacing
        for (var position = 8; position + 12 <= _file.Length;)
        {
            Add(position, 4, bigEndian: true);
            var end = position + 12L + BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(position));
            if (!AddPart(position, end))
            {
                return;
            }

            position = (int)end;
        }
    }

    private void ReadWebP()
    {
        Add(4, 4);
        for (var position = 12; position + 8 <= _file.Length;)
        {
            var data = position + 8;
            Add(position + 4, 4);
            switch (_file.AsSpan(position, 4))
            {
                case [.., (byte)'X']:
                    Add(data + 4, 3, isDimension: true);
                    Add(data + 7, 3, isDimension: true);
                    break;
                case [.., (byte)'L']:
                    Add(data + 1, 4, isDimension: true); // 14 bits each
                    break;
                case [.., (byte)' ']:
                    Add(data + 6, 2, isDimension: true);
                    Add(data + 8, 2, isDimension: true);
                    break;
            }

            AddBytes(data, 1); // flags, or the first of a bit stream
            var length = BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(position + 4));
            var end = (long)data + length + (length & 1);
            if (!AddPart(position, end))
            {
                return;
            }

            position = (int)end;
        }
    }

    private void ReadGif()
    {
        Add(6, 2, isDimension: true);
        Add(8, 2, isDimension: true);
        AddBytes(10, 3); // palette, background, aspect
        for (var position = 13 + PaletteLength(10); position + 10 <= _file.Length;)
        {
            var start = position;
            if (_file[position] == 0x2C)
            {
                Enumerable.Range(0, 4).ToList().ForEach(number => Add(start + 1 + (2 * number), 2, isDimension: number > 1));
                AddBytes(position + 9, 1);
                position += 10 + PaletteLength(position + 9);
                AddBytes(position, 1); // LZW's code size
                position++;
            }
            else
            {
                AddBytes(position, 2);
                position += 2;
            }

            while (position < _file.Length && _file[position] != 0)
            {
                AddBytes(position, 1);
                position += 1 + _file[position];
            }

            if (!AddPart(start, ++position))
            {
                return;
            }
        }
    }

    private int PaletteLength(int flagsAt) =>
        flagsAt < _file.Length && (_file[flagsAt] & 0x80) != 0 ? 3 * (2 << (_file[flagsAt] & 7)) : 0;

    private void ReadBmp()
    {
        const int fileHeader = 14;
        Add(10, 4); // where the pixels begin
        Add(14, 4); // the header's length
        Add(18, 4, isDimension: true);
        Add(22, 4, isDimension: true);
        Add(28, 2); // bits a pixel
        Add(30, 4); // compression
        Add(46, 4); // colours
        if (_file.Length > fileHeader + 40)
        {
            AddPart(fileHeader, BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(10)));
            AddPart(BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(10)), _file.Length);
        }
    }

    private bool AddPart(long start, long end)
    {
        var fits = start < end && end <= _file.Length;
        if (fits)
        {
            _parts.Add(new Part((int)start, (int)(end - start)));
        }

        return fits;
    }

    private void Add(int offset, int size, bool bigEndian = false, bool isDimension = false)
    {
        if (size > 0 && offset + size <= _file.Length)
        {
            _fields.Add(new Field(offset, size, bigEndian, isDimension));
        }
    }

    private void AddBytes(int offset, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Add(offset + i, 1);
        }
    }
}
