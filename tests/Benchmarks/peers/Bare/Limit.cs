using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Bare;

/// <summary>One thread's decoder, pixels, tensor and run, all reused: what no classifier that decodes in full can be faster than.</summary>
internal sealed unsafe class Limit(InferenceSession session) : IDisposable
{
    private static readonly string[] Inputs = ["image"];
    private static readonly string[] Outputs = ["logits"];

    private readonly nint _decoder = TurboJpeg.InitDecompress();
    private readonly RunOptions _options = new();
    private readonly OrtValue[] _input = [OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [1, 3, 112, 112])];
    private readonly OrtValue[] _output = [OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [1, 10])];
    private byte[] _pixels = [];

    public void Decode(byte[] jpeg)
    {
        fixed (byte* data = jpeg)
        {
            var length = new CULong((nuint)jpeg.Length);
            _ = TurboJpeg.DecompressHeader(_decoder, data, length, out var width, out var height, out _, out _);
            if (_pixels.Length < width * height * 3)
            {
                _pixels = GC.AllocateUninitializedArray<byte>(width * height * 3);
            }

            fixed (byte* pixels = _pixels)
            {
                if (TurboJpeg.Decompress(_decoder, data, length, pixels, width, width * 3, height, 0, 0) != 0)
                {
                    throw new InvalidOperationException("The image is not decoded.");
                }
            }
        }
    }

    public ReadOnlySpan<float> Infer()
    {
        session.Run(_options, Inputs, _input, Outputs, _output);
        return _output[0].GetTensorDataAsSpan<float>();
    }

    public void Dispose()
    {
        _ = TurboJpeg.Destroy(_decoder);
        _input[0].Dispose();
        _output[0].Dispose();
        _options.Dispose();
    }
}
