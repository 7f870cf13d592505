using Microsoft.Win32.SafeHandles;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>A decompressor or compressor. Not safe for two threads at once, and cheap (some kilobytes): one for each image.</summary>
internal sealed class TurboJpegHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => TurboJpeg.Destroy(handle) == 0;
}
