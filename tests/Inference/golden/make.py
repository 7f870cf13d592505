#!/usr/bin/python3
"""Writes golden.json and the images beside this file: what Pillow and numpy make of pictures, as hashes.

On Debian 12: apt-get install python3-pil python3-numpy python3-onnx (Pillow 9.4.0, numpy 1.24.2); run with /usr/bin/python3.
The pictures for resizing are not stored: the tests draw them by the same formula. tiny.onnx takes an image of 4 x 2 pixels
and gives the logarithms of its mean red, green and blue: after softmax, their shares. The other tiny models differ in one
thing each, which their names tell; tiny-single.onnx gives the mean of all values less 128.
"""

import hashlib
import io
import json
import struct
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import PIL
from onnx import TensorProto, helper
from PIL import Image, ImageOps

HERE = Path(__file__).resolve().parent
FILTERS = {"nearest": Image.NEAREST, "box": Image.BOX, "bilinear": Image.BILINEAR, "hamming": Image.HAMMING,
           "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
SIZES = [  # from, to
    ((1, 1), (1, 1)), ((1, 1), (3, 2)), ((1, 7), (5, 3)), ((7, 1), (3, 4)), ((2, 3), (112, 112)), ((5, 5), (4, 9)),
    ((13, 9), (13, 5)), ((13, 9), (6, 9)), ((13, 9), (130, 91)), ((16, 16), (16, 16)), ((31, 64), (64, 31)),
    ((64, 31), (7, 7)), ((100, 75), (99, 76)), ((100, 75), (150, 113)), ((127, 129), (32, 33)), ((127, 129), (128, 128)),
    ((200, 3), (17, 40)), ((3, 200), (40, 17)), ((224, 224), (112, 112)), ((257, 1), (256, 1)), ((299, 300), (299, 299)),
    ((333, 250), (112, 112)), ((333, 250), (331, 251)), ((400, 533), (112, 112)), ((400, 533), (224, 224)),
    ((511, 17), (512, 3)), ((640, 480), (150, 150)), ((640, 480), (299, 299)), ((999, 701), (113, 111)),
    ((1000, 700), (112, 112)), ((1000, 700), (1, 1)), ((1000, 700), (1, 300)), ((1000, 700), (384, 384)),
    ((4000, 3000), (299, 299))]
CROPS = [((400, 533), 128, (112, 112)), ((533, 400), 256, (224, 224)), ((101, 77), 113, (112, 113)), ((77, 101), 113, (112, 111)),
         ((120, 120), 120, (111, 112)), ((1000, 3), 8, (7, 5)), ((3, 1000), 8, (8, 8)), ((224, 300), 224, (224, 224))]

PADS = [  # from, to, colour around
    ((400, 533), (112, 112), (0, 0, 0)), ((533, 400), (112, 112), (255, 128, 1)), ((120, 120), (64, 64), (9, 9, 9)), ((17, 33), (150, 150), (0, 0, 255)),
    ((101, 77), (113, 64), (1, 2, 3)), ((77, 101), (113, 112), (1, 2, 3)), ((20, 1000), (40, 41), (124, 116, 104)), ((640, 480), (320, 240), (7, 7, 7))]


def picture(width, height):
    """Noise, gradients and hard edges in tiles of eight; integers only, so that any language draws the same."""
    y, x, c = (part.astype(np.uint32) for part in np.mgrid[:height, :width, :3])
    noise = x * np.uint32(73856093) ^ y * np.uint32(19349663) ^ c * np.uint32(83492791)
    noise ^= noise >> np.uint32(13)
    noise *= np.uint32(1540483477)
    noise ^= noise >> np.uint32(15)
    tile = (x // 8 + y // 8 * 3) % 4
    gradient = x * 3 + y * 5 + c * 85
    edges = (x // 2 + y // 3 + c) % 2 * 255
    return Image.fromarray((np.choose(tile, [noise, gradient, edges, gradient + noise % 16]) % 256).astype(np.uint8))


def sha256(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def resized():
    for (width, height), to in SIZES:
        for name, resample in FILTERS.items():
            yield {"width": width, "height": height, "toWidth": to[0], "toHeight": to[1], "filter": name,
                   "sha256": sha256(picture(width, height).resize(to, resample))}


def cropped():
    """torchvision 0.15's Resize(size) and CenterCrop on Pillow images."""
    for (width, height), size, (crop_width, crop_height) in CROPS:
        short, long = min(width, height), max(width, height)
        other = int(size * long / short)
        resized_width, resized_height = (size, other) if width <= height else (other, size)
        left, top = int(round((resized_width - crop_width) / 2.0)), int(round((resized_height - crop_height) / 2.0))
        image = picture(width, height).resize((resized_width, resized_height), Image.BICUBIC)
        yield {"width": width, "height": height, "size": size, "cropWidth": crop_width, "cropHeight": crop_height,
               "sha256": sha256(image.crop((left, top, left + crop_width, top + crop_height)))}


def padded():
    for (width, height), to, colour in PADS:
        for name, resample in FILTERS.items():
            yield {"width": width, "height": height, "toWidth": to[0], "toHeight": to[1], "filter": name, "colour": colour,
                   "sha256": sha256(ImageOps.pad(picture(width, height), to, resample, colour))}


def normalized():
    """The 256 values that a byte can have, in the three channels of the tensor."""
    x = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1).astype(np.float32)
    triple = lambda *values: np.float32(values)
    return {
        "tf": x / np.float32(127.5) - np.float32(1),
        "torch": (x / np.float32(255) - triple(0.485, 0.456, 0.406)) / triple(0.229, 0.224, 0.225),
        "caffe": x - triple(103.939, 116.779, 123.68),
        "unit": x / np.float32(255),
        "none": x,
        '{"scale":0.00392156862745098}': x * np.float32(1 / 255),
        '{"divisor":255,"mean":[0.5,0.4,0.3],"std":[0.25,0.3,0.35]}': (x / np.float32(255) - triple(0.5, 0.4, 0.3)) / triple(0.25, 0.3, 0.35),
        '{"mean":[104,117,123]}': x - triple(104, 117, 123),
    }


def jpeg(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85, **options)
    return file.getvalue()


def segments(data):
    """(marker, offset, end) of each segment before the scan."""
    position = 2
    while data[position + 1] != 0xDA:
        end = position + 2 + struct.unpack(">H", data[position + 2:position + 4])[0]
        yield data[position + 1], position, end
        position = end


def without(data, marker):
    for found, start, end in reversed(list(segments(data))):
        if found == marker:
            data = data[:start] + data[end:]
    return data


def adobe(data, transform):
    """With Adobe's marker instead of any other, which says how the channels are coded."""
    data = without(without(data, 0xEE), 0xE0)
    return data[:2] + b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + bytes([transform]) + data[2:]


def encoded(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def offset_gif(image, transparent):
    """A first frame smaller than its canvas."""
    data = bytearray(encoded(image, "GIF", **({"transparency": 3} if transparent else {})))
    data[6:10] = struct.pack("<HH", image.width + 9, image.height + 5)
    frame = data.index(b"\x2c\x00\x00\x00\x00" + struct.pack("<HH", *image.size))
    data[frame + 1:frame + 5] = struct.pack("<HH", 4, 2)
    return bytes(data)


def top_down(data):
    """A BMP whose rows stand from the top: its height is negative."""
    data, height = bytearray(data), struct.unpack("<i", data[22:26])[0]
    data[22:26] = struct.pack("<i", -height)
    return bytes(data)


def files():
    rgb = picture(47, 37)
    cmyk, grey = Image.merge("CMYK", (*rgb.split(), rgb.rotate(180).split()[0])), rgb.convert("L")
    rgba = Image.merge("RGBA", (*rgb.split(), rgb.rotate(180).split()[1]))
    palette, small = rgb.quantize(200), rgb.quantize(13)
    baseline = jpeg(rgb, subsampling=2)
    yield "444.jpg", jpeg(rgb, subsampling=0)
    yield "422.jpg", jpeg(rgb, subsampling=1)
    yield "420.jpg", baseline
    yield "progressive.jpg", jpeg(rgb, progressive=True, subsampling=2)
    yield "optimized.jpg", jpeg(rgb, optimize=True)
    yield "grey.jpg", jpeg(grey)
    yield "progressive-grey.jpg", jpeg(grey, progressive=True)
    yield "cmyk-adobe.jpg", jpeg(cmyk)
    yield "cmyk-plain.jpg", without(jpeg(cmyk), 0xEE)
    yield "ycck.jpg", adobe(jpeg(cmyk), 2)
    yield "rgb-adobe.jpg", adobe(jpeg(rgb, subsampling=0), 0)
    yield "exif-rotated.jpg", jpeg(rgb, exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
    yield "extraneous-bytes.jpg", baseline[:-2] + bytes(40) + baseline[-2:]
    yield "trailing-bytes.jpg", baseline + b"after the end"
    yield "one-pixel.jpg", jpeg(picture(1, 1))
    yield "odd.jpg", jpeg(picture(17, 33), subsampling=2)
    yield "rgb.png", encoded(rgb, "PNG")
    yield "rgba.png", encoded(rgba, "PNG")
    yield "rgb-transparent-colour.png", encoded(rgb, "PNG", transparency=rgb.getpixel((9, 9)))
    yield "grey.png", encoded(grey, "PNG")
    yield "grey-alpha.png", encoded(rgba.convert("LA"), "PNG")
    yield "grey-transparent-shade.png", encoded(grey, "PNG", transparency=grey.getpixel((9, 9)))
    yield "bilevel.png", encoded(rgb.convert("1"), "PNG")
    yield "palette.png", encoded(palette, "PNG")
    yield "palette-4-bit.png", encoded(small, "PNG")
    yield "palette-transparent.png", encoded(palette, "PNG", transparency=bytes(range(0, 200, 2)))
    yield "opaque.gif", encoded(palette, "GIF")
    yield "not-interlaced.gif", encoded(palette, "GIF", interlace=0)
    yield "transparent.gif", encoded(palette, "GIF", transparency=palette.getpixel((9, 9)))
    yield "animated.gif", encoded(palette, "GIF", save_all=True, append_images=[palette.rotate(180)])
    yield "offset.gif", offset_gif(palette, transparent=False)
    yield "offset-transparent.gif", offset_gif(palette, transparent=True)
    yield "lossy.webp", encoded(rgb, "WEBP", quality=80)
    yield "lossless.webp", encoded(rgb, "WEBP", lossless=True)
    yield "lossy-alpha.webp", encoded(rgba, "WEBP", quality=80, exact=True)
    yield "lossless-alpha.webp", encoded(rgba, "WEBP", lossless=True, exact=True)
    yield "extended.webp", encoded(rgb, "WEBP", quality=80, exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00")
    yield "rgb.bmp", encoded(rgb, "BMP")
    yield "rgb-top-down.bmp", top_down(encoded(rgb, "BMP"))
    yield "rgba.bmp", encoded(rgba, "BMP")
    yield "palette.bmp", encoded(palette, "BMP")
    yield "grey.bmp", encoded(grey, "BMP")
    yield "bilevel.bmp", encoded(rgb.convert("1"), "BMP")


def exif(orientation, order="MM"):
    mark = ">" if order == "MM" else "<"
    fields = ((0x0100, 4, 1, 24), (0x0112, 3, 1, orientation << 16 if order == "MM" else orientation))
    return b"Exif\0\0" + order.encode() + struct.pack(mark + "HIH", 42, 8, len(fields)) + b"".join(struct.pack(mark + "HHII", *field) for field in fields) + bytes(4)


def oriented_files():
    rgb = picture(24, 17)
    for orientation in range(1, 9):
        yield f"orientation-{orientation}.jpg", jpeg(rgb, exif=exif(orientation, "II" if orientation % 2 else "MM"))
    yield "orientation-9.jpg", jpeg(rgb, exif=exif(9))
    yield "orientation.png", encoded(rgb, "PNG", exif=exif(6)[6:])
    yield "orientation.webp", encoded(rgb, "WEBP", quality=80, exif=exif(8))


def oriented():
    for name, data in oriented_files():
        (HERE / "images" / name).write_bytes(data)
        with Image.open(HERE / "images" / name) as image:
            pixels = ImageOps.exif_transpose(image).convert("RGB")
        yield {"file": name, "width": pixels.width, "height": pixels.height, "sha256": sha256(pixels)}


def decoded():
    folder = HERE / "images"
    folder.mkdir(exist_ok=True)
    for name, data in files():
        (folder / name).write_bytes(data)
        with Image.open(folder / name) as image:
            pixels = image.convert("RGB")
        yield {"file": name, "width": pixels.width, "height": pixels.height, "sha256": sha256(pixels)}


DRAFTS = [(2, 2), (5, 4), (6, 4), (6, 5), (11, 9), (12, 9), (23, 18), (24, 18), (47, 37), (48, 37), (100, 100), (8, 3), (3, 16)]


def drafted():
    """As model.json's decode.draft says; where the files are no JPEGs, draft does nothing."""
    for name in ("444.jpg", "422.jpg", "420.jpg", "progressive.jpg", "grey.jpg", "cmyk-adobe.jpg", "ycck.jpg", "rgb-adobe.jpg", "odd.jpg",
                 "one-pixel.jpg", "orientation-6.jpg", "rgb.png"):
        for size in DRAFTS:
            with Image.open(HERE / "images" / name) as image:
                image.draft("RGB", size)
                pixels = image.convert("RGB")
            yield {"file": name, "draft": size, "width": pixels.width, "height": pixels.height, "sha256": sha256(pixels)}


def tiny(variant=""):
    batch, number = 4 if variant == "batch" else "batch", {"float16": TensorProto.FLOAT16, "uint8": TensorProto.UINT8}.get(variant, TensorProto.FLOAT)
    image = helper.make_tensor_value_info("image", number, [batch, 3, 2, 4])
    result = TensorProto.FLOAT if variant == "uint8" else number
    logits = helper.make_tensor_value_info("logits", result, [batch] if variant == "single" else [batch, 3])
    nodes, weights = [helper.make_node("Cast", ["image"], ["numbers"], to=result)], []
    if variant == "single":
        weights = [helper.make_tensor("middle", TensorProto.FLOAT, [1], [128])]
        nodes += [helper.make_node("ReduceMean", ["numbers"], ["mean"], axes=[1, 2, 3], keepdims=0), helper.make_node("Sub", ["mean", "middle"], ["logits"])]
    else:
        nodes += [helper.make_node("ReduceMean", ["numbers"], ["means"], axes=[2, 3], keepdims=0)]
        if variant == "external":
            weights = [onnx.numpy_helper.from_array(np.float32([[1, 1, 1]]), "ones")]
            nodes += [helper.make_node("Mul", ["means", "ones"], ["same"]), helper.make_node("Log", ["same"], ["logits"])]
        else:
            nodes += [helper.make_node("Log", ["means"], ["logits"])]
    graph = helper.make_graph(nodes, "tiny", [image], [logits], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)
    onnx.checker.check_model(model)
    return model


def lines(cases):
    return "[\n" + ",\n".join("    " + json.dumps(case) for case in cases) + "\n  ]"


if __name__ == "__main__":
    (HERE / "tiny.onnx").write_bytes(tiny().SerializeToString(deterministic=True))
    for variant in ("float16", "uint8", "batch", "single"):
        (HERE / f"tiny-{variant}.onnx").write_bytes(tiny(variant).SerializeToString(deterministic=True))
    (HERE / "tiny.weights").unlink(missing_ok=True)
    onnx.save_model(tiny("external"), str(HERE / "tiny-external.onnx"), save_as_external_data=True, location="tiny.weights", size_threshold=0)
    normalization = [{"normalization": name, "sha256": sha256(table.astype("<f4")), "float16": sha256(table.astype("<f2"))}
                     for name, table in normalized().items()]
    (HERE / "golden.json").write_text(
        f'{{\n  "pillow": "{PIL.__version__}",\n  "numpy": "{np.__version__}",\n  "resize": {lines(resized())},\n  "crop": {lines(cropped())},\n  "pad": {lines(padded())},\n'
        f'  "normalize": {lines(normalization)},\n  "decode": {lines(decoded())},\n  "orient": {lines(oriented())},\n'
        f'  "draft": {lines(drafted())}\n}}\n')
