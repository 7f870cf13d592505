#!/usr/bin/python3
"""Writes geometry.json beside this file: hashes of what the libraries' own arithmetic makes of make.py's pictures.

On Debian 12: apt-get install python3-pil python3-numpy (Pillow 9.4.0, numpy 1.24.2); run with /usr/bin/python3.
"""

import json

from PIL import Image, ImageOps

from make import FILTERS, HERE, lines, picture, sha256

SIZES = [  # from, to
    ((400, 533), (112, 112)), ((533, 400), (224, 224)), ((101, 77), (64, 64)), ((77, 101), (113, 112)), ((120, 120), (64, 64)),
    ((1000, 3), (7, 5)), ((3, 1000), (8, 8)), ((224, 301), (224, 224)), ((301, 224), (224, 224)), ((17, 33), (150, 150)),
    ((640, 480), (320, 240)), ((641, 479), (299, 299)), ((64, 64), (64, 64)), ((1, 1), (3, 3)), ((50, 20), (20, 50))]


def fitted(image, to, resample):
    return ImageOps.fit(image, to, resample)


def cut_then_resized(image, to, resample):
    """As people write it: a crop of whole pixels, then a resize that sees nothing of the rest."""
    (width, height), ratio = image.size, to[0] / to[1]
    wide, high = (int(ratio * height), height) if width / height > ratio else (width, int(width / ratio)) if width / height < ratio else (width, height)
    left, top = (width - wide) // 2, (height - high) // 2
    return image.crop((left, top, left + wide, top + high)).resize(to, resample)


def squashed(image, to, resample):
    """Hugging Face's BEiT and DeiT: resized to a square, then center_crop, which rounds down."""
    side = max(to) + 37
    left, top = (side - to[0]) // 2, (side - to[1]) // 2
    return image.resize((side, side), resample).crop((left, top, left + to[0], top + to[1]))


def shortest_edge(image, to, resample):
    """Hugging Face's CLIP and ConvNeXT: torchvision's sizes, center_crop, which rounds down."""
    size, (width, height) = max(to) + 19, image.size
    wide, high = (size, int(size * height / width)) if width <= height else (int(size * width / height), size)
    left, top = (wide - to[0]) // 2, (high - to[1]) // 2
    return image.resize((wide, high), resample).crop((left, top, left + to[0], top + to[1]))


def bordered(image, to, resample, extra=0):
    """timm 1.0's crop mode "border": ResizeKeepRatio(longest=1), then CenterCropOrPad."""
    target, (width, height) = (max(to) + extra, max(to) + extra) if extra else to, image.size
    ratio = max(height / target[1], width / target[0])
    wide, high = max(1, round(width / ratio)), max(1, round(height / ratio))
    image = image.resize((wide, high), resample)
    canvas = Image.new("RGB", (max(wide, to[0]), max(high, to[1])), (124, 116, 104))
    canvas.paste(image, (max(0, to[0] - wide) // 2, max(0, to[1] - high) // 2))
    left, top = int(round((canvas.width - to[0]) / 2.0)), int(round((canvas.height - to[1]) / 2.0))
    return canvas.crop((left, top, left + to[0], top + to[1]))


RECIPES = {
    '{"mode": "crop"}': fitted,
    '{"mode": "crop", "rounding": "floor"}': cut_then_resized,
    '{"mode": "stretch", "rounding": "floor", "size": +37}': squashed,
    '{"mode": "shortest-edge", "rounding": "floor", "size": +19}': shortest_edge,
    '{"mode": "fit", "rounding": "timm", "padColour": [124, 116, 104]}': bordered,
    '{"mode": "fit", "rounding": "timm", "padColour": [124, 116, 104], "size": +9}': lambda *of: bordered(*of, 9)}


def geometry():
    for resize, recipe in RECIPES.items():
        for (width, height), to in SIZES:
            for name, resample in FILTERS.items():
                added = json.loads(resize.replace("+", ""))
                if "size" in added:
                    added["size"] += max(to)
                yield {"resize": {**added, "filter": name}, "width": width, "height": height, "toWidth": to[0], "toHeight": to[1],
                       "sha256": sha256(recipe(picture(width, height), to, resample))}


if __name__ == "__main__":
    grey = [{"file": path.name, "sha256": sha256(Image.open(path).convert("L"))} for path in sorted((HERE / "images").iterdir())
            if not path.name.startswith("offset")]
    (HERE / "geometry.json").write_text(f'{{\n  "geometry": {lines(geometry())},\n  "grey": {lines(grey)}\n}}\n')
