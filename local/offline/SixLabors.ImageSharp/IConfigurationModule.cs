namespace SixLabors.ImageSharp;

/// <summary>Registers a format's decoder and detector.</summary>
public interface IConfigurationModule
{
    void Configure(Configuration configuration);
}
