using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Inference;

namespace ImageClassification.Models;

/// <summary>What a tool wrote: a model file and the files beside it, in a folder or a zip. Deletes unpacked files when disposed.</summary>
internal sealed class ModelFiles : IDisposable
{
    public static readonly IReadOnlyList<string> Endings = [".onnx", ".tflite"];

    private readonly string _given;
    private readonly DirectoryInfo? _unpacked;

    /// <exception cref="ModelException">It contains no model, several, or one of another kind. The message says what to do.</exception>
    public ModelFiles(string path)
    {
        _given = path;
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && File.Exists(path))
        {
            _unpacked = Directory.CreateTempSubdirectory("model-");
            Unpack(path, _unpacked.FullName);
            path = _unpacked.FullName;
        }

        try
        {
            Model = File.Exists(path) ? path
                : Directory.Exists(path) ? ModelIn(path)
                : throw new ModelException($"There is no file or folder {path}.");
            if (!Endings.Contains(Path.GetExtension(Model).ToLowerInvariant()))
            {
                throw new ModelException(OtherFormats.Advice(_unpacked is null ? Model : Path.GetRelativePath(_unpacked.FullName, Model)));
            }

            RefusePointer(Model);
        }
        catch (ModelException exception)
        {
            Dispose();
            throw new ModelException(Named(exception.Message), exception);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static ReadOnlySpan<byte> Pointer => "version https://git-lfs.github.com/spec/"u8;

    /// <summary>The .onnx or .tflite file.</summary>
    public string Model { get; }

    public bool IsTfLite => Model.EndsWith(".tflite", StringComparison.OrdinalIgnoreCase);

    /// <summary>The model's folder and, of one such as onnx/, the folder around it.</summary>
    private IEnumerable<string> Folders
    {
        get
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(Model))!;
            return Path.GetFileName(folder) is "onnx" or "python" ? [folder, Path.GetDirectoryName(folder)!] : [folder];
        }
    }

    /// <returns>A file's path; null where there is none of the name.</returns>
    public string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <returns>A file's content; null where there is none of the name.</returns>
    /// <exception cref="ModelException">It is not a JSON object.</exception>
    public JsonObject? Json(string name)
    {
        if (Find(name) is not { } path)
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            return JsonNode.Parse(file) as JsonObject ?? throw new JsonException("It is not an object.");
        }
        catch (JsonException exception)
        {
            throw new ModelException($"{path} is not valid JSON: {exception.Message}", exception);
        }
    }

    /// <returns>The file of class names beside the model; null where there is none.</returns>
    /// <exception cref="ModelException">There are several.</exception>
    public string? LabelsPath()
    {
        var known = new[] { Path.GetFileNameWithoutExtension(Model) + ".txt", "labels.txt", "labels.json", "labels.csv", "classes.txt" };
        if (known.Select(Find).FirstOrDefault(found => found is not null) is { } path)
        {
            return path;
        }

        string[] words = ["label", "class", "synset", "categories", "names"];
        var candidates = Folders.SelectMany(Directory.EnumerateFiles)
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".txt" or ".json" or ".csv" or ".names")
            .Where(file => Array.Exists(words, word => Path.GetFileName(file).Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal).ToList();
        return candidates.Count <= 1
            ? candidates.FirstOrDefault()
            : throw new ModelException("Several files may contain the names of the classes: "
                + $"{string.Join(", ", candidates.Select(Path.GetFileName))}. Choose one with --labels.");
    }

    /// <returns>The text with the zip instead of the folder where it is unpacked, which is soon deleted.</returns>
    public string Named(string text) => _unpacked is null ? text : text.Replace(_unpacked.FullName, _given, StringComparison.Ordinal);

    /// <exception cref="ModelException">The file is what Git has in place of a large one, where Git LFS is not installed.</exception>
    public static void RefusePointer(string path)
    {
        using var file = File.OpenRead(path);
        var beginning = new byte[Pointer.Length];
        file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        if (Pointer.SequenceEqual(beginning))
        {
            throw new ModelException($"{path} is a pointer of Git LFS, not the file. Install Git LFS and run git lfs pull where it was cloned, or download the file.");
        }
    }

    public void Dispose() => _unpacked?.Delete(recursive: true);

    private static void Unpack(string path, string folder)
    {
        try
        {
            ZipFile.ExtractToDirectory(path, folder);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            Directory.Delete(folder, recursive: true);
            throw new ModelException($"{path} cannot be unpacked: {exception.Message} Download it again.", exception);
        }
    }

    private string ModelIn(string folder)
    {
        foreach (var place in new[] { folder, Path.Combine(folder, "onnx") }.Concat(
            Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)).Where(Directory.Exists))
        {
            var files = Directory.EnumerateFiles(place)
                .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal).ToList();
            if (files.Count > 0)
            {
                return files is [var only] ? only
                    : files.Find(file => Path.GetFileName(file) == "model.onnx")
                    ?? throw new ModelException(
                        $"{place} contains several models: {string.Join(", ", files.Select(Path.GetFileName))}. "
                        + (_unpacked is null ? $"Choose one: --from {files[0]}" : "Unpack the zip and choose one with --from."));
            }
        }

        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault(OtherFormats.IsKnown)
            ?? throw new ModelException($"{folder} contains no .onnx or .tflite file. Export the model to one of them; docs/models.md says how.");
    }
}
