using ImageClassification.Runner.Functions;

namespace ImageClassification.Runner.Tests.Functions;

public sealed class NativeBuildTests : IDisposable
{
    private static readonly DateTime Built = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("native-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_program_is_current_where_every_source_is_older()
    {
        var program = File("Query", Built);
        File("shared/Contracts/Batch.cs", Built.AddSeconds(-1));

        NativeBuild.IsCurrent(program, [Path.Combine(_folder.FullName, "shared"), File("global.json", Built)]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("shared/Contracts/Batch.cs", false)]
    [InlineData("shared/Contracts/obj/Contracts.dll", true)]
    [InlineData("shared/Contracts/bin/Release/Contracts.dll", true)]
    public void A_newer_source_makes_it_old_and_what_builds_write_does_not(string newer, bool isCurrent)
    {
        var program = File("Query", Built);
        File(newer, Built.AddSeconds(1));

        NativeBuild.IsCurrent(program, [Path.Combine(_folder.FullName, "shared")]).ShouldBe(isCurrent);
    }

    [Fact]
    public void A_program_that_is_not_there_is_not_current() =>
        NativeBuild.IsCurrent(Path.Combine(_folder.FullName, "Query"), []).ShouldBeFalse();

    [Fact]
    public void A_program_is_started_with_its_images_memory_settings()
    {
        NativeBuild.StartOf(PipelineOptions.FindRoot(), "Classifier").Environment["GLIBC_TUNABLES"]!.ShouldStartWith("glibc.malloc.hugetlb=1:");
        NativeBuild.StartOf(PipelineOptions.FindRoot(), "Query").Environment.ShouldNotContainKey("GLIBC_TUNABLES");
    }

    private string File(string name, DateTime written)
    {
        var file = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, "");
        System.IO.File.SetLastWriteTimeUtc(file, written);
        return file;
    }
}
