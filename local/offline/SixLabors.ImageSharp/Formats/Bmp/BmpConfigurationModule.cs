namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>Registers the format.</summary>
public sealed class BmpConfigurationModule : IConfigurationModule
{
    public void Configure(Configuration configuration)
    {
        configuration.ImageFormatsManager.SetDecoder(BmpFormat.Instance, new BmpDecoder());
        configuration.ImageFormatsManager.AddImageFormatDetector(new BmpImageFormatDetector());
    }
}
