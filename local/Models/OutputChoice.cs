using System.Text.Json.Nodes;
using ImageClassification.Inference;
using ImageClassification.Models.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Models;

/// <summary>Chooses the output with the values, its labels, and the activation that is still missing.</summary>
internal sealed class OutputChoice(Graph graph, string path, Draft draft)
{
    private const int MostLabels = 5;
    private const int MostOfSeveral = 20;
    private const string Usual = "default";

    private readonly List<string> _notes = [];

    /// <summary>Notes that need no decision.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <exception cref="ModelException">No output suits the labels.</exception>
    public void Make()
    {
        var source = draft["output.name"] is null ? "the graph" : "--output";
        var output = Choose();
        draft.Say("output.name", output.Name, source,
            draft.Doubts.FirstOrDefault(doubt => doubt.StartsWith("output.name: ", StringComparison.Ordinal))?["output.name: ".Length..]);
        if (output.IsMaps && graph.MapLabels is { Count: > 0 } own && !own.Order().SequenceEqual(draft.Labels.Order()))
        {
            throw new ModelException($"The model gives maps of {own.Count} labels ({string.Join(", ", own.Take(3))}, …), but there are {draft.Labels.Count} labels ({string.Join(", ", draft.Labels.Take(3))}, …). Use the model's own labels.");
        }

        var (labels, notes) = ClassNames.ToldApart(draft.Labels);
        draft.Labels = labels;
        _notes.AddRange(notes);
        Quantization(output);
        if (output is { IsMaps: false, Values: 1 })
        {
            Single(output);
        }
        else
        {
            Several(output);
        }

        if (draft["topK"] is null)
        {
            draft.Say("topK", Math.Min(draft["multiLabel"] is null ? MostLabels : MostOfSeveral, draft.Labels.Count), Usual);
        }
    }

    private GraphOutput Choose()
    {
        var outputs = graph.Outputs.Where(output => output.Type != TensorElementType.String && output.End != GraphEnd.Index).ToList();
        if (draft["output.name"]?.GetValue<string>() is { } named)
        {
            outputs = outputs.FindAll(output => output.Name == named) is { Count: 1 } one
                ? one : throw new ModelException($"The model has no output {named} with values, only {Text(outputs)}.");
        }

        NameClasses(outputs);
        var fitting = outputs.FindAll(output => output.MayHold(draft.Labels.Count));
        if (fitting.Count == 0)
        {
            throw new ModelException($"There are {draft.Labels.Count} labels ({string.Join(", ", draft.Labels.Take(3))}, …), but the model gives {Text(outputs)}. Use a labels file with one for each value (--labels).");
        }

        // Heads that only training uses end early, after fewer operations than the model itself.
        var main = fitting.FindAll(output => !output.Name.Contains("aux", StringComparison.OrdinalIgnoreCase)) is { Count: > 0 } some ? some : fitting;
        var deepest = main.MaxBy(output => output.Depth)!;
        var rivals = main.FindAll(output => output != deepest && !graph.File.IsBefore(output.Name, deepest.Name));
        draft.Say("output.name", deepest.Name, "the graph", rivals.Count == 0 ? null
            : $"{deepest.Name} is taken, which has the most operations before it; "
                + $"{string.Join(", ", rivals.Select(output => output.Name))} would suit the labels too (--output).");
        return deepest;
    }

    /// <summary>Names for a model that has none, and one more or less where the background is a class.</summary>
    private void NameClasses(List<GraphOutput> outputs)
    {
        if (draft.Labels.Count == 0 && outputs.Find(output => output.Values > 1) is { } unnamed)
        {
            draft.Labels = [.. Enumerable.Range(0, unnamed.Values).Select(index => $"class {index}")];
            draft.Say("labels", "labels.txt", "numbers", "no file names the classes. Name them with --labels.");
        }
        else if (draft.Labels.Count > 1 && !outputs.Exists(output => output.MayHold(draft.Labels.Count)))
        {
            if (outputs.Exists(output => output.Values == draft.Labels.Count + 1))
            {
                draft.Labels = ["background", .. draft.Labels];
                draft.Say("labels", "labels.txt", "the labels, and one more", $"the graph gives {draft.Labels.Count} values, "
                    + "one more than there are labels: the first is taken for the background, as of models trained with TensorFlow.");
            }
            else if (ClassNames.HasBackground(draft.Labels) && outputs.Exists(output => output.Values == draft.Labels.Count - 1))
            {
                _notes.Add($"The label '{draft.Labels[0]}' is skipped: the graph gives one value less than there are labels.");
                draft.Labels = [.. draft.Labels.Skip(1)];
            }
        }
    }

    private void Quantization(GraphOutput output)
    {
        if (output.IsMaps || output.Type is TensorElementType.Float or TensorElementType.Float16 or TensorElementType.Double)
        {
            return;
        }

        if (graph.File.MakerOf(output.Name) is { Operation: "QuantizeLinear" } last && graph.File.Constant(last.Inputs[1])?.Values is [var scale])
        {
            var zero = last.Inputs.Count > 2 ? graph.File.Constant(last.Inputs[2])?.Values?.FirstOrDefault() ?? 0 : 0;
            draft.Say("output.scale", double.Parse(((float)scale).ToString(System.Globalization.CultureInfo.InvariantCulture),
                System.Globalization.CultureInfo.InvariantCulture), "the graph's QuantizeLinear");
            draft.Say("output.zeroPoint", (int)zero, "the graph's QuantizeLinear");
        }
        else
        {
            draft.Say("output.scale", 1, "a guess", "the output is of whole numbers, and the graph does not say what they mean.");
        }
    }

    private void Single(GraphOutput output)
    {
        Activation(output.End == GraphEnd.Sigmoid ? "none" : "sigmoid", output, "sigmoid");
        if (draft["threshold"] is null)
        {
            draft.Say("threshold", 0.5, Usual);
        }

        draft.Say("labels", "labels.txt", "the labels file",
            $"the one value is taken for '{draft.Labels[1]}', the second label. Keras numbers classes by their folders' alphabet (class_indices).");
    }

    private void Several(GraphOutput output)
    {
        if (output.End == GraphEnd.Sigmoid && draft["multiLabel"] is null && draft.SourceOf("output.activation") != "--activation")
        {
            draft.Say("multiLabel", new JsonObject { ["threshold"] = 0.5 }, "the graph ends with Sigmoid",
                "each label is taken by itself, from 0.5 on; no file says whether one label is right or several (--multi-label 0.3, or remove it).");
        }

        Activation(output.End is GraphEnd.Softmax or GraphEnd.Sigmoid ? "none" : draft["multiLabel"] is null ? "softmax" : "sigmoid", output, "softmax");
    }

    /// <summary>Other sources only decide what the graph leaves open.</summary>
    private void Activation(string value, GraphOutput output, string usual)
    {
        if (draft.SourceOf("output.activation") == "--activation")
        {
            if (output.End != GraphEnd.Open && (string?)draft["output.activation"] != value)
            {
                draft.Doubt("output.activation", $"the graph ends with {output.End}, for which it is {value}: other values change the confidences. "
                    + "Omit --activation unless the training code applies it too.");
            }
        }
        else if (output.End != GraphEnd.Open)
        {
            draft.Say("output.activation", value, $"the graph ends with {output.End}");
        }
        else if (draft["output.activation"] is not null)
        {
            return; // the producer's word
        }
        else if (!output.IsMaps && GraphProbe.GivesShares(path, graph, output))
        {
            draft.Say("output.activation", "none", "a run on noise, whose values add up to 1");
        }
        else
        {
            draft.Say("output.activation", value, "a guess", "the graph does not end with Softmax or Sigmoid. "
                + $"{value} is taken, as for {(usual == "softmax" ? "one right label" : "a logit")}; set another with --activation.");
        }
    }

    private static string Text(IEnumerable<GraphOutput> outputs) =>
        string.Join(" and ", outputs.Select(
            output => $"'{output.Name}' of {(output.IsMaps ? "maps" : output.Values == -1 ? "any number of values" : $"{output.Values} values")}"));
}
