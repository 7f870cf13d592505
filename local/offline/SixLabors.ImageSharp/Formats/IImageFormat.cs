namespace SixLabors.ImageSharp.Formats;

/// <summary>A file format.</summary>
public interface IImageFormat
{
    string Name { get; }

    /// <summary>Whether a file's first bytes are this format's.</summary>
    internal bool Starts(ReadOnlySpan<byte> file);
}
