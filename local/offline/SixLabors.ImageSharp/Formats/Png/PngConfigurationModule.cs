namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Registers the format.</summary>
public sealed class PngConfigurationModule : IConfigurationModule
{
    public void Configure(Configuration configuration)
    {
        configuration.ImageFormatsManager.SetDecoder(PngFormat.Instance, new PngDecoder());
        configuration.ImageFormatsManager.AddImageFormatDetector(new PngImageFormatDetector());
    }
}
