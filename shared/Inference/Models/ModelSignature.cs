using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Inference.Models;

/// <summary>
/// Inputs and outputs of one run. The first side of a shape is the batch, 1 unless the graph fixes it. Maps, one for each image, have no
/// shape.
/// </summary>
internal sealed record ModelSignature(TensorElementType InputType, long[] InputShape, TensorElementType OutputType, long[]? OutputShape);
