using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Templates;

/// <summary>A template in a folder of its own, beside a function's project.</summary>
internal static class ScratchTemplate
{
    public static Stack Read(string resources, string? parameters = null, Dictionary<string, string>? overrides = null)
    {
        var folder = Directory.CreateTempSubdirectory("template-");
        try
        {
            folder.CreateSubdirectory("functions/Echo");
            File.WriteAllText(Path.Combine(folder.FullName, "functions/Echo/Echo.csproj"), "");
            var template = Path.Combine(folder.FullName, "template.yaml");
            File.WriteAllText(template, $"{parameters}\nResources:\n{resources}");
            return TemplateReader.Read(template, "stack", overrides ?? [], new("http://127.0.0.1:9/"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The environment of the function Echo, whose variables are the given lines.</summary>
    public static IReadOnlyDictionary<string, string> ReadVariables(
        string variables, string others = "", string? parameters = null, Dictionary<string, string>? overrides = null)
    {
        var lines = variables.ReplaceLineEndings("\n").Split('\n').Select(line => $"          {line}");
        var function = $"""
              Echo:
                Type: AWS::Serverless::Function
                Metadata:
                  Dockerfile: functions/Dockerfile
                  DockerBuildTarget: echo
                Properties:
                  Environment:
                    Variables:
            {string.Join('\n', lines)}
            {others}
            """;
        return Read(function, parameters, overrides).Functions[0].Environment;
    }
}
