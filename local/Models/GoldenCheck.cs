using System.Globalization;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;
using ImageClassification.Models.Onnx;

namespace ImageClassification.Models;

/// <summary>
/// Compares a model with its golden/ folder: image.*, and what the training code made of it: tensor.npy, which has to be
/// equal to the bit, and probabilities.npy, where other hardware rounds differently, and other runtimes of a quantized model much more.
/// </summary>
/// <param name="Image">The golden image's file.</param>
/// <param name="Values">How many values of the tensor are equal: all of them.</param>
/// <param name="Difference">The largest between two probabilities.</param>
public sealed record GoldenCheck(string Image, int Values, double Difference)
{
    private const double Tolerance = 1e-4;
    private const double ReducedTolerance = 0.05;

    /// <param name="modelFolder">With golden/ in it.</param>
    /// <param name="classifier">Of that folder.</param>
    /// <param name="searching">Called before the search for what makes the tensors equal, which takes seconds to minutes.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null if there is no such folder, so that the manifest is unproven.</returns>
    /// <exception cref="ModelException">Something differs, or the folder is not as it must be.</exception>
    public static GoldenCheck? Run(string modelFolder, ImageClassifier classifier, Action searching, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(modelFolder, "golden");
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var image = Directory.GetFiles(folder, "image.*") is [var only]
            ? only
            : throw new ModelException($"{folder} must contain one image, such as image.jpg, and its tensor.npy and probabilities.npy.");
        var tensor = new byte[classifier.Preprocessor.Length];
        if (classifier.Preprocessor.Fill(File.ReadAllBytes(image), tensor) is Outcome<FilledTensor>.Refused(var error))
        {
            throw new ModelException($"{image}: {error.Message}");
        }

        var path = Path.Combine(folder, "tensor.npy");
        if (DifferenceOf(path, new NpyFile(classifier.Preprocessor.NumpyType, classifier.Preprocessor.Shape, tensor)) is { } differs)
        {
            searching();
            var search = new GoldenSearch(ModelFolder.Open(modelFolder).Manifest, File.ReadAllBytes(image), NpyFile.Read(path).Data);
            throw new ModelException(differs + (search.Find(cancellationToken) is { } fields
                ? $" The tensor is equal with {fields}. Write that into {modelFolder}/model.json."
                : " No preset, filter, rounding or usual normalization gives the tensor: look for another step in the training code."));
        }

        var difference = Compare(modelFolder, Path.Combine(folder, "probabilities.npy"), classifier.Run(tensor));
        return new GoldenCheck(image, classifier.Preprocessor.Shape.Aggregate((product, side) => product * side), difference);
    }

    /// <returns>Null if there is none.</returns>
    private static string? DifferenceOf(string path, NpyFile actual)
    {
        var golden = NpyFile.Read(path);
        if (golden.Type != actual.Type || !golden.Shape.SequenceEqual(actual.Shape) || golden.Data.Length != actual.Data.Length)
        {
            throw new ModelException(
                $"{path} is an array of {Text(golden)}, but the manifest's input makes {Text(actual)}. "
                + "Correct layout, width, height or type of the one that is wrong.");
        }

        if (golden.Data.AsSpan().SequenceEqual(actual.Data))
        {
            return null;
        }

        var (expected, values) = (golden.ToFloats(), actual.ToFloats());
        var differing = Enumerable.Range(0, values.Length).Where(index => !expected[index].Equals(values[index])).ToList();
        var first = differing.Count > 0 ? differing[0] : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path} differs in {100.0 * differing.Count / values.Length:0.##} % of the values, the first at {first}: "
            + $"{expected[first]} there, {values[first]} here. "
            + $"The manifest's decode, channelOrder, orientation, resize or normalization is not what the training code does.");
    }

    private static double Compare(string modelFolder, string path, double[] confidences)
    {
        var golden = NpyFile.Read(path).ToFloats();
        if (golden.Length != confidences.Length)
        {
            throw new ModelException(
                $"{path} has {golden.Length} probabilities, but the model gives {confidences.Length}. Write it again, for this image and model.");
        }

        if (!Array.TrueForAll(golden, float.IsFinite))
        {
            throw new ModelException($"{path} contains values that are not numbers: the model that was trained is broken, or its output was.");
        }

        var (difference, index) = golden.Zip(confidences, (expected, actual) => Math.Abs(expected - actual)).Zip(Enumerable.Range(0, golden.Length)).Max();
        if (difference <= Tolerance)
        {
            return difference;
        }

        var isReduced = new OnnxFile(File.ReadAllBytes(ModelFolder.Open(modelFolder).ModelPath)).IsOfReducedPrecision;
        return isReduced && difference <= ReducedTolerance
            ? difference
            : throw new ModelException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} says {golden[index]} for output {index}, but the model gives {confidences[index]}, though the tensors are equal. "
                + $"Either output.activation in the manifest is wrong, or the ONNX file is not the model that was trained")
                + (isReduced ? ", or quantization costs this much: measure that with ./dev model evaluate, then write the file with the quantized model." : "."));
    }

    private static string Text(NpyFile array) => $"{array.Type} ({string.Join(", ", array.Shape)})";
}
