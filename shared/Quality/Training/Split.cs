using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ImageClassification.Quality.Training;

/// <summary>
/// How a set of images is parted for training, validation and test: by SHA-256 of an object's key. So an object is always in the same
/// part, regardless of other objects, and few move where the shares change.
/// </summary>
public readonly record struct Split
{
    /// <summary>What <see cref="From"/> takes.</summary>
    public const string Rule = "three whole numbers that add up to 100, for training, validation and test: 80,10,10";

    private readonly int _train;
    private readonly int _validation;

    private Split(int train, int validation) => (_train, _validation) = (train, validation);

    /// <summary>80, 10 and 10 percent.</summary>
    public static Split Default { get; } = new(80, 10);

    /// <param name="text">Percentages, by <see cref="Rule"/>.</param>
    /// <returns>Null for anything else.</returns>
    public static Split? From(string text)
    {
        var shares = text.Split(',').Select(
            share => int.TryParse(share, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100 ? number : -1).ToList();
        return shares is [>= 0, >= 0, >= 0] && shares.Sum() == 100 ? new Split(shares[0], shares[1]) : null;
    }

    /// <returns>The name of the object's part, as files and folders have it: train, validation or test.</returns>
    /// <inheritdoc cref="PartOf"/>
    public string NameOf(string key) => PartOf(key) switch { Parts.Train => "train", Parts.Validation => "validation", _ => "test" };

    /// <param name="key">The object's.</param>
    /// <returns>One part.</returns>
    public Parts PartOf(string key)
    {
        var place = (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % 100);
        return place < _train ? Parts.Train : place < _train + _validation ? Parts.Validation : Parts.Test;
    }
}
