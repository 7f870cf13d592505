namespace ImageClassification.Models;

/// <summary>A framework, and the Python that runs a model in it. Words in braces are replaced by the model's values.</summary>
/// <param name="Files">Further files that must be beside the script.</param>
/// <param name="Names">What the script uses and does not define.</param>
/// <param name="Code">Imports first, then what makes tensor and output of the image.</param>
internal sealed record GoldenFramework(string Files, IReadOnlyList<string> Names, string Code)
{
    private const string Prepare = "prepare(image), which returns the array that your code gives the model for an image";

    public static GoldenFramework Torch { get; } = new("", ["model, the trained torch.nn.Module", "transform, which prepared the validation images"], """
        import torch
        tensor = numpy.ascontiguousarray(numpy.asarray(transform(image))[None], dtype=numpy.{type})    # {shape}
        with torch.no_grad():
            output = model.eval().cpu()(torch.from_numpy(tensor).float()).{activation}
        """);

    public static GoldenFramework HuggingFace { get; } = new("", ["FOLDER, the model's name at Hugging Face or its folder"], """
        import torch
        from transformers import AutoImageProcessor, AutoModelForImageClassification
        processor, model = AutoImageProcessor.from_pretrained(FOLDER), AutoModelForImageClassification.from_pretrained(FOLDER)
        tensor = processor(image, return_tensors="pt")["pixel_values"].numpy().astype(numpy.{type})    # {shape}
        with torch.no_grad():
            output = model.eval()(torch.from_numpy(tensor).float()).logits.{activation}
        """);

    public static GoldenFramework Ultralytics { get; } = new(" and best.pt", [], """
        import torch
        from ultralytics import YOLO
        from ultralytics.data.augment import classify_transforms
        tensor = classify_transforms({width})(image)[None].numpy().astype(numpy.{type})    # {shape}
        with torch.no_grad():
            output = YOLO("best.pt").model.eval()(torch.from_numpy(tensor).float())
        output = output[0] if isinstance(output, tuple) else output    # after softmax already
        """);

    public static GoldenFramework Keras { get; } = new("", ["model, the trained Keras model", "preprocess_input, which prepared the validation images"], """
        tensor = preprocess_input(numpy.asarray({prepared}, dtype=numpy.float32)[None{axis}]).astype(numpy.{type})    # {shape}
        output = model.predict(tensor){afterwards}
        """);

    /// <summary>If the manifest matches one of Keras' applications.</summary>
    public static GoldenFramework KerasApplication { get; } = new("", ["MODEL, the trained model's .keras or .h5 file"], """
        import keras
        model = keras.models.load_model(MODEL, compile=False)
        image = keras.utils.load_img("golden/image{ending}", target_size=({height}, {width}), interpolation="{filter}"{grey})
        tensor = {normalized}.astype(numpy.{type})    # {shape}
        output = model.predict(tensor){afterwards}
        """);

    public static GoldenFramework CustomVision { get; } = new(", and the export's model.onnx and labels.txt,", [], """
        import onnxruntime
        # as Custom Vision's sample for ONNX has it
        tensor = numpy.asarray({prepared}, dtype=numpy.float32).transpose(2, 0, 1)[None]{reversed}{divided}
        tensor = numpy.ascontiguousarray(tensor, dtype=numpy.{type})    # {shape}
        session = onnxruntime.InferenceSession("model.onnx")
        output = session.run(["{output}"], {session.get_inputs()[0].name: tensor})[0]
        output = [[row[label] for label in open("labels.txt").read().split("\n") if label] if isinstance(row, dict) else row for row in output]
        """);

    public static GoldenFramework Caffe { get; } = new(", deploy.prototxt and weights.caffemodel", [Prepare], """
        import caffe
        net = caffe.Net("deploy.prototxt", "weights.caffemodel", caffe.TEST)
        tensor = numpy.asarray(prepare(image)).reshape{shape}.astype(numpy.{type})
        output = list(net.forward_all(**{net.inputs[0]: tensor}).values())[0].reshape(1, -1){afterwards}
        """);

    /// <summary>Signed bytes are pixels less 128: our graph takes the pixels.</summary>
    public static GoldenFramework TfLite { get; } = OfTfLite(Prepare, """
        given = numpy.asarray(prepare(image)).reshape{shape}
        tensor = given.view(numpy.uint8) ^ 128 if given.dtype == numpy.int8 else given.astype(numpy.{type})
        """);

    /// <summary>Where our graph takes the real values of an input that may be quantized.</summary>
    public static GoldenFramework TfLiteReal { get; } = OfTfLite($"{Prepare}, before any quantization", """
        tensor = numpy.asarray(prepare(image)).reshape{shape}.astype(numpy.{type})
        (scale, zero), whole = inputs["quantization"], inputs["dtype"]
        given = numpy.clip(numpy.round(tensor / scale + zero), numpy.iinfo(whole).min, numpy.iinfo(whole).max).astype(whole) if scale else tensor
        """);

    private static GoldenFramework OfTfLite(string prepare, string tensor) => new("", ["MODEL, the .tflite file", prepare], $$"""
        import tensorflow as tf
        interpreter = tf.lite.Interpreter(MODEL); interpreter.allocate_tensors()
        inputs, outputs = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
        {{tensor}}
        interpreter.set_tensor(inputs["index"], given); interpreter.invoke()
        output = interpreter.get_tensor(outputs["index"])
        scale, zero = outputs["quantization"]
        output = (output.astype(numpy.float32) - zero) * scale if scale else output{afterwards}
        """);
}
