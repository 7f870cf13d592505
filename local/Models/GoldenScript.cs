using System.Text.Json;
using ImageClassification.Inference;
using ImageClassification.Inference.Models;
using ImageClassification.Models.Onnx;

namespace ImageClassification.Models;

/// <summary>The Python that writes a model's golden files where the model was trained.</summary>
public static class GoldenScript
{
    private const string Torch = """
        import torch
        # model and transform are yours: the trained model, and what prepared the validation's images
        tensor = numpy.ascontiguousarray(numpy.asarray(transform(image))[None], dtype=numpy.{type})    # {shape}
        with torch.no_grad():
            output = model.eval().cpu()(torch.from_numpy(tensor).float()).{activation}
        """;

    private const string HuggingFace = """
        import torch
        from transformers import AutoImageProcessor, AutoModelForImageClassification
        processor, model = AutoImageProcessor.from_pretrained(FOLDER, use_fast=False), AutoModelForImageClassification.from_pretrained(FOLDER)
        tensor = processor(image, return_tensors="np")["pixel_values"].astype(numpy.{type})    # {shape}
        with torch.no_grad():
            output = model.eval()(torch.from_numpy(tensor).float()).logits.{activation}
        """;

    private const string Ultralytics = """
        import torch
        from ultralytics import YOLO
        from ultralytics.data.augment import classify_transforms
        tensor = classify_transforms({side})(image)[None].numpy().astype(numpy.{type})    # {shape}
        with torch.no_grad():
            output = YOLO("best.pt").model.eval()(torch.from_numpy(tensor).float())
        output = output[0] if isinstance(output, tuple) else output    # after softmax already
        """;

    private const string Keras = """
        # model and preprocess_input are yours: the trained model, and what prepared the validation's images
        tensor = preprocess_input(numpy.asarray({prepared}, dtype=numpy.float32)[None]).astype(numpy.{type})    # {shape}
        output = model.predict(tensor){afterwards}
        """;

    private const string CustomVision = """
        import onnxruntime
        # as Custom Vision's sample for ONNX has it, with the files of the export
        tensor = numpy.asarray({prepared}, dtype=numpy.float32).transpose(2, 0, 1)[None]{reversed}{divided}
        tensor = numpy.ascontiguousarray(tensor, dtype=numpy.{type})    # {shape}
        session = onnxruntime.InferenceSession("model.onnx")
        output = session.run(["{output}"], {session.get_inputs()[0].name: tensor})[0]
        output = [[row[label] for label in open("labels.txt").read().split("\n") if label] if isinstance(row, dict) else row for row in output]
        """;

    private const string Caffe = """
        import caffe
        net = caffe.Net("deploy.prototxt", "weights.caffemodel", caffe.TEST)
        tensor = prepare(image)[None].astype(numpy.{type})    # yours: what the application that uses the .caffemodel does; {shape}
        output = list(net.forward_all(**{net.inputs[0]: tensor}).values())[0].reshape(1, -1){afterwards}
        """;

    private const string TfLite = """
        import tensorflow as tf
        interpreter = tf.lite.Interpreter("model.tflite"); interpreter.allocate_tensors()
        inputs, outputs = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
        tensor = prepare(image)[None].astype(numpy.{type})    # yours: what the application that uses the .tflite does; {shape}
        interpreter.set_tensor(inputs["index"], tensor); interpreter.invoke()
        output = interpreter.get_tensor(outputs["index"])
        scale, zero = outputs["quantization"]
        output = (output.astype(numpy.float32) - zero) * scale if scale else output
        """;

    /// <param name="folder">A model's.</param>
    /// <param name="image">A photograph's path.</param>
    /// <exception cref="ModelException">The model's folder is not as it must be.</exception>
    public static string For(string folder, string image)
    {
        var model = ModelFolder.Open(folder);
        var (manifest, file) = (model.Manifest, new OnnxFile(File.ReadAllBytes(model.ModelPath)));
        var input = manifest.Input;
        var ending = Path.GetExtension(image).ToLowerInvariant();
        var body = file.Metadata.ContainsKey("task") ? Ultralytics
            : file.Metadata.ContainsKey("Image.BitmapPixelFormat") ? CustomVision
            : input.Name == "pixel_values" ? HuggingFace
            : file.Producer == "image-classification" ? TfLite
            : file.Producer.Contains("caffe", StringComparison.OrdinalIgnoreCase) ? Caffe
            : input.Layout == TensorLayout.Nhwc ? Keras : Torch;
        var shape = input.Layout == TensorLayout.Nchw
            ? $"(1, {input.Channels}, {input.Height}, {input.Width})"
            : $"(1, {input.Height}, {input.Width}, {input.Channels})";
        body = body.Replace("{type}", ManifestReader.Words["type"][(int)input.Type], StringComparison.Ordinal)
            .Replace("{shape}", shape, StringComparison.Ordinal)
            .Replace("{side}", $"{input.Width}", StringComparison.Ordinal).Replace("{prepared}", Prepared(manifest), StringComparison.Ordinal)
            .Replace("{reversed}", input.ChannelOrder == ChannelOrder.Bgr ? "[:, ::-1]" : "", StringComparison.Ordinal)
            .Replace("{divided}", file.Metadata.GetValueOrDefault("Image.NominalPixelRange") == "NominalRange_0_255" ? "" : " / 255", StringComparison.Ordinal)
            .Replace("{output}", manifest.Output.Name, StringComparison.Ordinal)
            .Replace("{activation}", manifest.Output.Activation switch { Activation.Softmax => "softmax(1)", Activation.Sigmoid => "sigmoid()", _ => "float()" }, StringComparison.Ordinal)
            .Replace("{afterwards}", manifest.Output.Activation switch
            {
                Activation.Softmax => "; output = numpy.exp(output - output.max()); output /= output.sum()",
                Activation.Sigmoid => "; output = 1 / (1 + numpy.exp(-output))",
                _ => "",
            }, StringComparison.Ordinal);
        var opened = $"Image.open(\"golden/image{ending}\")";
        opened = manifest.Orientation == Orientation.Exif ? $"ImageOps.exif_transpose({opened})" : opened;
        var save = body.Contains("import torch", StringComparison.Ordinal) ? "output.numpy()" : "output";
        return $"""
            # Where {model.Identity.Name} was trained. Then put golden/ into {folder}, and: ./dev model check {model.Identity.Name}
            import os, shutil, numpy
            from PIL import Image, ImageOps
            os.makedirs("golden", exist_ok=True)
            shutil.copy({JsonSerializer.Serialize(Path.GetFileName(image), ScriptJson.Default.String)}, "golden/image{ending}")
            image = {opened}.convert("{(input.Channels == 1 ? "L" : "RGB")}")
            {body}
            numpy.save("golden/tensor.npy", numpy.ascontiguousarray(tensor))
            numpy.save("golden/probabilities.npy", numpy.asarray({save}, dtype=numpy.float32))
            """;
    }

    /// <summary>The image at the model's size, where one call of Pillow makes it.</summary>
    private static string Prepared(ModelManifest manifest)
    {
        var (size, filter) = ($"({manifest.Input.Width}, {manifest.Input.Height})", $"Image.{manifest.Resize.Filter.ToString().ToUpperInvariant()}");
        return manifest.Resize.Mode switch
        {
            ResizeMode.Stretch when manifest.Resize.Size is null => $"image.resize({size}, {filter})",
            ResizeMode.Crop when manifest.Resize.Rounding is null or Rounding.Exact => $"ImageOps.fit(image, {size}, {filter})",
            _ => "prepare(image)",
        };
    }
}
