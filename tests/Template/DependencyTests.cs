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

    public static TheoryData<string, string?> NodePackages =>
        [.. from locked in new[] { NodeLock("local", "services"), NodeLock("tests", "Benchmarks", "peers") }
            from kind in locked.GetProperty("").EnumerateObject()
            where kind.Name is "dependencies" or "optionalDependencies"
            from package in kind.Value.EnumerateObject()
            select (package.Name, LicenceOf(locked.GetProperty($"node_modules/{package.Name}")))];

    public static TheoryData<string> Locks => [.. new[] { "functions", "shared" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "packages.offline.lock.json", SearchOption.AllDirectories))];

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
        var licences = NodeLock("local", "services").EnumerateObject().Select(package => LicenceOf(package.Value)).OfType<string>().Distinct();

        licences.ShouldBeSubsetOf(Accepted);
    }

    /// <summary>In functions/licenses, for packages that bring no text of their own: see functions/Directory.Build.targets.</summary>
    [Theory]
    [MemberData(nameof(Locks))]
    public void The_text_of_every_licence_is_published(string path)
    {
        var missing = LockedPackages(path).Where(package => LicenceOf(package.Name, package.Version) is { } licence
            && !File.Exists(Path.Combine(Repository.Root, "functions", "licenses", $"{licence}.txt")));

        missing.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Locks))]
    public void What_ships_is_locked_at_the_versions_of_the_one_list(string path)
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

        var locked = LockedPackages(path).ToList();

        locked.ShouldAllBe(package => package.Hash.Length > 0);
        locked.Where(package => versions.ContainsKey(package.Name)).ShouldAllBe(package => package.Version == versions[package.Name]);
    }

    [Fact]
    public void Every_product_has_a_lock() => Locks.Count.ShouldBe(ProjectReferenceTests.Products.Count);

    private static IEnumerable<(string Name, string Version, string Hash)> LockedPackages(string path) =>
        from framework in JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        where !package.Value.GetProperty("type").ValueEquals("Project")
        select (package.Name, package.Value.GetProperty("resolved").GetString()!, package.Value.GetProperty("contentHash").GetString()!);

    /// <summary>Null where the package is not on this machine: a stand-in may take its place.</summary>
    private static string? LicenceOf(string package, string version)
    {
        var id = package.ToLowerInvariant();
        var manifest = Path.Combine(NuGetFolder, id, version, $"{id}.nuspec");
        return File.Exists(manifest)
            ? XDocument.Load(manifest).Descendants()
                .FirstOrDefault(element => element.Name.LocalName == "license" && element.Attribute("type")?.Value == "expression")?.Value
            : null;
    }

    private static string? LicenceOf(JsonElement package) => package.TryGetProperty("license", out var licence) ? licence.GetString() : null;

    private static JsonElement NodeLock(params string[] folder) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine([Repository.Root, .. folder, "package-lock.json"]))).RootElement.GetProperty("packages");
}
