using System.Diagnostics;
using System.Text.RegularExpressions;
using static ImageClassification.Template.Tests.SamTemplate;

namespace ImageClassification.Template.Tests.Images;

/// <summary>functions/Dockerfile as far as it goes without Docker.</summary>
public sealed partial class DockerfileTests
{
    /// <summary>The distribution of the images, whose packages and libraries this machine has, too.</summary>
    private const string Base = "debian:12-slim";

    /// <summary>What is in the base without being asked for.</summary>
    private static readonly string[] InBase = ["libc6", "libgcc-s1"];

    private readonly Dockerfile _dockerfile = Dockerfile.Load();

    public static TheoryData<string> Targets =>
        [.. Load().Resources("AWS::Serverless::Function").Select(function => Load().CodeOf(function.Name).Target!).Distinct()];

    [Fact]
    public void Every_function_is_an_image_of_a_target()
    {
        var template = Load();

        File.ReadLines(Path.Combine(Repository.Root, "functions", "Dockerfile")).ShouldContain($"ARG BASE={Base}");
        foreach (var (name, properties) in template.Resources("AWS::Serverless::Function"))
        {
            Text(properties, "PackageType").ShouldBe("Image", name);
            _dockerfile.Names.ShouldContain(template.CodeOf(name).Target, name);
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Everything_that_is_compiled_is_restored_by_its_project_alone(string target)
    {
        var copied = _dockerfile.Upto($"compile-{target}").SelectMany(stage => stage.Of("COPY")).ToList();

        var restored = copied.TakeWhile(copy => copy != "shared/ shared/").Select(copy => copy.Split(' ')[0])
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

        restored.ShouldBe(ProjectReferenceTests.Products.Select(row => Path.GetRelativePath(Repository.Root, row.Data)), ignoreOrder: true);
    }

    /// <summary>The smallest function stands for all: their steps differ by names alone.</summary>
    [Fact]
    public void The_steps_make_an_image_whose_program_starts()
    {
        SkipWithoutBase();
        using CleanFolder compiled = new(), image = new();

        compiled.Run(_dockerfile.Upto("compile-console"));
        image.Run(_dockerfile.Upto("console"), new Dictionary<string, CleanFolder> { ["compile-console"] = compiled });

        var program = image.At(EntryPoint("console"));
        File.ResolveLinkTarget(program, returnFinalTarget: true)!.Exists.ShouldBeTrue();
        Directory.EnumerateFiles(image.At("."), "*.dll").ShouldBeEmpty();
        new[] { "LICENSE", "NOTICE" }.ShouldBeSubsetOf(Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(program)!, "licenses")).Select(Path.GetFileName));
        LibrariesOf(program).SelectMany(Owners).ShouldBeSubsetOf([.. InBase, .. _dockerfile.PackagesOf("console")]);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_steps_of_targets_differ_by_names_alone(string target)
    {
        var expected = Steps("console", "Console");

        var steps = Steps(target, char.ToUpperInvariant(target[0]) + target[1..]);

        steps.ShouldBe(expected);

        IEnumerable<string> Steps(string name, string function) =>
            from step in _dockerfile.Upto($"compile-{name}")[^1].Steps
            select $"{step.Keyword} {step.Arguments}".Replace(function, "FUNCTION", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_a_target_copies_and_starts_is_made_in_another_stage(string target)
    {
        var image = _dockerfile.Upto(target);

        var from = image.SelectMany(stage => stage.Of("COPY")).Select(copy => FromStage().Match(copy))
            .Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();

        from.ShouldContain($"compile-{target}");
        from.ShouldBeSubsetOf(_dockerfile.Names);
        EntryPoint(target).ShouldBe("/var/task/bootstrap");
        image[^1].Of("RUN").ShouldContain(run => run.EndsWith(" bootstrap", StringComparison.Ordinal));
    }

    [Fact]
    public void The_manifests_come_without_the_models()
    {
        using var manifests = new CleanFolder();

        manifests.Run(_dockerfile.Upto("manifests"));

        var files = Directory.EnumerateFiles(manifests.At("models"), "*", SearchOption.AllDirectories).ToList();
        files.Select(Path.GetFileName).Distinct().ShouldBe(["model.json"]);
        files.Count.ShouldBe(Directory.EnumerateFiles(Path.Combine(Repository.Root, "models"), "model.json", SearchOption.AllDirectories).Count());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_package_that_is_installed_exists(string target)
    {
        SkipWithoutBase();

        var packages = _dockerfile.PackagesOf($"compile-{target}").Concat(_dockerfile.PackagesOf(target)).Distinct().ToList();

        packages.ShouldNotBeEmpty();
        packages.ShouldAllBe(package => Output("apt-cache", "show", package).Length > 0);
    }

    /// <summary>What is loaded by name: ONNX Runtime's own library needs more, and .NET needs OpenSSL.</summary>
    [Theory]
    [InlineData("libssl.so.3")]
    [InlineData("libturbojpeg.so.0")]
    [InlineData("libwebp.so.7")]
    [InlineData("libheif.so.1")]
    [InlineData("libonnxruntime.so")]
    public void What_the_Classifier_loads_is_installed(string library)
    {
        SkipWithoutBase();
        var own = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", library); // along with the Classifier

        var packages = File.Exists(own) ? [.. LibrariesOf(own).SelectMany(Owners)] : Owners(library).ToList();

        packages.ShouldNotBeEmpty();
        packages.ShouldBeSubsetOf([.. InBase, .. _dockerfile.PackagesOf("classifier")]);
    }

    private string EntryPoint(string target) => _dockerfile.Upto(target)[^1].Of("ENTRYPOINT").Single().Trim('[', ']', '"');

    private static void SkipWithoutBase() => Assert.SkipUnless(
        File.Exists("/etc/os-release") && File.ReadAllText("/etc/os-release") is var machine
            && machine.Contains("ID=debian") && machine.Contains("VERSION_ID=\"12\""),
        $"This machine is not {Base}.");

    private static IEnumerable<string> LibrariesOf(string program) =>
        from Match match in Linked().Matches(Output("ldd", program))
        select Path.GetFileName(match.Groups[1].Value);

    /// <summary>The packages that have a library of this name, without their architecture.</summary>
    private static IEnumerable<string> Owners(string library) =>
        Output("dpkg-query", "-S", $"*/{library}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]).Distinct();

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : "";
    }

    [GeneratedRegex("^--from=(\\S+) ")]
    private static partial Regex FromStage();

    [GeneratedRegex(@"^\s+(?:\S+ => )?(/\S+)", RegexOptions.Multiline)]
    private static partial Regex Linked();
}
