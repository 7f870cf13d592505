using ImageClassification.Inference.Images;

namespace ImageClassification.Fuzz.Mutations;

/// <summary>Makes broken images of whole ones. The same seed makes the same images in the same order.</summary>
internal sealed class Mutator
{
    private const int LongestFile = 1 << 20;

    private static readonly uint[] Boundaries =
        [0, 1, 2, 3, 4, 7, 8, 15, 16, 127, 128, 255, 256, 4096, 32767, 32768, 65535, 65536, 1 << 24, int.MaxValue, uint.MaxValue];

    private readonly Corpus _corpus;
    private readonly Random _random;
    private readonly Func<byte[], byte[]>[] _mutations;

    public Mutator(Corpus corpus, int seed)
    {
        _corpus = corpus;
        _random = new Random(seed);
        _mutations = [FlipBits, SetBytes, Fill, SetField, SetField, SetField, Cut, Insert, RemovePart, RepeatPart, SwapParts, Splice];
        if (corpus.Format == ImageFormat.Png)
        {
            _mutations = [.. _mutations, RewritePixels, RewritePixels];
        }
    }

    public byte[] Next()
    {
        var file = Pick(_corpus.Samples).ToArray();
        for (var left = 1 + _random.Next(4); left > 0; left--)
        {
            var mutated = Pick(_mutations)(file);
            file = mutated.Length is > 0 and <= LongestFile ? mutated : file;
        }

        if (Happens(200))
        {
            file = Enlarge(file);
        }

        return Happens(10) ? file : Repair.Apply(file, _corpus.Format); // else no mutation would get past check sums
    }

    private byte[] FlipBits(byte[] file)
    {
        for (var left = 1 + _random.Next(8); left > 0; left--)
        {
            file[_random.Next(file.Length)] ^= (byte)(1 << _random.Next(8));
        }

        return file;
    }

    private byte[] SetBytes(byte[] file)
    {
        for (var left = 1 + _random.Next(8); left > 0; left--)
        {
            file[_random.Next(file.Length)] = (byte)_random.Next(256);
        }

        return file;
    }

    private byte[] Fill(byte[] file)
    {
        var start = _random.Next(file.Length);
        file.AsSpan(start, _random.Next(Math.Min(file.Length - start, 64))).Fill(Happens(2) ? (byte)0xFF : (byte)_random.Next(256));
        return file;
    }

    private byte[] SetField(byte[] file)
    {
        if (Layout.Of(file, _corpus.Format).Fields is { Count: > 0 } fields)
        {
            var field = Pick(fields);
            var value = field.Read(file);
            field.Write(file, _random.Next(5) switch
            {
                0 => value + 1,
                1 => value - 1,
                2 => value * 2,
                3 => (uint)_random.NextInt64(field.Most + 1L),
                _ => Math.Min(Pick(Boundaries), field.Most),
            });
        }

        return file;
    }

    /// <summary>As many pixels as just pass, which is where memory and time go.</summary>
    private byte[] Enlarge(byte[] file)
    {
        var side = (uint)_random.Next(3000, 7072);
        foreach (var field in Layout.Of(file, _corpus.Format).Fields.Where(field => field.IsDimension))
        {
            field.Write(file, (_corpus.Format, field.Size) switch
            {
                (ImageFormat.WebP, 3) => side - 1,
                (ImageFormat.WebP, 4) => (side - 1) * 0x4001, // both sides in 14 bits each
                _ => side,
            });
        }

        return file;
    }

    private byte[] Cut(byte[] file) =>
        file[..(Happens(2) && Layout.Of(file, _corpus.Format).Parts is { Count: > 0 } parts ? Pick(parts).Start : _random.Next(file.Length))];

    private byte[] Insert(byte[] file)
    {
        var bytes = new byte[1 + _random.Next(32)];
        _random.NextBytes(bytes);
        var position = _random.Next(file.Length);
        return [.. file[..position], .. bytes, .. file[position..]];
    }

    private byte[] RemovePart(byte[] file) => OnPart(file, part => [.. file[..part.Start], .. file[part.End..]]);

    private byte[] RepeatPart(byte[] file) => OnPart(file, part =>
        [.. file[..part.Start], .. Enumerable.Repeat(file[part.Start..part.End], Happens(20) ? 1000 : 1 + _random.Next(3)).SelectMany(bytes => bytes),
            .. file[part.Start..]]);

    private byte[] SwapParts(byte[] file) => OnPart(file, one => OnPart(file, other => one.End > other.Start ? file :
        [.. file[..one.Start], .. file[other.Start..other.End], .. file[one.End..other.Start], .. file[one.Start..one.End], .. file[other.End..]]));

    private byte[] Splice(byte[] file)
    {
        var donor = Pick(_corpus.Samples);
        return OnPart(file, here => OnPart(
            donor, there => [.. file[..here.Start], .. donor[there.Start..there.End], .. file[(Happens(2) ? here.Start : here.End)..]], file));
    }

    private byte[] RewritePixels(byte[] file) => Repair.RewritePixels(file, raw =>
    {
        var mutated = raw.Length == 0 ? raw : Pick<Func<byte[], byte[]>>([FlipBits, SetBytes, Fill, Insert])(raw);
        return Happens(4) ? mutated[.._random.Next(mutated.Length + 1)] : mutated;
    });

    private byte[] OnPart(byte[] file, Func<Part, byte[]> change, byte[]? otherwise = null) =>
        Layout.Of(file, _corpus.Format).Parts is { Count: > 0 } parts ? change(Pick(parts)) : otherwise ?? file;

    private bool Happens(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
