using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using ImageClassification.Contracts;

namespace ImageClassification.Inference.Models;

/// <summary>A folder with model.json and the files that it names.</summary>
internal sealed record ModelFolder(string Path, ModelManifest Manifest, IReadOnlyList<string> Labels, ModelIdentity Identity)
{
    private const string ManifestFile = "model.json";
    private const int HashDigits = 16;

    public string ManifestPath => System.IO.Path.Combine(Path, ManifestFile);

    public string ModelPath => System.IO.Path.Combine(Path, Manifest.File);

    /// <exception cref="ModelException">It lacks a file, or the manifest or the labels are wrong.</exception>
    public static ModelFolder Open(string path)
    {
        var json = Read(System.IO.Path.Combine(path, ManifestFile), "Each model has its own folder with a manifest; see models/clothing.");
        var manifest = ManifestReader.Read(System.IO.Path.Combine(path, ManifestFile), json);
        var name = ModelName.From(new DirectoryInfo(path).Name)
            ?? throw new ModelException($"The folder {path} cannot be a model's: its name must have {ModelName.Rule}. Rename it.");
        var identity = new ModelIdentity(name, manifest.Version, Convert.ToHexStringLower(SHA256.HashData(json))[..HashDigits]);
        var folder = new ModelFolder(path, manifest, ReadLabels(System.IO.Path.Combine(path, manifest.Labels)), identity);
        if (manifest.TopK > folder.Labels.Count)
        {
            throw new ModelException($"{folder.ManifestPath}: topK is {manifest.TopK}, but {manifest.Labels} holds {folder.Labels.Count} labels. Lower it.");
        }

        if (manifest is { Unknown: not null } or { MultiLabel: not null } && folder.Labels.Contains(ModelManifest.UnknownLabel))
        {
            throw new ModelException(
                $"{folder.ManifestPath}: {manifest.Labels} has a label {ModelManifest.UnknownLabel} of its own, which would mix with the images of which the model is not sure. Rename it.");
        }

        return manifest.MultiLabel?.Thresholds.Keys.Except(folder.Labels).FirstOrDefault() is { } stranger
            ? throw new ModelException($"{folder.ManifestPath}: multiLabel.thresholds names '{stranger}', which {manifest.Labels} does not hold. Correct it.")
            : folder;
    }

    /// <exception cref="ModelException">The ONNX file or its external data is missing, or not what the manifest was written for.</exception>
    public void Verify()
    {
        var listed = Manifest.ExternalData ?? new Dictionary<string, string>();
        var (sha256, weights) = Inspect();
        RequireHash(ModelPath, sha256, "sha256", Manifest.Sha256);
        var unlisted = weights.Except(listed.Keys).ToList();
        if (unlisted.Count > 0)
        {
            throw new ModelException(
                $"{ModelPath} keeps weights in {string.Join(", ", unlisted)}, which {ManifestPath}: externalData does not list. "
                + "Put the files beside it, and each with its SHA-256 into the manifest.");
        }

        foreach (var (file, expected) in listed)
        {
            var path = System.IO.Path.Combine(Path, file);
            RequireHash(path, HashOf(path), "externalData", expected);
        }
    }

    /// <returns>The ONNX file's hash, and the files in which it keeps weights.</returns>
    private unsafe (byte[] Sha256, IReadOnlySet<string> Weights) Inspect()
    {
        try
        {
            var length = new FileInfo(ModelPath).Length;
            if (length is 0 or > int.MaxValue)
            {
                return (HashOf(ModelPath), new HashSet<string>()); // no ONNX file, which has at most 2 GiB
            }

            // Mapped, not read: a start is mostly the first touch of fresh memory, and the file's own pages are there already.
            using var file = MemoryMappedFile.CreateFromFile(ModelPath, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
            using var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            var bytes = (byte*)null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref bytes);
            try
            {
                var model = new ReadOnlySpan<byte>(bytes, (int)length);
                return (SHA256.HashData(model), ExternalData.FilesOf(model));
            }
            finally
            {
                view.SafeMemoryMappedViewHandle.ReleasePointer();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{ModelPath} cannot be read ({exception.Message}) Train or download it; the folder's README says how.", exception);
        }
    }

    private void RequireHash(string path, byte[] hash, string field, string expected)
    {
        var actual = Convert.ToHexStringLower(hash);
        if (!actual.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelException(
                $"{path} has the SHA-256 {actual}, but {ManifestPath}: {field} says {expected}. "
                + "Restore the file, or put the new hash (and a new version) into the manifest.");
        }
    }

    /// <summary>Of a file that may be larger than an array.</summary>
    private static byte[] HashOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return SHA256.HashData(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read ({exception.Message}) It holds weights of the model: put it beside the ONNX file.", exception);
        }
    }

    private static List<string> ReadLabels(string path)
    {
        _ = Read(path, "It holds one label a line, in the order of the model's output.");
        var labels = File.ReadAllLines(path).Select(line => line.Trim()).Reverse().SkipWhile(line => line.Length == 0).Reverse().ToList();
        var blank = labels.IndexOf("");
        if (blank >= 0)
        {
            throw new ModelException($"{path}: line {blank + 1} is empty. Each line is a label.");
        }

        return labels.GroupBy(label => label).FirstOrDefault(group => group.Count() > 1) is { } repeated
            ? throw new ModelException($"{path}: '{repeated.Key}' stands there twice. Give each class its own label.")
            : labels;
    }

    private static byte[] Read(string path, string remedy)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read ({exception.Message}) {remedy}", exception);
        }
    }
}
