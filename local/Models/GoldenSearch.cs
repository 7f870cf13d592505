using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;
using ImageClassification.Models.Producers;

namespace ImageClassification.Models;

/// <summary>Which other preprocessing gives a golden tensor: presets, filters, roundings, sizes, normalizations.</summary>
internal sealed class GoldenSearch(ModelManifest manifest, byte[] image, byte[] golden)
{
    private static readonly string[] Normalizations =
    [
        .. Normalization.Presets.Keys.Select(name => $"\"{name}\""),
        """{ "divisor": 255, "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5] }""",
        """{ "divisor": 255, "mean": [0.48145466, 0.4578275, 0.40821073], "std": [0.26862954, 0.26130258, 0.27577711] }""",
        """{ "scale": 0.00392156862745098 }""",
        """{ "scale": 0.00392156862745098, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225] }""",
        """[{ "multiply": 0.00392156862745098, "in": "float64" }]""",
        """[{ "multiply": 0.00392156862745098, "in": "float64" }, { "subtract": [0.5, 0.5, 0.5] }, { "divide": [0.5, 0.5, 0.5] }]""",
        """[{ "multiply": 0.00392156862745098, "in": "float64" }, { "subtract": [0.485, 0.456, 0.406] }, { "divide": [0.229, 0.224, 0.225] }]""",
        """{ "divisor": 127.0, "mean": [1, 1, 1] }""",
    ];

    /// <returns>The fields that have to change, as in a manifest; null if nothing fits.</returns>
    public string? Find()
    {
        var resizes = Resizes().ToList();
        return FirstOf([manifest.Resize], Normals())
            ?? FirstOf(resizes, [(null, manifest.Normalization, manifest.Input.ChannelOrder)]) ?? FirstOf(resizes, Normals());
    }

    private string? FirstOf(IEnumerable<ModelResize> resizes, IEnumerable<(string? Json, Normalization Normalization, ChannelOrder Order)> normals)
    {
        var variants = normals.ToList();
        foreach (var resize in resizes)
        {
            foreach (var orientation in Enum.GetValues<Orientation>())
            {
                foreach (var (json, normalization, order) in variants)
                {
                    var other = manifest with
                    {
                        Resize = resize,
                        Orientation = orientation,
                        Normalization = normalization,
                        Input = manifest.Input with { ChannelOrder = order }
                    };
                    if (Gives(other))
                    {
                        return Difference(other, json);
                    }
                }
            }
        }

        return null;
    }

    private bool Gives(ModelManifest other)
    {
        if (ManifestRules.Broken(other) is not null)
        {
            return false;
        }

        var preprocessor = new Preprocessor(other, new InferenceOptions());
        var tensor = new byte[preprocessor.Length];
        return tensor.Length == golden.Length && preprocessor.Fill(image, tensor) is Outcome<FilledTensor>.Ok && tensor.AsSpan().SequenceEqual(golden);
    }

    private IEnumerable<ModelResize> Resizes()
    {
        var longer = Math.Max(manifest.Input.Width, manifest.Input.Height);
        var sizes = Recipes.Sizes.Append((int)(longer / 0.875)).Append((int)(longer / 0.9))
            .Append((int)(longer / 0.95)).Append(longer + 32).Append(manifest.Resize.Size ?? longer).Append(longer)
            .Where(size => size >= longer && size <= longer * 2).Distinct().Order().ToList();
        foreach (var filter in Enum.GetValues<ResizeFilter>().OrderBy(filter => filter != manifest.Resize.Filter))
        {
            yield return new() { Mode = ResizeMode.Stretch, Filter = filter };
            yield return new() { Mode = ResizeMode.Crop, Filter = filter };
            yield return new() { Mode = ResizeMode.Crop, Filter = filter, Rounding = Rounding.Floor };
            yield return new() { Mode = ResizeMode.Fit, Filter = filter, PadColour = manifest.Resize.PadColour };
            yield return new() { Mode = ResizeMode.Fit, Filter = filter, Rounding = Rounding.Timm, PadColour = manifest.Resize.PadColour };
            foreach (var size in sizes)
            {
                foreach (var rounding in new[] { Rounding.HalfEven, Rounding.Floor })
                {
                    yield return new() { Mode = ResizeMode.ShortestEdge, Size = size, Filter = filter, Rounding = rounding };
                    yield return new() { Mode = ResizeMode.Stretch, Size = size, Filter = filter, Rounding = rounding };
                }
            }
        }
    }

    private List<(string? Json, Normalization Normalization, ChannelOrder Order)> Normals()
    {
        var all = new List<(string?, Normalization, ChannelOrder)>();
        foreach (var order in Enum.GetValues<ChannelOrder>())
        {
            all.Add((null, manifest.Normalization, order));
            foreach (var json in Normalizations)
            {
                using var document = JsonDocument.Parse($$"""{ "normalization": {{json}} }""");
                if (manifest.Input.Channels == 3 || !json.Contains('['))
                {
                    all.Add((json, NormalizationReader.Read(new ManifestObject(document.RootElement, "", ["normalization"]), manifest.Input.Channels), order));
                }
            }
        }

        return all;
    }

    private string Difference(ModelManifest other, string? normalization)
    {
        var fields = new List<string>();
        if (other.Resize != manifest.Resize)
        {
            var (mode, filter) = (ManifestReader.Words["mode"][(int)other.Resize.Mode], ManifestReader.Words["filter"][(int)other.Resize.Filter]);
            fields.Add($$"""
                "resize": { "mode": "{{mode}}"{{(other.Resize.Size is { } size ? $", \"size\": {size}" : "")}}, "filter": "{{filter}}"{{(other.Resize.Rounding is { } rounding ? $", \"rounding\": \"{ManifestReader.Words["rounding"][(int)rounding]}\"" : "")}} }
                """);
        }

        if (other.Orientation != manifest.Orientation)
        {
            fields.Add($"\"orientation\": \"{ManifestReader.Words["orientation"][(int)other.Orientation]}\"");
        }

        if (other.Input.ChannelOrder != manifest.Input.ChannelOrder)
        {
            fields.Add($"\"channelOrder\": \"{ManifestReader.Words["channelOrder"][(int)other.Input.ChannelOrder]}\" in input");
        }

        if (normalization is not null)
        {
            fields.Add($"\"normalization\": {normalization}");
        }

        return string.Join(" and ", fields) + (Recipes.Like(other.Resize, other.Input.Width) is { } preset ? $", as the preset {preset} has it" : "");
    }
}
