namespace ImageClassification.Models;

/// <summary>Models that have to be converted where they were trained, and the commands that do it.</summary>
internal static class OtherFormats
{
    private const string Keras = """
        is a Keras model. Convert it where it was trained, by one of these, then use --from model.onnx:
          python -c "import keras; keras.models.load_model('{0}', compile=False).export('model.onnx', format='onnx')"    (Keras 3.8 or newer, pip install tf2onnx onnx)
          python -c "import tensorflow as tf; tf.keras.models.load_model('{0}', compile=False).export('saved')" && python -m tf2onnx.convert --saved-model saved --opset 17 --output model.onnx
        Note: a .h5 of Keras 2 (Teachable Machine's too) needs TF_USE_LEGACY_KERAS=1 and pip install tf-keras; tf2onnx needs numpy below 2; Lambda layers have to be
        defined again before load_model; Rescaling and Normalization layers come along in the graph; keep labels.txt beside model.onnx.
        """;

    private const string PyTorch = """
        is a PyTorch checkpoint, which needs the code that made it. Export it with that code, then use --from model.onnx --labels labels.txt --preset torchvision/NAME:
          model.eval()    # with its weights loaded
          torch.onnx.export(model, torch.zeros(1, 3, 224, 224), "model.onnx", input_names=["image"], output_names=["logits"], dynamic_axes={{"image": {{0: "batch"}}, "logits": {{0: "batch"}}}})
        Of Ultralytics: yolo export model={0} format=onnx. Of Hugging Face: optimum-cli export onnx --model {1} OUT, then --from OUT.
        """;

    private const string TensorFlow = """
        is a TensorFlow model. Convert it, then use --from model.onnx --labels labels.txt:
          python -m tf2onnx.convert --saved-model {1} --opset 17 --output model.onnx
        """;

    private static readonly Dictionary<string, string> Known = new()
    {
        [".h5"] = Keras,
        [".hdf5"] = Keras,
        [".keras"] = Keras,
        [".pth"] = PyTorch,
        [".pt"] = PyTorch,
        [".ckpt"] = PyTorch,
        [".safetensors"] = PyTorch,
        [".torchscript"] = PyTorch,
        [".pb"] = TensorFlow,
        [".mlmodel"] = "is a Core ML model. Export the model that it was made from to ONNX.",
        [".mlpackage"] = "is a Core ML model. Export the model that it was made from to ONNX.",
        [".engine"] = "is compiled for one GPU. Use the ONNX file that it was made from.",
        [".ort"] = "is an ONNX Runtime file for one kind of processor. Use the ONNX file that it was made from.",
    };

    public static bool IsKnown(string path) => Known.ContainsKey(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>The file's kind, and what to do.</summary>
    public static string Advice(string path) => Known.TryGetValue(Path.GetExtension(path).ToLowerInvariant(), out var advice)
        ? $"{path} {string.Format(null, System.Text.CompositeFormat.Parse(advice), Path.GetFileName(path), Quoted(Path.GetDirectoryName(path)!))}"
        : $"{path} is not a .onnx or .tflite file, or a folder or zip with one. Export the model to one of them; docs/models.md says how.";

    private static string Quoted(string folder) => folder.Length == 0 ? "." : folder.Contains(' ', StringComparison.Ordinal) ? $"\"{folder}\"" : folder;
}
