using System.Text;
using System.Text.RegularExpressions;

namespace ImageClassification.Console.Files;

/// <summary>
/// Joins JavaScript modules to one: each in a block of its own, behind those that it imports. Enough for modules that import by
/// <c>import { a, b } from './file.js';</c> and export where they declare; refuses all else.
/// </summary>
internal static partial class ModuleBundle
{
    /// <param name="modules">By file name.</param>
    /// <param name="entry">The module that imports the others.</param>
    /// <exception cref="InvalidOperationException">A module is missing, is in a circle, or imports or exports in another way.</exception>
    public static string Of(IReadOnlyDictionary<string, string> modules, string entry)
    {
        var script = new StringBuilder("const modules = {};\n");
        var isDone = new Dictionary<string, bool>();
        Add(entry);
        return script.ToString();

        void Add(string name)
        {
            if (isDone.TryGetValue(name, out var done))
            {
                if (!done)
                {
                    throw new InvalidOperationException($"{name} is part of an import cycle: move what its modules share to a separate module.");
                }

                return;
            }

            isDone[name] = false;
            var source = modules.TryGetValue(name, out var text) ? text : throw new InvalidOperationException($"There is no module {name}.");
            foreach (Match import in Import().Matches(source))
            {
                Add(import.Groups["file"].Value);
            }

            var names = Export().Matches(source).Select(export => export.Groups["name"].Value);
            var body = Export().Replace(Import().Replace(source, "const {${names}} = modules['${file}'];"), "${declaration}");
            if (Other().Match(body) is { Success: true } other)
            {
                throw new InvalidOperationException($"{name}: \"{other.Value}\" is not supported. Import by {{ names }}, and export where you declare.");
            }

            script.Append("{\n").Append(body).Append("modules['").Append(name).Append("'] = { ").AppendJoin(", ", names).Append(" };\n}\n");
            isDone[name] = true;
        }
    }

    [GeneratedRegex(@"^import \{(?<names> [\w$]+(?:, [\w$]+)* )\} from '\./(?<file>[\w.-]+)';$", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^export (?<declaration>(?:const|class|(?:async )?function\*?) (?<name>[\w$]+))", RegexOptions.Multiline)]
    private static partial Regex Export();

    [GeneratedRegex(@"^(?:import|export)\b.*", RegexOptions.Multiline)]
    private static partial Regex Other();
}
