using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Models;
using ImageClassification.Models.Onnx;
using ImageClassification.Models.Producers;
using ImageClassification.Models.TfLite;

namespace ImageClassification.Models;

/// <summary>Makes a model's folder from a tool's files. It leaves nothing behind if it fails.</summary>
public static class ModelImport
{
    private const string ModelFile = "model.onnx";
    private const string LabelsFile = "labels.txt";

    /// <param name="folder">To be made; its name is the model's.</param>
    /// <param name="from">A file, a folder or a zip.</param>
    /// <param name="labels">A file of class names; null for the one beside the model.</param>
    /// <param name="preset">How images are preprocessed. It is uncertain where a file says otherwise; null for none.</param>
    /// <param name="overrides">Options of <see cref="FieldOptions"/> with their values.</param>
    /// <exception cref="ModelException">The model cannot be used as it is. The message says what to do.</exception>
    public static ImportedModel Create(
        string folder, string from, string? labels, string? preset, IReadOnlyDictionary<string, string> overrides, CancellationToken cancellationToken)
    {
        if (Path.Exists(folder))
        {
            throw new ModelException($"There is a folder {folder} already. Remove it and run this again, or edit its model.json, or choose another name.");
        }

        using var files = new ModelFiles(from);
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        Directory.CreateDirectory(parent);
        var staging = Path.Combine(parent, $".new-{Environment.ProcessId}");
        Directory.CreateDirectory(staging);
        try
        {
            var imported = Write(staging, files, labels, preset, overrides);
            cancellationToken.ThrowIfCancellationRequested();
            Directory.Move(staging, folder);
            return imported with { Manifest = Path.Combine(folder, "model.json") };
        }
        catch (ModelException exception)
        {
            var message = exception.Message.Replace(Path.Combine(staging, ModelFile), files.Model, StringComparison.Ordinal);
            if (message.Contains(staging, StringComparison.Ordinal))
            {
                message = message.Replace($"{staging}{Path.DirectorySeparatorChar}", "the new ", StringComparison.Ordinal).Replace(staging, folder, StringComparison.Ordinal)
                    + " Nothing was written: change the options and run this again.";
            }

            throw new ModelException(files.Named(message), exception);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    /// <returns>The file's kind and what to do, if it cannot contain a model; else null.</returns>
    public static string? FaultOf(string path) =>
        !File.Exists(path) || ModelFiles.Endings.Append(".zip").Contains(Path.GetExtension(path).ToLowerInvariant()) || OtherFormats.IsKnown(path)
            ? null
            : OtherFormats.Advice(path);

    private static ImportedModel Write(string staging, ModelFiles files, string? labels, string? preset, IReadOnlyDictionary<string, string> overrides)
    {
        var path = Path.Combine(staging, ModelFile);
        var tfLite = files.IsTfLite ? TfLiteModel.Read(File.ReadAllBytes(files.Model)) : null;
        var model = tfLite is null ? File.ReadAllBytes(files.Model) : TfLiteConverter.ToOnnx(tfLite);
        File.WriteAllBytes(path, model);
        var externalData = CopyExternalData(files.Model, model, staging);
        var graph = new Graph(path);
        var labelsPath = labels ?? files.LabelsPath();
        var draft = new Draft();
        Guesses.Describe(graph, draft);
        Describe(files, graph, tfLite, labelsPath, draft);
        if (preset is not null)
        {
            var stated = draft.Statements;
            Recipes.Describe(preset, draft);
            Contradictions.Doubt(stated, draft);
        }

        FieldOptions.Apply(overrides, draft);
        InputFacts.Settle(graph, draft, files.Model);
        if (labels is not null || draft.Labels.Count == 0)
        {
            draft.Name(
                labelsPath is null ? graph.MapLabels : LabelFile.Read(labelsPath),
                labels is not null ? $"--labels {labels}" : labelsPath is null ? "the graph" : $"{Path.GetFileName(labelsPath)} beside the model");
        }

        if (draft.Labels.Count > 0 && draft.Labels.All(label => label.StartsWith("LABEL_", StringComparison.Ordinal)))
        {
            draft.Say("labels", LabelsFile, "config.json", "the labels are placeholders (LABEL_0, …). Name them with --labels.");
        }

        var choice = new OutputChoice(graph, path, draft);
        choice.Make();
        File.WriteAllLines(Path.Combine(staging, LabelsFile), draft.Labels);
        var json = Text(model, externalData, draft);
        File.WriteAllText(Path.Combine(staging, "model.json"), json);
        OpenQuestions.Write(staging, draft.Doubts);
        using var classifier = ImageClassifier.Load(staging, new InferenceOptions()); // fails at once if something does not match
        return new(staging, json,
            [.. draft.Statements.Select(statement => new ImportedField(statement.Field, Json.Inline(statement.Value), statement.Source))],
            choice.Notes, draft.Doubts);
    }

    /// <summary>The first producer that knows the model says how it is fed.</summary>
    private static void Describe(ModelFiles files, Graph graph, TfLiteModel? tfLite, string? labels, Draft draft)
    {
        var isPixels = graph.Type != Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float;
        if (TensorFlow.IsOfTeachableMachine(files, graph, labels))
        {
            TensorFlow.DescribeTeachableMachine(draft, isPixels);
        }
        else if (tfLite is not null)
        {
            TensorFlow.Describe(tfLite, draft, isPixels);
        }
        else
        {
            _ = CustomVision.Describe(files, graph.File, draft) || Ultralytics.Describe(graph.File, draft)
                || Timm.Describe(files, graph.Width, draft) || HuggingFace.Describe(files, draft);
        }
    }

    private static List<string> CopyExternalData(string model, byte[] bytes, string staging)
    {
        var names = ExternalData.FilesOf(bytes).Order(StringComparer.Ordinal).ToList();
        foreach (var name in names)
        {
            var source = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model))!, name);
            if (name != Path.GetFileName(name) || !File.Exists(source))
            {
                throw new ModelException(
                    $"{model} keeps weights in {name}, which is not beside it. Save the model again with its external data in the same folder.");
            }

            ModelFiles.RefusePointer(source);
            File.Copy(source, Path.Combine(staging, name));
        }

        return names.ConvertAll(name => Path.Combine(staging, name));
    }

    private static string Text(byte[] model, List<string> externalData, Draft draft)
    {
        var manifest = new JsonObject { ["$schema"] = "../model.schema.json", ["version"] = "1", ["file"] = ModelFile, ["sha256"] = Hash(model) };
        if (externalData.Count > 0)
        {
            manifest["externalData"] = new JsonObject(externalData.Select(path => KeyValuePair.Create(Path.GetFileName(path), (JsonNode?)HashOf(path))));
        }

        manifest["labels"] = LabelsFile;
        foreach (var (name, value) in draft.ToJson())
        {
            manifest[name] = value!.DeepClone();
        }

        return "{\n" + string.Join(",\n", manifest.Select(field => $"  \"{field.Key}\": {Json.Inline(field.Value!)}")) + "\n}\n";
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
