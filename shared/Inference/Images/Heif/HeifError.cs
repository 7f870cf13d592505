using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>libheif's answer, whose text lasts as long as the context.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct HeifError(HeifErrorCode Code, int SubCode, nint Text)
{
    /// <summary>No decoder is installed: before libheif 1.18 …</summary>
    public const int UnsupportedCodec = 3000;

    /// <summary>… and since.</summary>
    public const int NoDecoder = 6003;

    public string Message => Marshal.PtrToStringUTF8(Text) ?? "unknown error";
}
