using System.Text.Json;
using System.Xml.Linq;

namespace ImageClassification.Template.Tests;

/// <summary>docs/dependencies.md against what is referenced, and against the licences that the packages themselves state.</summary>
public sealed class DependencyTests
{
    /// <summary>Licences that ask for nothing but their text.</summary>
    private static readonly string[] Accepted = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"];

    private static readonly string NuGetFolder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Names and licences; of packages of one namespace, the later names are their last part.</summary>
    private static readonly (string Name, string Licence)[] Documented =
        [.. from line in File.ReadLines(Path.Combine(Repository.Root, "docs", "dependencies.md"))
            where line.StartsWith("| ", StringComparison.Ordinal)
            let cells = line.Split('|', StringSplitOptions.TrimEntries)
            from name in cells[1].Split(',', StringSplitOptions.TrimEntries)
            select (name.Split(' ')[0], cells[2])];

    public static TheoryData<string, string?> Packages
    {
        get
        {
            var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
                .Select(package => (Name: package.Attribute("Include")!.Value, Version: package.Attribute("Version")!.Value));
            return [.. packages.Select(package => (package.Name, LicenceOf(package.Name, package.Version)))];
        }
    }

    public static TheoryData<string, string?> NodePackages
    {
        get
        {
            var root = NodeLock().GetProperty("");
            return [.. new[] { "dependencies", "optionalDependencies" }.SelectMany(kind => root.GetProperty(kind).EnumerateObject())
                .Select(package => (package.Name, LicenceOf(NodeLock().GetProperty($"node_modules/{package.Name}"))))];
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    [MemberData(nameof(NodePackages))]
    public void Every_package_stands_in_the_docs_with_its_licence(string package, string? licence)
    {
        var row = Documented.SingleOrDefault(row => row.Name == package || package.EndsWith($".{row.Name}", StringComparison.Ordinal));

        row.Licence.ShouldNotBeNullOrEmpty();
        row.Licence.ShouldContain(licence ?? "");
    }

    [Fact]
    public void Packages_that_are_restored_state_their_licence()
    {
        Packages.Count(row => row.Data.Item2 is not null).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void What_npm_packages_bring_along_has_an_accepted_licence()
    {
        var licences = NodeLock().EnumerateObject().Select(package => LicenceOf(package.Value)).OfType<string>().Distinct();

        licences.ShouldBeSubsetOf(Accepted);
    }

    /// <summary>Null where the package is not on this machine: a stand-in may take its place.</summary>
    private static string? LicenceOf(string package, string version)
    {
        var id = package.ToLowerInvariant();
        var manifest = Path.Combine(NuGetFolder, id, version, $"{id}.nuspec");
        return File.Exists(manifest)
            ? XDocument.Load(manifest).Descendants().FirstOrDefault(element => element.Name.LocalName == "license" && element.Attribute("type")?.Value == "expression")?.Value
            : null;
    }

    private static string? LicenceOf(JsonElement package) => package.TryGetProperty("license", out var licence) ? licence.GetString() : null;

    private static JsonElement NodeLock() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "local", "services", "package-lock.json"))).RootElement.GetProperty("packages");
}
