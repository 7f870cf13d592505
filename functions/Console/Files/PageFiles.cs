using System.Text.Json;
using ImageClassification.Console.SignIn;

namespace ImageClassification.Console.Files;

/// <summary>
/// The console's files, read once: the modules joined to one script and the sheets to one, so that a page takes few requests, and
/// under names with their hashes, so that browsers cache them permanently. Paths lead nowhere: only the names in the page are served.
/// </summary>
internal sealed class PageFiles
{
    private const string NoSettings = """id="sign-in">{}</script>""";

    private readonly Dictionary<string, PageFile> _files = [];
    private readonly string _page;

    /// <param name="folder">Has index.html, which names app.js, console.css and icon.svg.</param>
    public PageFiles(string folder)
    {
        var (scripts, sheets) = (Read("*.js"), Read("*.css"));
        var page = Read("index.html").Single().Text;
        Add("app", "js", "text/javascript; charset=utf-8", ModuleBundle.Of(scripts.ToDictionary(file => file.Name, file => file.Text), "app.js"));
        Add("console", "css", "text/css; charset=utf-8", string.Concat(sheets.Select(file => file.Text)));
        Add("icon", "svg", "image/svg+xml", Read("icon.svg").Single().Text);
        _page = page;

        IEnumerable<(string Name, string Text)> Read(string pattern) =>
            Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

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

    /// <param name="settings">Settings with which the browser signs in, so that it need not request them; null without sign-in.</param>
    public PageFile Page(OpenIdConfiguration? settings)
    {
        // The serializer escapes < and >: nothing in it can end the script element.
        var json = settings is null ? "{}" : JsonSerializer.Serialize(settings, OpenIdJson.Default.OpenIdConfiguration);
        var filled = NoSettings.Replace("{}", json, StringComparison.Ordinal);
        return new PageFile("text/html; charset=utf-8", _page.Replace(NoSettings, filled, StringComparison.Ordinal));
    }
}
