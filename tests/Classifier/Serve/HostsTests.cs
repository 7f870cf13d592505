using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageClassification.Classifier.Serve;
using ImageClassification.Classifier.Tests.Http;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Tests.Serve;

/// <summary>The files of docs/hosts, tested against a process with the platform's variables and headers.</summary>
public sealed class HostsTests
{
    private static readonly byte[] Picture = Caller.Sample("hat/hat-1.jpg");

    private static readonly (string, string)[] FromAzure =
        [("x-azure-functions-invocationid", "b7a2f0d1-0f0e-4c5a-9f57-6f0f7f1c2a11"),
            ("x-azure-functions-hostversion", "4.1037.0.0"), ("user-agent", "Azure-Functions-Host/4.1037.0.0")];

    [Fact]
    public async Task On_Cloud_Run_it_answers_and_ends_well_when_told_to()
    {
        await using var process = new ServeProcess(
            "PORT", new() { ["K_SERVICE"] = "classify", ["K_REVISION"] = "classify-00001-abc", ["K_CONFIGURATION"] = "classify" });
        await process.ReadyAsync();

        using var answer = await process.PostAsync(
            Picture, "image/jpeg", ("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https"),
            ("x-cloud-trace-context", "105445aa7843bc8bf206b12000100000/1;o=1"));
        process.Terminate();
        var (code, log) = await process.EndAsync();

        ((int)answer.StatusCode, code).ShouldBe((200, 0), log);
        log.ShouldNotContain("203.0.113.7");
    }

    [Fact]
    public async Task In_Container_Apps_it_answers()
    {
        await using var process = new ServeProcess("PORT", new() { ["CONTAINER_APP_NAME"] = "classify", ["CONTAINER_APP_REVISION"] = "classify--1" });
        await process.ReadyAsync();

        using var answer = await process.PostAsync(Picture, "image/jpeg", ("x-forwarded-for", "203.0.113.7"), ("x-envoy-external-address", "203.0.113.7"));

        ((int)answer.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Behind_Azure_Functions_it_answers_forwarded_and_wrapped_requests()
    {
        var function =
            JsonDocument.Parse(await File.ReadAllTextAsync(Hosts("azure/classify/function.json"), TestContext.Current.CancellationToken)).RootElement;
        var names = function.GetProperty("bindings").EnumerateArray().ToDictionary(
            binding => binding.GetProperty("direction").GetString()!, binding => binding.GetProperty("name").GetString()!);
        await using var process = new ServeProcess(
            "FUNCTIONS_CUSTOMHANDLER_PORT", new() { ["PORT"] = "80", ["FUNCTIONS_WORKER_RUNTIME"] = "custom", ["FUNCTIONS_HTTPWORKER_PORT"] = "80" });
        await process.ReadyAsync();
        var wrapped = $$$"""
            {"Data":{"{{{names["in"]}}}":{"Url":"https://pictures.azurewebsites.net/classify","Method":"POST","Query":"{}",
            "Headers":{"Content-Type":["application/octet-stream"]},"Params":{},"Identities":"[]","Body":"{{{Convert.ToBase64String(Picture)}}}"} },"Metadata":{"sys":{"MethodName":"classify"} } }
            """;

        using var forwarded = await process.PostAsync(Picture, "image/jpeg", FromAzure);
        using var answer = await process.PostAsync(Encoding.UTF8.GetBytes(wrapped), "application/json", FromAzure);
        var response = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("Outputs").GetProperty(names["out"]);

        ((int)forwarded.StatusCode, (int)answer.StatusCode, response.GetProperty("statusCode").GetInt32()).ShouldBe((200, 200, 200));
        response.GetProperty("body").GetString()!.ShouldContain("\"label\"");
    }

    [Fact]
    public async Task The_host_of_Azure_Functions_is_told_to_forward_and_to_keep_the_path()
    {
        var host = JsonDocument.Parse(await File.ReadAllTextAsync(Hosts("azure/host.json"), TestContext.Current.CancellationToken)).RootElement;
        var function =
            JsonDocument.Parse(await File.ReadAllTextAsync(Hosts("azure/classify/function.json"), TestContext.Current.CancellationToken)).RootElement;

        var path = $"{host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()}"
            + $"/{function.GetProperty("bindings")[0].GetProperty("route").GetString()}";

        TestServer.Description.Operations.ShouldContain($"POST {path}");
        host.GetProperty("customHandler").GetProperty("enableForwardingHttpRequest").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Cloud_Run_asks_for_paths_that_there_are()
    {
        var service = await File.ReadAllTextAsync(Hosts("cloud-run.yaml"), TestContext.Current.CancellationToken);

        var paths = Regex.Matches(service, @"path: (\S+)").Select(match => match.Groups[1].Value).ToList();

        paths.ShouldBe(["/ready", "/health"]);
        paths.ShouldBeSubsetOf(TestServer.Description.Operations.Select(operation => operation.Split(' ')[1]));
        service.ShouldContain("name: HANDLER\n              value: serve\n");
    }

    [Fact]
    public async Task Cloud_Run_sends_no_more_requests_than_fit_into_the_memory()
    {
        var service = await File.ReadAllTextAsync(Hosts("cloud-run.yaml"), TestContext.Current.CancellationToken);
        var (concurrency, longest) = (Number("containerConcurrency: (\\d+)"), Number("MAX_OBJECT_BYTES\n +value: \"(\\d+)\""));

        var options = ServeOptions.Read(
            new EnvironmentOptions(new Dictionary<string, string> { ["MODELS_DIR"] = "models", ["MODEL"] = "mine", ["MAX_OBJECT_BYTES"] = $"{longest}" }.GetValueOrDefault),
            Number("cpu: \"(\\d+)\""),
            Number("memory: (\\d+)Gi") * 1024 * 3 / 4);

        const int Url = 2_000;
        ((long)concurrency * (longest + Url)).ShouldBeLessThanOrEqualTo(options.HeldBytes);
        concurrency.ShouldBeLessThanOrEqualTo(options.Parallelism + options.QueueLength);
        options.Parallelism.ShouldBe(2);

        int Number(string pattern) => int.Parse(Regex.Match(service, pattern).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("PORT", "http", "The environment variable PORT is \\u0022http\\u0022; it must be a whole number from 1 to 65,535.")]
    [InlineData("MODEL", "none", "none")]
    [InlineData("BUCKET", "images", "BUCKET is set, but AWS is not configured")]
    public async Task What_is_wrong_with_its_variables_ends_it_and_the_log_says_so(string name, string value, string expected)
    {
        await using var process = new ServeProcess("PORT", new()
        {
            [name] = value,
            ["AWS_REGION"] = "",
            ["AWS_DEFAULT_REGION"] = "",
            ["AWS_ENDPOINT_URL"] = "",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_CONFIG_FILE"] = "/none"
        });

        var (code, log) = await process.EndAsync();

        code.ShouldBe(1);
        log.ShouldContain("The server cannot start");
        log.ShouldContain(expected);
    }

    private static string Hosts(string file) => Path.Combine(AppContext.BaseDirectory, "hosts", file);
}
