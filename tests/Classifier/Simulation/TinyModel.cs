using System.Security.Cryptography;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>A model of 4 × 2 pixels, which takes microseconds.</summary>
internal static class TinyModel
{
    public static void Write(string folder, string version)
    {
        var onnx = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "tiny.onnx"));
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), onnx);
        File.WriteAllText(Path.Combine(folder, "labels.txt"), "red\ngreen\nblue\n");
        File.WriteAllText(Path.Combine(folder, "model.json"), $$"""
            {
              "version": "{{version}}",
              "file": "model.onnx",
              "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(onnx))}}",
              "labels": "labels.txt",
              "input": { "name": "image", "layout": "NCHW", "width": 4, "height": 2, "channelOrder": "RGB" },
              "orientation": "ignore",
              "resize": { "mode": "stretch", "filter": "bilinear" },
              "normalization": "none",
              "output": { "name": "logits", "activation": "softmax" },
              "topK": 1
            }
            """);
    }
}
