namespace SixLabors.ImageSharp.Formats.Gif;

/// <summary>Registers the format.</summary>
public sealed class GifConfigurationModule : IConfigurationModule
{
    public void Configure(Configuration configuration)
    {
        configuration.ImageFormatsManager.SetDecoder(GifFormat.Instance, new GifDecoder());
        configuration.ImageFormatsManager.AddImageFormatDetector(new GifImageFormatDetector());
    }
}
