namespace ImageClassification.Inference.Tests.Images.Heif;

internal static class HeifFile
{
    /// <summary>One of files/heif.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Inference", "Images", "files", "heif", name));
}
