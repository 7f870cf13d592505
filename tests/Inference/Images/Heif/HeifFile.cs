using System.Buffers.Binary;

namespace ImageClassification.Inference.Tests.Images.Heif;

internal static class HeifFile
{
    /// <summary>One of files/heif.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Inference", "Images", "files", "heif", name));

    /// <summary>The same, but for the size that an <c>ispe</c> box states, in pixels.</summary>
    /// <param name="name">One of files/heif.</param>
    /// <param name="width">In place of the true one.</param>
    /// <param name="height">In place of the true one.</param>
    /// <param name="place">0: the primary image's; 1: of a grid, its first tile's.</param>
    public static byte[] Stating(string name, uint width, uint height, int place = 0)
    {
        const int size = 8; // behind the type and the version
        var (file, at) = (Read(name), 0);
        for (var i = 0; i <= place; i++)
        {
            at += file.AsSpan(at).IndexOf("ispe"u8) + size;
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), width);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 4), height);
        return file;
    }
}
