using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Inference.Models;

/// <summary>What one run takes and gives.</summary>
/// <param name="InputType">float32, float16 or uint8.</param>
/// <param name="InputShape">The first side is the batch, 1 unless the graph fixes it.</param>
/// <param name="OutputType">float32 or float16.</param>
/// <param name="OutputShape">Likewise.</param>
internal sealed record ModelSignature(TensorElementType InputType, long[] InputShape, TensorElementType OutputType, long[] OutputShape);
