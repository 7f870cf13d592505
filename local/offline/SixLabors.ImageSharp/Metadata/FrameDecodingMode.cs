namespace SixLabors.ImageSharp.Metadata;

/// <summary>Which frames of an animation are decoded. The stand-in decodes the first in either mode.</summary>
public enum FrameDecodingMode
{
    All,
    First,
}
