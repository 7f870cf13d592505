namespace ImageClassification.Inference.Images.Tiff;

/// <summary>Apple's run lengths. <see href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf"/>, section 9</summary>
internal static class PackBits
{
    /// <returns>False where the data end too soon. A run that is too long is cut, as by libtiff.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> unpacked)
    {
        while (!unpacked.IsEmpty)
        {
            if (packed is not [var first, .. var rest])
            {
                return false;
            }

            var count = (sbyte)first;
            if (count == sbyte.MinValue)
            {
                packed = rest;
                continue;
            }

            var (length, stored) = count < 0 ? (1 - count, 1) : (1 + count, 1 + count);
            if (rest.Length < stored)
            {
                return false;
            }

            var written = Math.Min(length, unpacked.Length);
            if (count < 0)
            {
                unpacked[..written].Fill(rest[0]);
            }
            else
            {
                rest[..written].CopyTo(unpacked);
            }

            packed = rest[stored..];
            unpacked = unpacked[written..];
        }

        return true;
    }
}
