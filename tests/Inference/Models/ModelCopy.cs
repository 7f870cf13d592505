using System.Text.Json.Nodes;

namespace ImageClassification.Inference.Tests.Models;

/// <summary>A folder with a tiny model (4 × 2 pixels to red, green, blue) or a copy of another, to be spoilt by a test. Deleted when disposed.</summary>
internal sealed class ModelCopy : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("model-");

    /// <param name="tiny">One of golden/tiny*.onnx.</param>
    public ModelCopy(string tiny = "tiny")
    {
        Directory.CreateDirectory(Folder);
        File.Copy(Path.Combine(Repository.Golden, tiny + ".onnx"), PathOf("model.onnx"));
        if (tiny == "tiny-external")
        {
            File.Copy(Path.Combine(Repository.Golden, "tiny.weights"), PathOf("tiny.weights"));
        }

        Write("labels.txt", "red\ngreen\nblue\n");
        Write("model.json", $$"""
            {
              "version": "7",
              "file": "model.onnx",
              "sha256": "{{GoldenCases.Sha256(File.ReadAllBytes(PathOf("model.onnx")))}}",
              "labels": "labels.txt",
              "input": { "name": "image", "layout": "NCHW", "width": 4, "height": 2, "channelOrder": "RGB" },
              "orientation": "ignore",
              "resize": { "mode": "stretch", "filter": "bilinear" },
              "normalization": "none",
              "output": { "name": "logits", "activation": "softmax" },
              "topK": 2
            }
            """);
    }

    /// <param name="original">A model's folder.</param>
    public ModelCopy(DirectoryInfo original)
    {
        foreach (var file in original.EnumerateFiles().Concat(new DirectoryInfo(Path.Combine(original.FullName, "golden")).EnumerateFiles()))
        {
            var copy = PathOf(Path.GetRelativePath(original.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }
    }

    public string Folder => Path.Combine(_parent.FullName, "tiny");

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    /// <param name="field">Such as input.width.</param>
    /// <param name="json">Null removes the field.</param>
    public ModelCopy With(string field, string? json)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(PathOf("model.json")))!;
        var names = field.Split('.');
        var parent = names[..^1].Aggregate(manifest, (node, name) => node[name]!).AsObject();
        parent.Remove(names[^1]);
        if (json is not null)
        {
            parent.Add(names[^1], JsonNode.Parse(json));
        }

        Write("model.json", manifest.ToJsonString());
        return this;
    }

    public void Dispose() => _parent.Delete(recursive: true);
}
