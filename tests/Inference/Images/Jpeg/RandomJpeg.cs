namespace ImageClassification.Inference.Tests.Images.Jpeg;

/// <summary>Baseline JPEGs of random coefficients, with code lengths from 2 to 16.</summary>
internal sealed class RandomJpeg
{
    private static readonly int[] DcLengths = [2, 3, 3, 4, 4, 5, 6, 8, 10, 12, 13, 16];

    private readonly Random _random;
    private readonly (int Code, int Length)[] _dc = new (int, int)[256];
    private readonly (int Code, int Length)[] _ac = new (int, int)[256];
    private readonly List<byte> _bytes = [0xFF, 0xD8];
    private ulong _bits;
    private int _count;

    private RandomJpeg(int seed) => _random = new(seed);

    /// <param name="seed">Of everything random.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="sampling">Of brightness: blocks across and down. The colours have one block.</param>
    /// <param name="isGrey">Without colours.</param>
    /// <param name="restartInterval">In units; 0 for none.</param>
    /// <param name="strength">Of coefficients; above 8 they leave the range of samples.</param>
    public static byte[] Write(int seed, int width, int height, (int Across, int Down) sampling, bool isGrey, int restartInterval, int strength)
    {
        var jpeg = new RandomJpeg(seed);
        var components = isGrey ? 1 : 3;
        jpeg.Segment(0xDB, [0, .. Enumerable.Range(0, 64).Select(_ => (byte)jpeg._random.Next(1, 9))]);
        jpeg.Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components,
            .. Enumerable.Range(1, components).SelectMany(id => new[] { (byte)id, (byte)(id == 1 ? (sampling.Across << 4) | sampling.Down : 0x11), (byte)0 })]);
        jpeg.Codes(0, jpeg._dc, [.. Enumerable.Range(0, 12)], DcLengths);
        int[] symbols = [0, 0xF0, .. Enumerable.Range(0, 16).SelectMany(run => Enumerable.Range(1, 10).Select(size => (run << 4) | size))];
        jpeg._random.Shuffle(symbols);
        jpeg.Codes(0x10, jpeg._ac, symbols, [2, 4, 4, 6, 6, 6, 6, .. Enumerable.Repeat(9, 100), .. Enumerable.Repeat(13, 30), .. Enumerable.Repeat(16, 25)]);
        if (restartInterval > 0)
        {
            jpeg.Segment(0xDD, [(byte)(restartInterval >> 8), (byte)restartInterval]);
        }

        jpeg.Segment(0xDA, [(byte)components, .. Enumerable.Range(1, components).SelectMany(id => new[] { (byte)id, (byte)0 }), 0, 63, 0]);
        var (across, down) = isGrey ? (1, 1) : sampling;
        var units = ((width + (8 * across) - 1) / (8 * across)) * ((height + (8 * down) - 1) / (8 * down));
        jpeg.Units(units, [across * down, .. Enumerable.Repeat(1, components - 1)], restartInterval, strength);
        return [.. jpeg._bytes, 0xFF, 0xD9];
    }

    private void Units(int units, int[] blocks, int restartInterval, int strength)
    {
        var before = new int[blocks.Length];
        for (var unit = 0; unit < units; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                Flush();
                _bytes.AddRange([0xFF, (byte)(0xD0 + (((unit / restartInterval) - 1) % 8))]);
                before = new int[blocks.Length];
            }

            for (var component = 0; component < blocks.Length; component++)
            {
                for (var block = 0; block < blocks[component]; block++)
                {
                    var first = _random.Next(-64 * strength, 64 * strength) / 4;
                    Block(first - before[component], strength);
                    before[component] = first;
                }
            }
        }

        Flush();
    }

    private void Block(int difference, int strength)
    {
        Put(_dc, 0, difference);
        for (var place = 1; place < 64; place++)
        {
            var run = _random.Next(4) == 0 ? _random.Next(64 - place) : 0;
            if (_random.Next(6) == 0 || run == 64 - place)
            {
                Put(_ac, 0, 0);
                return;
            }

            for (place += run; run > 15; run -= 16)
            {
                Put(_ac, 0xF0, 0);
            }

            var value = _random.Next(1, 4 << _random.Next(strength));
            Put(_ac, run << 4, _random.Next(2) == 0 ? value : -value);
        }
    }

    private void Put((int Code, int Length)[] codes, int run, int value)
    {
        var size = value == 0 ? 0 : int.Log2(Math.Abs(value)) + 1;
        var (code, length) = codes[run | size];
        Put(code, length);
        Put((value < 0 ? value - 1 : value) & ((1 << size) - 1), size);
    }

    private void Put(int bits, int length)
    {
        (_bits, _count) = ((_bits << length) | (uint)bits, _count + length);
        for (; _count >= 8; _count -= 8)
        {
            var next = (byte)(_bits >> (_count - 8));
            _bytes.Add(next);
            if (next == 0xFF)
            {
                _bytes.Add(0);
            }
        }
    }

    private void Flush() => Put((1 << (-_count & 7)) - 1, -_count & 7);

    private void Codes(byte kind, (int Code, int Length)[] codes, int[] symbols, int[] lengths)
    {
        var code = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            code <<= i > 0 ? lengths[i] - lengths[i - 1] : 0;
            codes[symbols[i]] = (code++, lengths[i]);
        }

        Segment(0xC4, [kind, .. Enumerable.Range(1, 16).Select(length => (byte)lengths.Count(each => each == length)), .. symbols.Select(symbol => (byte)symbol)]);
    }

    private void Segment(byte marker, byte[] content) => _bytes.AddRange([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content]);
}
