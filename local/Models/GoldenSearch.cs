using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Headers;
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

    /// <summary>Decodes the image once: each of the hundreds of resizes is tried with all normalizations.</summary>
    /// <returns>The fields that have to change, as in a manifest; null if nothing fits.</returns>
    public string? Find(CancellationToken cancellationToken)
    {
        if (HeaderCheck.Read(image, new InferenceOptions().MaxPixels) is not Outcome<ImageHeader>.Ok(var header)
            || Preprocessor.Decode(image, header, manifest) is not Outcome<RgbImage>.Ok(var decoded))
        {
            return null;
        }

        using var stored = decoded;
        if (manifest.Input.Channels == 1)
        {
            Grey.Apply(stored);
        }

        var exif = ExifOrientation.Of(image, header.Format);
        using var turned = exif == ExifOrientation.Upright ? null : Turning.Turn(stored, exif);
        (Orientation Orientation, RgbImage Pixels)[] images =
            turned is null ? [(manifest.Orientation, stored)] : [(Orientation.Ignore, stored), (Orientation.Exif, turned)];
        var (normals, tensor) = (Normals(), new byte[golden.Length]);
        foreach (var resize in Resizes().Prepend(manifest.Resize))
        {
            foreach (var (orientation, pixels) in images)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var other = manifest with { Resize = resize, Orientation = orientation };
                if (ManifestRules.Broken(other) is not null)
                {
                    continue;
                }

                using var resized = Preprocessor.Resize(pixels, manifest.Input, resize);
                foreach (var (json, order, writer) in normals)
                {
                    writer.Write(resized, tensor);
                    if (tensor.AsSpan().SequenceEqual(golden))
                    {
                        return Difference(other with { Input = manifest.Input with { ChannelOrder = order } }, json);
                    }
                }
            }
        }

        return null;
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

    /// <summary>The manifest's own first.</summary>
    private List<(string? Json, ChannelOrder Order, TensorWriter Writer)> Normals() =>
    [
        .. from order in Enum.GetValues<ChannelOrder>().OrderBy(order => order != manifest.Input.ChannelOrder)
           from normal in Normalizations.Where(json => manifest.Input.Channels == 3 || !json.Contains('[')).Select(json => (string?)json).Prepend(null)
           let other = manifest with { Input = manifest.Input with { ChannelOrder = order }, Normalization = normal is null ? manifest.Normalization : Read(normal) }
           where ManifestRules.Broken(other) is null
           select (normal, order, TensorWriter.For(other.Input, other.Normalization)),
    ];

    private Normalization Read(string json)
    {
        using var document = JsonDocument.Parse($$"""{ "normalization": {{json}} }""");
        return NormalizationReader.Read(new ManifestObject(document.RootElement, "", ["normalization"]), manifest.Input.Channels);
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
