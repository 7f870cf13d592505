using System.Text;

namespace ImageClassification.Quality.Files;

/// <summary>
/// CSV by <see href="https://www.rfc-editor.org/rfc/rfc4180"/>, whose first row names the columns: key, and truth or label; eTag where there is
/// one. An export is such a file: its truth column counts, not its label.
/// </summary>
internal static class CsvTruths
{
    /// <exception cref="InvalidDataException">The first row names no such columns, or a quote is not closed.</exception>
    public static IEnumerable<StatedTruth> Read(string text)
    {
        List<string>? names = null;
        var (key, label, eTag) = (-1, -1, -1);
        foreach (var (line, cells) in Rows(text))
        {
            if (names is null)
            {
                names = cells.ConvertAll(cell => cell.Trim().ToLowerInvariant());
                (key, label, eTag) = (names.IndexOf("key"), names.IndexOf("truth") is >= 0 and var at ? at : names.IndexOf("label"), names.IndexOf("etag"));
                if (key < 0 || label < 0)
                {
                    throw new InvalidDataException("The first row must name the columns, separated by commas: key, and truth or label.");
                }
            }
            else
            {
                yield return (cells.Count == names.Count
                    ? new StatedTruth(cells[key], StatedTruth.LabelsOf(cells[label]), eTag < 0 || cells[eTag].Length == 0 ? null : cells[eTag])
                    : StatedTruth.Faulty($"it has {cells.Count} cells, and the first row has {names.Count}")) with
                { Line = line };
            }
        }
    }

    /// <summary>Each with the line that it begins on.</summary>
    private static IEnumerable<(int Line, List<string> Cells)> Rows(string text)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        var (first, next) = (1, 1);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            next += letter == '\n' ? 1 : 0;
            if (isQuoted)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[++i]);
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (letter == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (letter is ',' or '\n')
            {
                cells.Add(letter == '\n' ? cell.ToString().TrimEnd('\r') : cell.ToString());
                cell.Clear();
                if (letter == '\n')
                {
                    if (cells is not [""])
                    {
                        yield return (first, cells);
                    }

                    (first, cells) = (next, []);
                }
            }
            else
            {
                cell.Append(letter);
            }
        }

        if (isQuoted)
        {
            throw new InvalidDataException("A quote is not closed.");
        }

        if (cells.Count > 0 || cell.Length > 0)
        {
            cells.Add(cell.ToString().TrimEnd('\r'));
            yield return (first, cells);
        }
    }
}
