namespace ImageClassification.Inference.Tests.Images;

internal static class ImageFile
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Repository.Golden, "images", name));
}
