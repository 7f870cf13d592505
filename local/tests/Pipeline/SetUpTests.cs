using System.Diagnostics;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>What ./dev does before the verb: a copy of it, on a machine that has only what is on PATH here.</summary>
public sealed class SetUpTests : IDisposable
{
    /// <summary>Of the system's own.</summary>
    private static readonly string[] Tools = ["awk", "basename", "cat", "cmp", "cp", "dirname", "find", "grep", "head", "mkdir", "sed", "sleep", "sort", "touch", "tr"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dev-");
    private readonly string _path;
    private readonly string _log;

    public SetUpTests()
    {
        _log = Path.Combine(_folder.FullName, "log");
        _path = _folder.CreateSubdirectory("path").FullName;
        var services = _folder.CreateSubdirectory("local/services/node_modules").Parent!.FullName;
        File.WriteAllText(Path.Combine(services, "package-lock.json"), "{}");
        File.Copy(Path.Combine(PipelineOptions.FindRoot(), "dev"), Path.Combine(_folder.FullName, "dev"));
        foreach (var tool in Tools)
        {
            File.CreateSymbolicLink(Path.Combine(_path, tool), new[] { "/bin", "/usr/bin" }.Select(folder => Path.Combine(folder, tool)).First(File.Exists));
        }

        Add("id", "echo 0");
        Add("dotnet");
        Add("apt-get");
        Add("uname", "echo Linux");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--help")]
    [InlineData("bench", "--help")]
    [InlineData("test", "-h")]
    [InlineData("up", "--native", "-?")]
    public async Task Help_installs_nothing_and_needs_the_SDK_only(params string[] arguments)
    {
        var (exitCode, calls, error) = await RunAsync(arguments);

        exitCode.ShouldBe(0, error);
        calls.ShouldAllBe(call => call.StartsWith("dotnet ", StringComparison.Ordinal));
        calls[^1].ShouldEndWith($"dev.dll {string.Join(' ', arguments)}");
    }

    [Theory]
    [InlineData("npm ci --prefix local/services")]
    [InlineData("npm ci --prefix local/services", "demo")]
    [InlineData("apt-get install -y chromium", "test")]
    [InlineData("apt-get install -y gcc", "up", "--native")]
    public async Task Everything_else_installs_what_it_needs(string expected, params string[] arguments)
    {
        Add("npm");

        var (_, calls, error) = await RunAsync(arguments);

        calls.ShouldContain(call => call.StartsWith(expected, StringComparison.Ordinal), error);
    }

    [Theory]
    [InlineData("ID=debian", "libturbojpeg0")]
    [InlineData("ID=ubuntu\nID_LIKE=debian", "libturbojpeg")]
    [InlineData("ID=linuxmint\nID_LIKE=\"ubuntu debian\"", "libturbojpeg")]
    public async Task A_library_is_asked_for_by_the_distribution_s_name(string release, string package)
    {
        Add("npm");
        Add("ldconfig");
        var osRelease = Path.Combine(_folder.FullName, "os-release");
        File.WriteAllText(osRelease, release + "\n");
        Move(("/etc/os-release", osRelease), ("/usr/lib*/", "/none/"), ("/usr/local/lib/", "/none/"));

        var (exitCode, calls, error) = await RunAsync("demo");

        exitCode.ShouldBe(1);
        calls.ShouldContain($"apt-get install -y {package}");
        error.ShouldContain($"sudo apt-get install {package} -");
    }

    [Fact]
    public async Task Without_Nodejs_it_says_where_to_get_it()
    {
        var (exitCode, calls, error) = await RunAsync("demo");

        exitCode.ShouldBe(1);
        error.ShouldStartWith("Node.js with npm is missing: https://");
        calls.ShouldBe(["dotnet --version"]);
    }

    [Fact]
    public async Task Windows_npm_which_WSL_finds_too_does_not_serve()
    {
        Add("npm");
        Move(("/mnt/", _path));

        var (exitCode, calls, error) = await RunAsync("demo");

        exitCode.ShouldBe(1);
        error.ShouldStartWith("Node.js with npm is missing: https://");
        calls.ShouldBe(["dotnet --version"]);
    }

    [Theory]
    [InlineData("osx-x64", true)]
    [InlineData("osx-arm64", false)]
    public async Task On_macOS_the_SDK_for_Intel_does_not_serve(string rid, bool refused)
    {
        Add("npm");
        Add("uname", "echo Darwin");
        Add("dotnet", $"echo ' RID:         {rid}'");

        var (_, calls, error) = await RunAsync("demo");

        error.Contains("install the Arm64 .NET SDK", StringComparison.Ordinal).ShouldBe(refused, error);
        calls.Any(call => call.StartsWith("npm ", StringComparison.Ordinal)).ShouldBe(!refused);
    }

    /// <summary>Has ./dev look elsewhere.</summary>
    private void Move(params (string From, string To)[] places)
    {
        var dev = Path.Combine(_folder.FullName, "dev");
        File.WriteAllText(dev, places.Aggregate(File.ReadAllText(dev), (text, place) => text.Replace(place.From, place.To)));
    }

    /// <summary>A program that logs how it is called.</summary>
    private void Add(string name, string command = "true")
    {
        var file = Path.Combine(_path, name);
        File.Copy(Path.Combine(_folder.FullName, "dev"), file, overwrite: true); // so that it may be executed
        File.WriteAllText(file, $"#!/bin/sh\n[ {name} = id ] || echo \"{name} $*\" >> '{_log}'\n{command}\n");
    }

    private async Task<(int ExitCode, string[] Calls, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(_folder.FullName, "dev"), arguments) { RedirectStandardError = true };
        start.Environment["PATH"] = _path;
        using var dev = Process.Start(start)!;
        var error = await dev.StandardError.ReadToEndAsync(Cancellation);
        await dev.WaitForExitAsync(Cancellation);
        return (dev.ExitCode, await File.ReadAllLinesAsync(_log, Cancellation), error);
    }
}
