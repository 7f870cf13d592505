namespace SixLabors.ImageSharp.Formats.Webp;

/// <summary>Registers the format.</summary>
public sealed class WebpConfigurationModule : IConfigurationModule
{
    public void Configure(Configuration configuration)
    {
        configuration.ImageFormatsManager.SetDecoder(WebpFormat.Instance, new WebpDecoder());
        configuration.ImageFormatsManager.AddImageFormatDetector(new WebpImageFormatDetector());
    }
}
