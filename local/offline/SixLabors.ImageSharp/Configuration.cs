using SixLabors.ImageSharp.Formats;

namespace SixLabors.ImageSharp;

/// <summary>The formats that are decoded: those of the modules given, and no others.</summary>
public sealed class Configuration
{
    public Configuration(params IConfigurationModule[] configurationModules)
    {
        foreach (var module in configurationModules)
        {
            module.Configure(this);
        }
    }

    public ImageFormatManager ImageFormatsManager { get; } = new();
}
