namespace SixLabors.ImageSharp;

internal static class StreamExtensions
{
    /// <summary>The bytes from the stream's position on; a whole exposed buffer is not copied.</summary>
    public static byte[] ReadToEnd(this Stream stream)
    {
        if (stream is MemoryStream memory
            && memory.Position == 0
            && memory.TryGetBuffer(out var buffer)
            && buffer.Offset == 0
            && buffer.Array is { } whole
            && whole.Length == buffer.Count)
        {
            return whole;
        }

        using var copy = new MemoryStream();
        stream.CopyTo(copy);

        return copy.ToArray();
    }
}
