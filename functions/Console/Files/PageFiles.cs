using System.Text.Json;
using ImageClassification.Console.SignIn;

namespace ImageClassification.Console.Files;

/// <summary>
/// The console's files, read once: the modules joined to one script and the sheets to one, so that a page takes few requests, and
/// under names with their hashes, so that browsers keep them for good. Paths lead nowhere: only the names that the page has are known.
/// </summary>
internal sealed class PageFiles
{
    private const string NoSettings = """id="sign-in">{}</script>""";

    private readonly Dictionary<string, PageFile> _files = [];
    private readonly string _page;

    /// <param name="folder">Has index.html, which names app.js, console.css and icon.svg.</param>
    public PageFiles(string folder)
    {
        string[] Paths(string extension) => [.. Directory.EnumerateFiles(folder, $"*.{extension}").Order(StringComparer.Ordinal)];
        var page = File.ReadAllText(Path.Combine(folder, "index.html"));
        Add("app", "js", "text/javascript; charset=utf-8", ModuleBundle.Of(Paths("js").ToDictionary(path => Path.GetFileName(path), File.ReadAllText), "app.js"));
        Add("console", "css", "text/css; charset=utf-8", string.Concat(Paths("css").Select(File.ReadAllText)));
        Add("icon", "svg", "image/svg+xml", File.ReadAllText(Path.Combine(folder, "icon.svg")));
        _page = page;

        void Add(string name, string extension, string type, string body)
        {
            var file = new PageFile(type, body);
            var hashed = $"{name}.{file.Hash}.{extension}";
            _files.Add(hashed, file);
            page = page.Replace($"/console/{name}.{extension}", $"/console/{hashed}", StringComparison.Ordinal);
        }
    }

    /// <returns>Null for a name that the page does not have.</returns>
    public PageFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>index.html with what the browser needs to sign in, so that it need not ask for it.</summary>
    public PageFile Page(SignInSettings settings)
    {
        // The serializer escapes < and >: nothing in it can end the script element.
        var json = JsonSerializer.Serialize(settings, SignInJson.Default.SignInSettings);
        return new PageFile("text/html; charset=utf-8", _page.Replace(NoSettings, NoSettings.Replace("{}", json, StringComparison.Ordinal), StringComparison.Ordinal));
    }
}
