using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>libheif's answer; the text is its own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct HeifError(HeifErrorCode Code, int SubCode, nint Text)
{
    public const int UnsupportedCodec = 3000;

    public string Message => Marshal.PtrToStringUTF8(Text) ?? "unknown error";
}
