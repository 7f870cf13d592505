using System.Text.Json.Nodes;
using ImageClassification.Inference;
using ImageClassification.Inference.Models;
using ImageClassification.Models.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Models;

/// <summary>The graph's own facts about its input, and contradictions to them.</summary>
internal static class InputFacts
{
    private const string Source = "the graph";
    private const int Usual = 224;

    private static readonly Dictionary<TensorElementType, TensorType> Types = new()
    {
        [TensorElementType.Float] = TensorType.Float32,
        [TensorElementType.Float16] = TensorType.Float16,
        [TensorElementType.Double] = TensorType.Float64,
        [TensorElementType.UInt8] = TensorType.UInt8,
        [TensorElementType.Int8] = TensorType.Int8,
        [TensorElementType.Int32] = TensorType.Int32,
        [TensorElementType.Int64] = TensorType.Int64,
    };

    /// <exception cref="ModelException">The graph and its description contradict each other.</exception>
    public static void Settle(Graph graph, Draft draft, string path)
    {
        draft.Say("input.name", graph.Input, Source);
        if (graph.Layout is { } layout)
        {
            var (said, source) = ((string?)draft["input.layout"], draft.SourceOf("input.layout"));
            if (source == "--layout" && said != layout)
            {
                throw new ModelException($"--layout says {said}, but the graph takes ({string.Join(", ", graph.Shape)}), which is {layout}. Omit --layout.");
            }

            draft.Say("input.layout", layout, Source, said != layout && source!.StartsWith("--preset", StringComparison.Ordinal)
                ? $"{source} is for models that take {said}, but the graph takes {layout}. Is it the model's preset?" : null);
        }

        if (!Types.TryGetValue(graph.Type, out var type))
        {
            throw new ModelException($"{path} takes {graph.Type}, which is not a type for images. Export it with an input of float32.");
        }

        if (type != TensorType.Float32)
        {
            draft.Say("input.type", ManifestReader.Words["type"][(int)type], Source);
        }

        if (graph.Channels == 1)
        {
            if (draft.SourceOf("input.channelOrder") == "--channel-order")
            {
                throw new ModelException("The graph takes one channel, grey, which has no order. Omit --channel-order.");
            }

            draft.Say("input.channels", 1, Source);
            draft.Remove("input.channelOrder");
        }

        Side("input.width", graph.Width, graph, draft);
        Side("input.height", graph.Height, graph, draft);
        Resize(draft);
        Normalization(graph, type, draft);
    }

    private static void Side(string field, int? ofGraph, Graph graph, Draft draft)
    {
        var (said, source) = ((int?)draft[field], draft.SourceOf(field));
        if (ofGraph is null)
        {
            if (said is null)
            {
                var isSize = (int?)draft["resize.size"] is { } size && (string?)draft["resize"]?["mode"] != "shortest-edge";
                draft.Say(field, isSize ? (int)draft["resize.size"]! : Usual, isSize ? "--size" : "a guess",
                    isSize ? null : "the graph takes any size, and no file says which. Set it with --input-size.");
            }

            return;
        }

        // Keras' and Custom Vision's images are stretched to what the graph takes.
        if (said is not null && said != ofGraph && source?.StartsWith("--preset keras/", StringComparison.Ordinal) != true
            && source?.Contains("Custom Vision", StringComparison.Ordinal) != true)
        {
            throw new ModelException(
                $"{source} says {field} {said}, but the graph takes ({string.Join(", ", graph.Shape)}). "
                + "One of them is not the model's: export it at that size, or set the resize with --preset, --resize and --size.");
        }

        draft.Say(field, ofGraph.Value, Source);
    }

    /// <summary>A size that is the input's own says nothing but for the shorter side.</summary>
    private static void Resize(Draft draft)
    {
        var mode = (string?)draft["resize"]?["mode"];
        if (mode != "shortest-edge" && (int?)draft["resize.size"] is { } size && size == (int?)draft["input.width"] && size == (int?)draft["input.height"])
        {
            draft.Remove("resize.size");
        }
    }

    private static void Normalization(Graph graph, TensorType type, Draft draft)
    {
        var isSaid = draft.SourceOf("normalization")?.StartsWith("--", StringComparison.Ordinal) == true
            && !draft.SourceOf("normalization")!.StartsWith("--preset", StringComparison.Ordinal);
        if (isSaid)
        {
            return;
        }

        if (graph.IsOfCaffe && draft.SourceOf("normalization")!.StartsWith("--preset", StringComparison.Ordinal)
            && (string?)(draft["normalization"] as JsonValue) != "caffe")
        {
            draft.Doubt("normalization", $"the file was made from Caffe ({graph.File.Producer}), whose models take BGR pixels less the mean: "
                + "--normalization caffe --channel-order BGR. The preset says otherwise.");
        }

        var beginning = graph.Beginning;
        if (type is TensorType.UInt8 or TensorType.Int32 or TensorType.Int64)
        {
            draft.Say("normalization", "none", "the graph takes whole numbers");
        }
        else if (type == TensorType.Int8)
        {
            draft.Say("normalization", new JsonArray(new JsonObject { ["subtract"] = 128 }), "the graph takes signed bytes");
        }
        else if (beginning.TakesPixels || beginning.TakesShares)
        {
            var value = beginning.TakesPixels ? "none" : "unit";
            if (draft["normalization"]?.ToJsonString() != JsonValue.Create(value).ToJsonString())
            {
                var other = draft.SourceOf("normalization")!;
                draft.Say("normalization", value, $"the graph begins with x · {Text(beginning.Scale)} + {Text(beginning.Offset)}",
                    other.StartsWith("a guess", StringComparison.Ordinal) || other.StartsWith("--preset", StringComparison.Ordinal) ? null
                    : $"{other} normalizes as well. It would be done twice, so the graph's is taken alone.");
            }
            else
            {
                draft.Doubt("normalization", null);
            }
        }
    }

    private static string Text(double[] values) =>
        string.Join("/", values.Distinct().Select(value => value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture)));
}
