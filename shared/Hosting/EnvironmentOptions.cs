using System.Globalization;
using System.Text;
using ImageClassification.Contracts;

namespace ImageClassification.Hosting;

/// <summary>
/// Reads options from environment variables, in composition roots only. A variable that is not set, or not as it must be, is a
/// <see cref="ConfigurationException"/> that names it, its range, and what it is.
/// </summary>
public sealed class EnvironmentOptions(Func<string, string?> read)
{
    /// <summary>50 MB, in bytes.</summary>
    public const int DefaultMaxObjectBytes = 50 << 20;

    private const string Lowercase = "abcdefghijklmnopqrstuvwxyz0123456789.-";
    private const string AnyCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_" + Lowercase;

    public static EnvironmentOptions Process { get; } = new(Environment.GetEnvironmentVariable);

    public bool IsSet(string name) => read(name) is { Length: > 0 };

    public string Optional(string name, string fallback) => IsSet(name) ? read(name)! : fallback;

    public string Folder(string name) => Text(name, "the path of a folder", _ => true);

    public string Bucket(string name) => Text(
        name, "3 to 63 lower-case letters, digits, dots and dashes", text => text.Length is >= 3 and <= 63 && text.All(Lowercase.Contains));

    public string Table(string name) => Text(
        name, "3 to 255 letters, digits, dots, dashes and underscores", text => text.Length is >= 3 and <= 255 && text.All(AnyCase.Contains));

    public string Url(string name) => Text(
        name, "an absolute URL, https or http", text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http");

    public ModelName Model(string name) => ModelName.Parse(Text(name, $"a model's name, {ModelName.Rule}", text => ModelName.From(text) is not null));

    /// <summary>The keys' prefix; <see cref="ImagePrefix.Default"/> if it is not set, which differs from empty.</summary>
    public string Prefix(string name) => read(name) switch
    {
        null => ImagePrefix.Default,
        "" => "",
        _ => Text(name, $"at most {ImagePrefix.MaxBytes} bytes of UTF-8", text => Encoding.UTF8.GetByteCount(text) <= ImagePrefix.MaxBytes),
    };

    /// <param name="name">The variable's.</param>
    /// <param name="low">The least.</param>
    /// <param name="high">The most.</param>
    /// <param name="fallback">Where it is not set; null for a variable that must be.</param>
    public int Int32(string name, int low, int high, int? fallback = null)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"a whole number from {low:N0} to {high:N0}");
        return !IsSet(name) && fallback is { } number ? number : int.Parse(Text(name, rule, IsInRange), CultureInfo.InvariantCulture);

        bool IsInRange(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high;
    }

    /// <returns>The longest object that is uploaded or fetched, in bytes: MAX_OBJECT_BYTES.</returns>
    public int MaxObjectBytes() => Int32("MAX_OBJECT_BYTES", 1024, 1 << 30, DefaultMaxObjectBytes);

    /// <returns>False where it is not set.</returns>
    public bool Flag(string name) => IsSet(name) && bool.Parse(Text(name, "true or false", text => bool.TryParse(text, out _)));

    private string Text(string name, string rule, Predicate<string> keeps) => !IsSet(name)
        ? throw new ConfigurationException(
            $"The environment variable {name} is not set; it must be {rule}. template.yaml sets it for every function that needs it.")
        : read(name) is { } text && keeps(text) ? text
        : throw new ConfigurationException($"The environment variable {name} is \"{read(name)}\"; it must be {rule}.");
}
