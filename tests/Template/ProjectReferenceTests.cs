using System.Xml.Linq;

namespace ImageClassification.Template.Tests;

public sealed class ProjectReferenceTests
{
    internal static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Batches"] = ["Contracts", "Predictions", "Quality"],
        ["Contracts"] = [],
        ["Hosting"] = ["Contracts"],
        ["Inference"] = ["Contracts"],
        ["Predictions"] = ["Contracts"],
        ["Quality"] = [],
        ["Ingest"] = ["Contracts", "Hosting"],
        ["Classifier"] = ["Batches", "Contracts", "Hosting", "Inference", "Predictions"],
        ["Console"] = ["Hosting"],
        ["Query"] = ["Batches", "Contracts", "Hosting", "Predictions", "Quality"],
    };

    public static TheoryData<string> Products => new(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "shared"), "*.csproj", SearchOption.AllDirectories)));

    [Theory]
    [MemberData(nameof(Products))]
    public void Functions_stand_on_shared_code_and_never_on_each_other(string project)
    {
        var references = Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        references.ShouldBeSubsetOf(Allowed[Path.GetFileNameWithoutExtension(project)]);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Only_the_classifier_loads_models_and_codecs(string project)
    {
        var heavy = Includes(project, "PackageReference").Intersect(["Microsoft.ML.OnnxRuntime", "SixLabors.ImageSharp"]);

        (heavy.Any() && Path.GetFileNameWithoutExtension(project) != "Inference").ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Only_Query_carries_a_library_for_tables(string project)
    {
        var carries = File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.offline.lock.json"))
            .Contains("\"Parquet.Net\"", StringComparison.Ordinal);

        carries.ShouldBe(Path.GetFileNameWithoutExtension(project) == "Query");
    }

    [Fact]
    public void Without_local_the_solution_names_only_its_own_projects_and_real_packages()
    {
        var projects = XDocument.Load(Path.Combine(Repository.Root, "ImageClassification.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value).ToList();

        projects.Count.ShouldBeGreaterThan(7);
        foreach (var project in projects)
        {
            var path = Path.Combine(Repository.Root, project);
            var references = Includes(path, "ProjectReference")
                .Select(reference => Path.GetRelativePath(Repository.Root, Path.Combine(Path.GetDirectoryName(path)!, reference.Replace('\\', '/'))))
                .Append(project);
            references.ShouldAllBe(reference => !reference.StartsWith("local", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Includes(string project, string item) =>
        XDocument.Load(project).Descendants(item).Select(element => element.Attribute("Include")!.Value);
}
