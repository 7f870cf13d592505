using SixLabors.ImageSharp.Formats;

namespace SixLabors.ImageSharp;

/// <summary>The formats that are decoded: those of the modules given, and no others.</summary>
public sealed class Configuration
{
    public Configuration()
    {
    }

    public Configuration(params IConfigurationModule[] configurationModules)
    {
        ArgumentNullException.ThrowIfNull(configurationModules);

        foreach (var module in configurationModules)
        {
            module.Configure(this);
        }
    }

    /// <summary>
    /// Whether an image's pixels lie in one block whatever its size. Where it is false,
    /// <see cref="Image{TPixel}.DangerousTryGetSinglePixelMemory"/> fails above 4 MiB.
    /// </summary>
    public bool PreferContiguousImageBuffers { get; set; }

    public IEnumerable<IImageFormat> ImageFormats => ImageFormatsManager.ImageFormats;

    public ImageFormatManager ImageFormatsManager { get; } = new();

    public void Configure(IConfigurationModule configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        configuration.Configure(this);
    }
}
