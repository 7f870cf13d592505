#!/usr/bin/python3
"""Writes exports as their producers write them, beside this file, and expected.json: what each producer's own recipe makes of photographs.

On Debian 12: apt-get install python3-onnx python3-torch python3-pil python3-numpy; run with /usr/bin/python3. The models are small
and of random weights; photographs are parts of tests/samples, of odd sizes. A recipe is the producer's, in numpy and Pillow; of its
tensor the hash is kept, of the torch model's result the numbers.
"""

import hashlib
import io
import json
import math
import shutil
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from PIL import Image, ImageOps

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[3] / "tests" / "samples"
PHOTOS = {  # name: sample, box, size
    "wide.jpg": ("dress/dress-1.jpg", (0.0, 0.1, 1.0, 0.6), (401, 263)), "tall.jpg": ("hat/hat-1.jpg", (0.1, 0.0, 0.8, 1.0), (251, 377)),
    "small.png": ("shoes/shoes-1.jpg", (0.0, 0.0, 1.0, 1.0), (97, 130)), "square.jpg": ("shirt/shirt-1.jpg", (0.0, 0.0, 1.0, 1.0), (224, 224)),
    "line.jpg": ("dress/dress-1.jpg", (0.0, 0.0, 1.0, 1.0), (500, 301))}
F32 = np.float32
IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
HALF = ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
CLIP = ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])
LABELS = ["tench", "goldfish, Carassius auratus", "great white shark", "it's a \"hen\"", "crane"]
cases = []


class Net(torch.nn.Module):
    """One convolution and a classifier; small, and every pixel counts."""

    def __init__(self, seed, classes=len(LABELS), channels=3, end=None, aux=False, gain=1.0):
        super().__init__()
        torch.manual_seed(seed)
        self.conv = torch.nn.Conv2d(channels, 4, 5, stride=4)
        self.head = torch.nn.Linear(4, classes)
        self.aux = torch.nn.Linear(4, classes) if aux else None
        self.end = end
        with torch.no_grad():
            self.head.weight *= 4
            self.conv.weight *= gain

    def forward(self, x):
        features = torch.relu(self.conv(x)).mean((2, 3))
        logits = self.head(torch.tanh(features) if self.aux else features)
        result = logits.softmax(1) if self.end == "softmax" else logits.sigmoid() if self.end == "sigmoid" else logits.log_softmax(1) if self.end == "log" else logits
        return (self.aux(features), result) if self.aux else result


def exported(net, path, size, channels=3, names=("image", "logits"), dynamic="batch", outputs=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    axes = {"batch": {0: "batch"}, "all": {0: "batch_size", 1: "num_channels", 2: "height", 3: "width"}}.get(dynamic)
    torch.onnx.export(net.eval(), torch.zeros(1, channels, size, size), str(path), input_names=[names[0]], output_names=outputs or [names[1]],
                      dynamic_axes={names[0]: axes, **{name: {0: "batch"} for name in outputs or [names[1]]}} if axes else None, opset_version=13)


def takes_halves(path, name="pixel_values"):
    """As exports of half precision: the input is float16."""
    model = onnx.load(str(path))
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.FLOAT16
    for node in model.graph.node:
        node.input[:] = ["single" if value == name else value for value in node.input]
    model.graph.node.insert(0, helper.make_node("Cast", [name], ["single"], to=TensorProto.FLOAT))
    onnx.save(model, str(path))


def run(net, tensor, activation=None):
    with torch.no_grad():
        output = net.eval()(torch.from_numpy(np.ascontiguousarray(tensor)).float())
        output = output[1] if isinstance(output, tuple) else output
    return {"softmax": lambda: output.softmax(1), "sigmoid": output.sigmoid, None: lambda: output}[activation]().numpy()[0]


def case(name, net, recipe, activation="softmax", start=None, options=(), doubts=(), labels=LABELS, feed=None, exif=False):
    results = {}
    for photo in PHOTOS:
        tensor = np.ascontiguousarray(recipe(Image.open(HERE / "photos" / photo)))
        results[photo] = {"sha256": hashlib.sha256(tensor.tobytes()).hexdigest(),
                          "probabilities": [float(value) for value in run(net, (feed or (lambda t: t))(tensor), activation)]}
    cases.append({"name": name, "from": start or name, "options": list(options), "doubts": list(doubts), "labels": list(labels), "photos": results})


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value, indent=2) + "\n")


def shorter_side(image, size):
    width, height = image.size
    return (size, int(size * height / width)) if width <= height else (int(size * width / height), size)


def cut(image, size, half_even):
    width, height = image.size
    left, top = ((int(round((width - size) / 2.0)), int(round((height - size) / 2.0))) if half_even else ((width - size) // 2, (height - size) // 2))
    return image.crop((left, top, left + size, top + size))


def planes(array):
    return np.ascontiguousarray(array.transpose(2, 0, 1))[None]


# torchvision: transforms._presets.ImageClassification ------------------------------------------------------------------------------

def torchvision(crop, resize, resample=Image.BILINEAR, norm=IMAGENET):
    def recipe(image):
        image = image.convert("RGB")
        image = cut(image.resize(shorter_side(image, resize), resample), crop, half_even=True)
        return planes((np.asarray(image).astype(F32) / F32(255) - F32(norm[0])) / F32(norm[1]))
    return recipe


# Hugging Face: image_transforms' resize, center_crop, rescale, normalize -------------------------------------------------------------

def hugging_face(resize, crop=None, resample=Image.BICUBIC, norm=IMAGENET, factor=1 / 255, offset=False, again=None, flip=False):
    def recipe(image):
        image = image.convert("RGB")
        image = image.resize(resize if isinstance(resize, tuple) else shorter_side(image, resize), resample)
        image = cut(image, crop, half_even=False) if crop else image
        x = (np.asarray(image).astype(np.float64) * factor).astype(F32)
        x = x - F32(1) if offset else x
        x = (x - np.array(norm[0], F32)) / np.array(norm[1], F32) if norm else x
        x = (x - F32(0)) / np.array(again, F32) if again else x
        return planes(x[:, :, ::-1] if flip else x)
    return recipe


def hf(name, seed, size, processor, recipe, config=None, activation="softmax", folder="", **options):
    net = Net(seed)
    exported(net, HERE / name / folder / "model.onnx", size, names=("pixel_values", "logits"), dynamic="all")
    write(HERE / name / "preprocessor_config.json", processor)
    write(HERE / name / "config.json", {"architectures": ["SomethingForImageClassification"], "id2label": {str(i): label for i, label in enumerate(LABELS)},
                                        "label2id": {label: i for i, label in enumerate(LABELS)}, "num_channels": 3, **(config or {})})
    case(name, net, recipe, activation, **options)


def processor(kind, size, mean_std, resample=3, **more):
    return {"do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": mean_std[0], "image_processor_type": kind,
            "image_std": mean_std[1], "resample": resample, "rescale_factor": 0.00392156862745098, "size": size, **more}


def of_hugging_face():
    side = {"height": 224, "width": 224}
    hf("hf-vit", 1, 224, processor("ViTImageProcessor", side, HALF, 2), hugging_face((224, 224), resample=Image.BILINEAR, norm=HALF))
    hf("hf-vit-old", 2, 224, {"do_normalize": True, "do_resize": True, "feature_extractor_type": "ViTFeatureExtractor", "image_mean": HALF[0], "image_std": HALF[1],
                              "resample": 2, "size": 224}, hugging_face((224, 224), resample=Image.BILINEAR, norm=HALF))
    hf("hf-swin", 3, 224, processor("ViTImageProcessor", side, IMAGENET, 3), hugging_face((224, 224)), folder="onnx")
    hf("hf-convnext", 4, 224, processor("ConvNextImageProcessor", {"shortest_edge": 224}, IMAGENET, crop_pct=0.875), hugging_face(256, 224))
    hf("hf-convnext-384", 5, 384, processor("ConvNextImageProcessor", {"shortest_edge": 384}, IMAGENET, crop_pct=0.875), hugging_face((384, 384)))
    hf("hf-resnet-old", 6, 224, {"crop_pct": 0.9, "do_normalize": True, "do_resize": True, "feature_extractor_type": "ConvNextFeatureExtractor", "image_mean": IMAGENET[0],
                                 "image_std": IMAGENET[1], "resample": 3, "size": 224}, hugging_face(248, 224))
    hf("hf-clip", 7, 224, processor("CLIPImageProcessor", {"shortest_edge": 224}, CLIP, crop_size=side, do_center_crop=True, do_convert_rgb=True), hugging_face(224, 224, norm=CLIP))
    hf("hf-bit", 8, 224, processor("BitImageProcessor", {"shortest_edge": 256}, IMAGENET, crop_size=side, do_center_crop=True, do_convert_rgb=True), hugging_face(256, 224))
    hf("hf-mobilenet", 9, 224, processor("MobileNetV2ImageProcessor", {"shortest_edge": 256}, HALF, 2, crop_size=side, do_center_crop=True),
       hugging_face(256, 224, Image.BILINEAR, HALF))
    hf("hf-efficientnet", 10, 224, processor("EfficientNetImageProcessor", side, IMAGENET, 0, crop_size={"height": 289, "width": 289}, do_center_crop=False, include_top=True, rescale_offset=False),
       hugging_face((224, 224), resample=Image.NEAREST, again=IMAGENET[1]))
    hf("hf-efficientnet-offset", 11, 224, {**processor("EfficientNetImageProcessor", side, IMAGENET, 0, do_center_crop=False, include_top=False, rescale_offset=True), "rescale_factor": 1 / 127.5},
       hugging_face((224, 224), resample=Image.NEAREST, factor=1 / 127.5, offset=True))
    hf("hf-deit", 12, 224, processor("DeiTImageProcessor", {"height": 256, "width": 256}, IMAGENET, crop_size=side, do_center_crop=True), hugging_face((256, 256), 224))
    hf("hf-beit", 13, 224, processor("BeitImageProcessor", side, HALF, 2, crop_size=side, do_center_crop=False, do_reduce_labels=False), hugging_face((224, 224), resample=Image.BILINEAR, norm=HALF))
    hf("hf-levit", 14, 224, processor("LevitImageProcessor", {"shortest_edge": 224}, IMAGENET, crop_size=side, do_center_crop=True), hugging_face(256, 224))
    hf("hf-poolformer", 15, 224, processor("PoolFormerImageProcessor", {"shortest_edge": 224}, IMAGENET, crop_pct=0.9, crop_size=side), hugging_face(248, 224))
    hf("hf-mobilevit", 16, 256, {"crop_size": {"height": 256, "width": 256}, "do_center_crop": True, "do_flip_channel_order": True, "do_rescale": True, "do_resize": True,
                                 "image_processor_type": "MobileViTImageProcessor", "resample": 2, "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 288}},
       hugging_face(288, 256, Image.BILINEAR, None, flip=True))
    hf("hf-no-rescale", 17, 224, {**processor("ViTImageProcessor", side, ([127.5] * 3, [127.5] * 3), 2), "do_rescale": False},
       lambda image: planes((np.asarray(image.convert("RGB").resize((224, 224), Image.BILINEAR)).astype(F32) - np.array([127.5] * 3, F32)) / np.array([127.5] * 3, F32)))
    hf("hf-several-labels", 18, 224, processor("ViTImageProcessor", side, HALF, 2), hugging_face((224, 224), resample=Image.BILINEAR, norm=HALF),
       config={"problem_type": "multi_label_classification"}, activation="sigmoid")
    # Files that say next to nothing, so that the processors' own defaults count
    hf("hf-poolformer-bare", 19, 224, {"image_processor_type": "PoolFormerImageProcessor"}, hugging_face(248, 224))
    hf("hf-mobilevit-bare", 20, 256, {"feature_extractor_type": "MobileViTFeatureExtractor", "size": 288}, hugging_face(288, 256, Image.BILINEAR, None, flip=True))
    hf("hf-efficientnet-bare", 21, 346, {"image_processor_type": "EfficientNetImageProcessor"}, hugging_face((346, 346), resample=Image.NEAREST, norm=HALF, again=HALF[1]))
    hf("hf-bit-bare", 22, 224, {"image_processor_type": "BitImageProcessor", "size": {"shortest_edge": 256}}, hugging_face(256, 224, norm=CLIP))
    hf("hf-pvt-bare", 23, 224, {"image_processor_type": "PvtImageProcessor", "size": {"height": 224, "width": 224}}, hugging_face((224, 224), resample=Image.BILINEAR))
    hf("hf-siglip", 24, 224, processor("SiglipImageProcessor", side, HALF, 3, do_convert_rgb=None), hugging_face((224, 224), norm=HALF))
    hf("hf-fast", 25, 224, processor("ViTImageProcessorFast", side, HALF, 2, crop_size=None, do_center_crop=None, do_convert_rgb=None, data_format="channels_first", device=None, input_data_format=None, return_tensors=None),
       hugging_face((224, 224), resample=Image.BILINEAR, norm=HALF), doubts=["resize"])
    # onnx-community's folders: the same model several times
    recipe = hugging_face((224, 224), resample=Image.BILINEAR, norm=HALF)
    hf("hf-community", 26, 224, processor("ViTImageProcessor", side, HALF, 2), recipe, folder="onnx")
    for kind in ("quantized", "fp16"):
        shutil.copy(HERE / "hf-community" / "onnx" / "model.onnx", HERE / "hf-community" / "onnx" / f"model_{kind}.onnx")
    takes_halves(HERE / "hf-community" / "onnx" / "model_fp16.onnx")
    case("hf-community-fp16", Net(26), lambda image: recipe(image).astype(np.float16), start="hf-community/onnx/model_fp16.onnx")


# timm: transforms_imagenet_eval -----------------------------------------------------------------------------------------------------

def timm(size, share, resample, norm, mode="center"):
    def recipe(image):
        image, before = image.convert("RGB"), math.floor(size / share)
        if mode == "squash":
            image = cut(image.resize((before, before), resample), size, half_even=True)
        elif mode == "border":
            fill, ratio = tuple(round(255 * value) for value in norm[0]), max(image.height / before, image.width / before)
            image = image.resize((round(image.width / ratio), round(image.height / ratio)), resample)
            canvas = Image.new("RGB", (max(image.width, size), max(image.height, size)), fill)
            canvas.paste(image, (max(0, size - image.width) // 2, max(0, size - image.height) // 2))
            image = cut(canvas, size, half_even=True)
        else:
            image = cut(image.resize(shorter_side(image, before), resample), size, half_even=True)
        return planes((np.asarray(image).astype(F32) / F32(255) - np.array(norm[0], F32)) / np.array(norm[1], F32))
    return recipe


def of_timm():
    variants = {
        "timm-center": (224, 0.875, "bicubic", Image.BICUBIC, IMAGENET, "center"), "timm-95": (224, 0.95, "bicubic", Image.BICUBIC, IMAGENET, "center"),
        "timm-bilinear": (240, 0.882, "bilinear", Image.BILINEAR, HALF, "center"), "timm-squash": (224, 1.0, "bicubic", Image.BICUBIC, CLIP, "squash"),
        "timm-squash-90": (224, 0.9, "bicubic", Image.BICUBIC, IMAGENET, "squash"), "timm-border": (224, 1.0, "bicubic", Image.BICUBIC, IMAGENET, "border"),
        "timm-border-90": (224, 0.9, "bilinear", Image.BILINEAR, IMAGENET, "border")}
    for seed, (name, (size, share, filter, resample, norm, mode)) in enumerate(variants.items(), 30):
        net = Net(seed)
        exported(net, HERE / name / "model.onnx", size, names=("input0", "output0"))
        recipe = {"tag": "a1_in1k", "input_size": [3, size, size], "test_input_size": [3, size + 64, size + 64], "fixed_input_size": False, "interpolation": filter,
                  "crop_pct": share, "test_crop_pct": 1.0, "crop_mode": mode, "mean": norm[0], "std": norm[1], "num_classes": len(LABELS)}
        write(HERE / name / "config.json", {"architecture": "resnet50", "num_classes": len(LABELS), "num_features": 4, "label_names": LABELS, "pretrained_cfg": recipe}
              if seed % 2 else {"architecture": "resnet50", "num_classes": len(LABELS), "label_names": [f"n0144076{i}" for i in range(len(LABELS))],
                                "label_descriptions": {f"n0144076{i}": label for i, label in enumerate(LABELS)}, "pretrained_cfg": recipe})
        case(name, net, timm(size, share, resample, norm, mode))


def of_timm_within_transformers():
    """TimmWrapperForImageClassification, exported by optimum."""
    net, recipe = Net(38), {"input_size": [3, 224, 224], "interpolation": "bicubic", "crop_pct": 0.9, "mean": IMAGENET[0], "std": IMAGENET[1], "crop_mode": "center", "num_classes": len(LABELS)}
    exported(net, HERE / "timm-wrapper" / "model.onnx", 224, names=("pixel_values", "logits"), dynamic="all")
    write(HERE / "timm-wrapper" / "config.json", {"architectures": ["TimmWrapperForImageClassification"], "architecture": "resnet50", "model_type": "timm_wrapper", "num_classes": len(LABELS),
                                                  "label_names": {str(i): label for i, label in enumerate(LABELS)}, "pretrained_cfg": recipe, "do_pooling": True})
    write(HERE / "timm-wrapper" / "preprocessor_config.json", {"architecture": "resnet50", "image_processor_type": "TimmWrapperImageProcessor", "pretrained_cfg": recipe})
    case("timm-wrapper", net, timm(224, 0.9, Image.BICUBIC, IMAGENET))


# Ultralytics: classify_transforms ----------------------------------------------------------------------------------------------------

def of_ultralytics():
    for seed, size in ((40, 224), (41, 64), (42, 96)):
        name, net, is_half = f"ultralytics-{size}", Net(seed, end="softmax"), size == 96
        exported(net, HERE / name / "best.onnx", size, names=("images", "output0"), dynamic=None)
        model = onnx.load(str(HERE / name / "best.onnx"))
        for key, value in {"description": "Ultralytics YOLOv8n-cls model", "author": "Ultralytics", "version": "8.3.0", "stride": 1, "task": "classify", "batch": 1,
                           "imgsz": [size, size], "names": dict(enumerate(LABELS)), "args": {"batch": 1}, "channels": 3}.items():
            helper.set_model_props(model, {**{entry.key: entry.value for entry in model.metadata_props}, key: str(value)})
        onnx.save(model, str(HERE / name / "best.onnx"))
        recipe = torchvision(size, size, norm=([0, 0, 0], [1, 1, 1]))
        if is_half:
            takes_halves(HERE / name / "best.onnx", "images")
        case(name, net, lambda image: recipe(image).astype(np.float16) if is_half else recipe(image), activation=None, start=f"{name}/best.onnx")


    net = Net(43)
    exported(net, HERE / "yolov5" / "best.onnx", 224, names=("images", "output0"), dynamic=None)
    model = onnx.load(str(HERE / "yolov5" / "best.onnx"))
    helper.set_model_props(model, {"stride": "32", "names": str(dict(enumerate(LABELS)))})
    onnx.save(model, str(HERE / "yolov5" / "best.onnx"))
    case("yolov5", net, torchvision(224, 256), doubts=["input.channelOrder", "orientation", "resize", "normalization", "output.activation"])


# Azure Custom Vision: its sample for ONNX, and the crop that its metadata tells -----------------------------------------------------

def custom_vision_graph(net, maps, path, size=224):
    """Pixels as they are, scaled within the graph where the range is 0 to 255."""
    image = helper.make_tensor_value_info("data", TensorProto.FLOAT, ["None", 3, size, size])
    weights = [numpy_helper.from_array(value.detach().numpy(), name) for name, value in net.named_parameters()]
    nodes = [helper.make_node("Conv", ["data", "conv.weight", "conv.bias"], ["c"], strides=[4, 4], kernel_shape=[5, 5]), helper.make_node("Relu", ["c"], ["r"]),
             helper.make_node("ReduceMean", ["r"], ["m"], axes=[2, 3], keepdims=0), helper.make_node("Gemm", ["m", "head.weight", "head.bias"], ["g"], transB=1),
             helper.make_node("Softmax", ["g"], ["model_output" if not maps else "probabilities"], axis=1)]
    outputs = [helper.make_tensor_value_info("model_output", TensorProto.FLOAT, ["None", len(LABELS)])]
    if maps:
        nodes += [helper.make_node("ZipMap", ["probabilities"], ["loss"], domain="ai.onnx.ml", classlabels_strings=LABELS),
                  helper.make_node("ArgMax", ["probabilities"], ["index"], axis=1, keepdims=0),
                  helper.make_node("ArrayFeatureExtractor", ["names", "index"], ["label"], domain="ai.onnx.ml"), helper.make_node("Reshape", ["label", "flat"], ["classLabel"])]
        weights += [helper.make_tensor("names", TensorProto.STRING, [1, len(LABELS)], [label.encode() for label in LABELS]), helper.make_tensor("flat", TensorProto.INT64, [1], [-1])]
        loss = onnx.ValueInfoProto(name="loss")
        loss.type.sequence_type.elem_type.map_type.key_type = TensorProto.STRING
        loss.type.sequence_type.elem_type.map_type.value_type.tensor_type.elem_type = TensorProto.FLOAT
        outputs = [helper.make_tensor_value_info("classLabel", TensorProto.STRING, ["None"]), loss]
    model = helper.make_model(helper.make_graph(nodes, "customvision", [image], outputs, weights), producer_name="customvision", ir_version=7,
                              opset_imports=[helper.make_opsetid("", 12), helper.make_opsetid("ai.onnx.ml", 1)])
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
    return model


def of_custom_vision():
    def stretched(image, bgr=False, pixels=False):
        x = np.asarray(image.convert("RGB").resize((224, 224))).astype(F32)
        x = planes(x)[:, (2, 1, 0)] if bgr else planes(x)
        return x if pixels else x / 255

    def shorter(image):
        image = image.convert("RGB")
        side = min(image.size)
        return planes(np.asarray(cut(image, side, half_even=False).resize((224, 224), Image.BILINEAR)).astype(F32)) / 255

    def properties(crop, form, span):
        return {"CustomVision.Metadata.AdditionalModelInfo": "", "CustomVision.Metadata.Version": "1.2", "CustomVision.Postprocess.Method": "ClassificationMultiClass",
                "CustomVision.Preprocess.CropHeight": "0", "CustomVision.Preprocess.CropMethod": crop, "CustomVision.Preprocess.CropWidth": "0", "CustomVision.Preprocess.MaxDimension": "0",
                "CustomVision.Preprocess.NormalizeMean": "[0.0, 0.0, 0.0]", "CustomVision.Preprocess.NormalizeStd": "[1.0, 1.0, 1.0]", "CustomVision.Preprocess.ResizeMethod": "Stretch",
                "CustomVision.Preprocess.TargetHeight": "224", "CustomVision.Preprocess.TargetWidth": "224", "Image.BitmapPixelFormat": form, "Image.ColorSpaceGamma": "SRGB", "Image.NominalPixelRange": span}

    export = {"DomainType": "Classification", "Platform": "ONNX", "Flavor": None, "ExporterVersion": "2.0", "IterationId": "0", "ModelFileName": "model.onnx", "LabelFileName": "labels.txt",
              "MetadataPropsFileName": "metadata_properties.json", "SchemaVersion": "1.0"}
    for name, seed, maps, crop, form, span, recipe, doubts in [
            ("custom-vision", 50, True, "NoCrop", "Bgr8", "NominalRange_0_255", lambda image: stretched(image, True, True), []),
            ("custom-vision-s1", 51, False, "NoCrop", "Rgb8", "Normalized_0_1", stretched, []),
            ("custom-vision-crop", 52, False, "FullImageShorterSide", "Rgb8", "Normalized_0_1", shorter, ["resize"])]:
        net = Net(seed, end="softmax", gain=0.01 if "255" in span else 1)
        model = custom_vision_graph(net, maps, HERE / name / "model.onnx")
        helper.set_model_props(model, {key: value for key, value in properties(crop, form, span).items() if key.startswith("Image.")})
        onnx.save(model, str(HERE / name / "model.onnx"))
        write(HERE / name / "labels.txt", "\n".join(LABELS))
        write(HERE / name / "cvexport.manifest", export)
        write(HERE / name / "metadata_properties.json", properties(crop, form, span))
        case(name, net, recipe, activation=None, doubts=doubts)
    shutil.copytree(HERE / "custom-vision-s1", HERE / "custom-vision-half")
    takes_halves(HERE / "custom-vision-half" / "model.onnx", "data")
    case("custom-vision-half", Net(51, end="softmax"), lambda image: stretched(image).astype(np.float16), activation=None)
    with zipfile.ZipFile(HERE / "custom-vision.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((HERE / "custom-vision").iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name, (2024, 1, 1, 0, 0, 0)), path.read_bytes())
    cases.append({**cases[-4], "name": "custom-vision-zip", "from": "custom-vision.zip"})


# Keras and Teachable Machine, as tf2onnx writes them ---------------------------------------------------------------------------------

def keras_graph(net, path, size, rescaling=None, producer="tf2onnx"):
    image = helper.make_tensor_value_info("input_1", TensorProto.FLOAT, ["unk__1", size, size, 3])
    weights = [numpy_helper.from_array(value.detach().numpy(), name) for name, value in net.named_parameters()]
    nodes, value = [], "input_1"
    for operation, number in rescaling or []:
        weights.append(helper.make_tensor(f"number{len(nodes)}", TensorProto.FLOAT, [], [number]))
        nodes.append(helper.make_node(operation, [value, f"number{len(nodes)}"], [f"scaled{len(nodes)}"]))
        value = nodes[-1].output[0]
    nodes += [helper.make_node("Transpose", [value], ["t"], perm=[0, 3, 1, 2]), helper.make_node("Conv", ["t", "conv.weight", "conv.bias"], ["c"], strides=[4, 4], kernel_shape=[5, 5]),
              helper.make_node("Relu", ["c"], ["r"]), helper.make_node("ReduceMean", ["r"], ["m"], axes=[2, 3], keepdims=0),
              helper.make_node("Gemm", ["m", "head.weight", "head.bias"], ["g"], transB=1), helper.make_node("Softmax", ["g"], ["dense"], axis=1)]
    model = helper.make_model(helper.make_graph(nodes, "keras", [image], [helper.make_tensor_value_info("dense", TensorProto.FLOAT, ["unk__2", len(LABELS)])], weights),
                              producer_name=producer, ir_version=7, opset_imports=[helper.make_opsetid("", 13)])
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))


def of_keras():
    def loaded(size, normalize):
        return lambda image: normalize(np.asarray(image.convert("RGB").resize((size, size), Image.NEAREST)).astype(F32))[None]

    def tf(x):
        return x / F32(127.5) - F32(1)

    def torch_mode(x):
        return (x / F32(255) - F32(IMAGENET[0])) / F32(IMAGENET[1])

    def caffe(x):
        return x[..., ::-1] - F32([103.939, 116.779, 123.68])

    channels_first = lambda tensor: tensor.transpose(0, 3, 1, 2)
    for seed, (preset, size, normalize) in enumerate([("xception", 299, tf), ("resnet50v2", 224, tf), ("vgg19", 224, caffe), ("densenet121", 224, torch_mode), ("mobilenetv2", 160, tf),
                                                       ("nasnetlarge", 331, tf)], 60):
        name, net = f"keras-{preset}", Net(seed, end="softmax", gain=0.02 if normalize is caffe else 1)
        keras_graph(net, HERE / name / "model.onnx", size)
        write(HERE / name / "labels.txt", "\n".join(LABELS) + "\n\n")
        case(name, net, loaded(size, normalize), activation=None, options=["--preset", f"keras/{preset}"], feed=channels_first)
    for seed, (name, preset, steps, normalize) in enumerate([("keras-efficientnetv2", "efficientnetv2b0", [("Mul", 1 / 128), ("Add", -1.0)], lambda x: x * F32(1 / 128) - F32(1)),
                                                             ("keras-rescaling-inside", "mobilenetv2", [("Mul", 1 / 255)], lambda x: x * F32(1 / 255))], 70):
        net = Net(seed, end="softmax")
        keras_graph(net, HERE / name / "model.onnx", 224, steps)
        write(HERE / name / "labels.txt", "\n".join(LABELS))
        case(name, net, loaded(224, lambda x: x), activation=None, options=["--preset", f"keras/{preset}"], feed=lambda tensor, normalize=normalize: channels_first(normalize(tensor)))
    net = Net(75, end="softmax")
    keras_graph(net, HERE / "teachable-machine" / "keras_model.onnx", 224)
    write(HERE / "teachable-machine" / "labels.txt", "".join(f"{i} {label}\n" for i, label in enumerate(LABELS)))
    case("teachable-machine", net, lambda image: (np.asarray(ImageOps.fit(image.convert("RGB"), (224, 224), Image.Resampling.LANCZOS)).astype(F32) / 127.5 - 1)[None].astype(F32),
         activation=None, feed=channels_first)


def of_tensorflow_lite():
    """What is made of photographs for a .tflite, whose files the tests write: hashes of the tensors."""
    recipes = {
        "bytes": lambda image: np.asarray(image.convert("RGB").resize((224, 224), Image.BILINEAR)),
        "normalized": lambda image: (np.asarray(image.convert("RGB").resize((224, 224), Image.BILINEAR)).astype(F32) - F32(127)) / F32(128),
        "tf": lambda image: np.asarray(image.convert("RGB").resize((224, 224), Image.BILINEAR)).astype(F32) / F32(127.5) - F32(1),
        "teachable-machine": lambda image: (np.asarray(ImageOps.fit(image.convert("RGB"), (224, 224), Image.Resampling.LANCZOS)).astype(F32) / 127.5 - 1).astype(F32),
        "teachable-machine-bytes": lambda image: np.asarray(ImageOps.fit(image.convert("RGB"), (224, 224), Image.Resampling.LANCZOS))}
    write(HERE / "tflite.json", {name: {photo: hashlib.sha256(recipe(Image.open(HERE / "photos" / photo)).tobytes()).hexdigest() for photo in PHOTOS} for name, recipe in recipes.items()})


class Normalize(torch.nn.Module):
    """As people put torchvision's Normalize into their model."""

    def forward(self, x):
        return (x - torch.tensor(IMAGENET[0]).view(1, 3, 1, 1)) / torch.tensor(IMAGENET[1]).view(1, 3, 1, 1)


def other_forms(named):
    """Bytes in, a softmax in three operations, quantized bytes out."""
    net = Net(97, end="softmax", gain=0.01)
    image = helper.make_tensor_value_info("image", TensorProto.UINT8, [1, 64, 64, 3])
    weights = [numpy_helper.from_array(value.detach().numpy(), name) for name, value in net.named_parameters()]
    nodes = [helper.make_node("Cast", ["image"], ["f"], to=TensorProto.FLOAT), helper.make_node("Transpose", ["f"], ["t"], perm=[0, 3, 1, 2]),
             helper.make_node("Conv", ["t", "conv.weight", "conv.bias"], ["c"], strides=[4, 4], kernel_shape=[5, 5]), helper.make_node("Relu", ["c"], ["r"]),
             helper.make_node("ReduceMean", ["r"], ["m"], axes=[2, 3], keepdims=0), helper.make_node("Gemm", ["m", "head.weight", "head.bias"], ["g"], transB=1),
             helper.make_node("ReduceMax", ["g"], ["top"], axes=[1], keepdims=1), helper.make_node("Sub", ["g", "top"], ["d"]), helper.make_node("Exp", ["d"], ["e"]),
             helper.make_node("ReduceSum", ["e", "one"], ["s"], keepdims=1), helper.make_node("Div", ["e", "s"], ["shares"]), helper.make_node("QuantizeLinear", ["shares", "scale", "zero"], ["result"])]
    weights += [helper.make_tensor("one", TensorProto.INT64, [1], [1]), helper.make_tensor("scale", TensorProto.FLOAT, [], [1 / 256]), helper.make_tensor("zero", TensorProto.INT8, [], [-128])]
    model = helper.make_model(helper.make_graph(nodes, "bytes", [image], [helper.make_tensor_value_info("result", TensorProto.INT8, [1, len(LABELS)])], weights),
                              ir_version=7, opset_imports=[helper.make_opsetid("", 13)])
    (HERE / "bytes").mkdir()
    onnx.save(model, str(HERE / "bytes" / "model.onnx"))
    write(HERE / "bytes" / "labels.txt", named)
    case("bytes", net, lambda image: np.asarray(image.convert("RGB").resize((64, 64), Image.BICUBIC))[None], activation=None, feed=lambda tensor: tensor.transpose(0, 3, 1, 2).copy(),
         options=["--resize", "stretch", "--filter", "bicubic", "--orientation", "ignore", "--channel-order", "RGB"])
    for photo in cases[-1]["photos"].values():
        photo["probabilities"] = [float(np.clip(np.round(np.float32(value) * 256), 0, 255)) / 256 for value in photo["probabilities"]]


# torchvision, and graphs of which nothing else is known -------------------------------------------------------------------------------

def of_torch():
    named = "".join(f"{label}\n" for label in LABELS)
    for seed, (preset, crop, resize, resample, norm) in enumerate([
            ("ResNet50_Weights.IMAGENET1K_V2", 224, 232, Image.BILINEAR, IMAGENET), ("EfficientNet_B3_Weights.IMAGENET1K_V1", 300, 320, Image.BICUBIC, IMAGENET),
            ("efficientnet_v2_l", 480, 480, Image.BICUBIC, HALF), ("squeezenet1_1", 224, 256, Image.BILINEAR, IMAGENET), ("Swin_V2_T_Weights.IMAGENET1K_V1", 256, 260, Image.BICUBIC, IMAGENET),
            ("imagenet", 224, 256, Image.BILINEAR, IMAGENET)], 80):
        name, net = f"torchvision-{preset.split('.')[0].lower()}", Net(seed)
        exported(net, HERE / name / "birds.onnx", crop)
        write(HERE / name / "birds.txt", named)
        case(name, net, torchvision(crop, resize, resample, norm), start=f"{name}/birds.onnx", options=["--preset", f"torchvision/{preset}"])
    net = Net(98)
    (HERE / "torch-plain").mkdir()
    torch.onnx.export(net.eval(), torch.zeros(1, 3, 224, 224), str(HERE / "torch-plain" / "net.onnx"))
    write(HERE / "torch-plain" / "names.json", LABELS)
    case("torch-plain", net, torchvision(224, 256), options=["--preset", "torchvision/resnet18"])
    net = Net(90)
    exported(net, HERE / "external" / "model.onnx", 224)
    model = onnx.load(str(HERE / "external" / "model.onnx"))
    onnx.save_model(model, str(HERE / "external" / "model.onnx"), save_as_external_data=True, location="model.onnx.data", size_threshold=0)
    write(HERE / "external" / "classes.txt", named)
    case("external", net, torchvision(224, 256), options=["--preset", "torchvision/resnet18"])

    guessed = ["input.channelOrder", "orientation", "resize", "normalization"]
    net = Net(91, end="log")
    exported(net, HERE / "small" / "model.onnx", 32)
    write(HERE / "small" / "labels.csv", "index,name\n" + "".join(f"{i},\"{label}\"\n" for i, label in enumerate(LABELS)))
    case("small", net, lambda image: planes((np.asarray(image.convert("RGB").resize((32, 32), Image.BILINEAR)).astype(F32) / F32(255) - F32(IMAGENET[0])) / F32(IMAGENET[1])), doubts=guessed)
    net = Net(100, end="softmax", gain=0.02)
    exported(net, HERE / "caffe" / "model.onnx", 224)
    model = onnx.load(str(HERE / "caffe" / "model.onnx"))
    model.producer_name = "onnx-caffe2"
    onnx.save(model, str(HERE / "caffe" / "model.onnx"))
    write(HERE / "caffe" / "labels.txt", named)
    case("caffe", net, lambda image: planes(np.asarray(cut(image.convert("RGB").resize(shorter_side(image, 256), Image.BILINEAR), 224, half_even=True)).astype(F32)[..., ::-1] - F32([103.939, 116.779, 123.68])),
         activation=None, doubts=guessed)
    case("caffe-preset", net, torchvision(224, 256), activation=None, start="caffe", options=["--preset", "torchvision/squeezenet1_1"], doubts=["normalization"])
    net = Net(92, classes=10, channels=1, end="softmax")
    exported(net, HERE / "digits" / "mnist.onnx", 28, channels=1)
    digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    write(HERE / "digits" / "labels.json", {str(i): digit for i, digit in enumerate(digits)})
    case("digits", net, lambda image: np.asarray(image.convert("L").resize((28, 28), Image.BILINEAR)).astype(F32)[None, None] / F32(255), activation=None, labels=digits,
         doubts=["orientation", "resize", "normalization"])
    net = Net(93, end="sigmoid", classes=20)
    exported(net, HERE / "sigmoids" / "model.onnx", 224)
    tags = [f"tag {i}" for i in range(20)]
    write(HERE / "sigmoids" / "labels.txt", str(dict(enumerate(tags))))
    case("sigmoids", net, torchvision(224, 256), activation=None, labels=tags, options=["--preset", "torchvision/resnet18"], doubts=["multiLabel"])
    net = Net(99, end="sigmoid", classes=1)
    exported(net, HERE / "one-sigmoid" / "model.onnx", 224)
    write(HERE / "one-sigmoid" / "labels.txt", "real\nfake\n")
    case("one-sigmoid", net, torchvision(224, 256), activation=None, labels=["real", "fake"], options=["--preset", "torchvision/resnet18"], doubts=["labels"])
    net = Net(94, aux=True)
    exported(net, HERE / "two-outputs" / "model.onnx", 224, outputs=["first", "second"])
    write(HERE / "two-outputs" / "labels.txt", "".join(f"{label}\n" for label in ["crane", "maillot", "crane", "maillot", "hen"]))
    case("two-outputs", net, torchvision(224, 256), options=["--preset", "torchvision/resnet18"], doubts=["output.name"], labels=["crane", "maillot", "crane (2)", "maillot (2)", "hen"])
    net = Net(96)
    normalized = torch.nn.Sequential(Normalize(), net)
    exported(normalized, HERE / "normalized-inside" / "model.onnx", 224)
    write(HERE / "normalized-inside" / "labels.txt", named)
    case("normalized-inside", normalized, torchvision(224, 256, norm=([0, 0, 0], [1, 1, 1])), options=["--preset", "torchvision/resnet18"])
    other_forms(named)
    net = Net(95, classes=6)
    exported(net, HERE / "background" / "model.onnx", 224)
    write(HERE / "background" / "labels.txt", named)
    case("background", net, torchvision(224, 256), options=["--preset", "torchvision/resnet18"], doubts=["labels"], labels=["background", *LABELS])


def photographs():
    for name, (sample, (left, top, right, bottom), size) in PHOTOS.items():
        image = Image.open(SAMPLES / sample).convert("RGB")
        image = image.crop((int(left * image.width), int(top * image.height), int(right * image.width), int(bottom * image.height))).resize(size, Image.LANCZOS)
        (HERE / "photos").mkdir(exist_ok=True)
        image.save(HERE / "photos" / name, **({"quality": 80} if name.endswith(".jpg") else {}))


if __name__ == "__main__":
    for path in HERE.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    photographs()
    for producer in (of_hugging_face, of_timm, of_timm_within_transformers, of_ultralytics, of_custom_vision, of_keras, of_tensorflow_lite, of_torch):
        producer()
    write(HERE / "expected.json", "[\n" + ",\n".join("  " + json.dumps(each) for each in cases) + "\n]\n")
