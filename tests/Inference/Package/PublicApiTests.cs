using ImageClassification.Inference.Classification;

namespace ImageClassification.Inference.Tests.Package;

public sealed class PublicApiTests
{
    private static readonly string Listing = Path.Combine(Repository.Root, "tests", "Inference", "Package", "PublicApi.txt");

    [Fact]
    public void The_public_API_is_the_one_that_is_listed()
    {
        var api = PublicApi.Describe(typeof(ImageClassifier).Assembly);

        var actual = Path.Combine(AppContext.BaseDirectory, "PublicApi.txt");
        File.WriteAllText(actual, api);
        api.ShouldBe(File.ReadAllText(Listing), $"If the change is meant: cp {actual} {Listing}");
    }

    [Fact]
    public void Nothing_of_the_package_knows_AWS()
    {
        var assemblies = new[] { typeof(ImageClassifier).Assembly, typeof(Contracts.ScoredLabel).Assembly };

        assemblies.SelectMany(assembly => assembly.GetReferencedAssemblies()).ShouldNotContain(
            name => name.Name!.StartsWith("AWS", StringComparison.Ordinal) || name.Name.StartsWith("Amazon", StringComparison.Ordinal));
    }
}
