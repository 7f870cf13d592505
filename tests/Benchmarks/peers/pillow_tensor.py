"""Bytes to tensor with Pillow and numpy: the clothing model's preprocessing."""
import io

import numpy
from PIL import Image

Image.MAX_IMAGE_PIXELS = 64_000_000
MEAN = numpy.array([0.485, 0.456, 0.406], numpy.float32).reshape(3, 1, 1)
STD = numpy.array([0.229, 0.224, 0.225], numpy.float32).reshape(3, 1, 1)


def tensor(data, draft=False):
    image = Image.open(io.BytesIO(data))
    if draft:
        image.draft("RGB", (112, 112))
    pixels = numpy.asarray(image.convert("RGB").resize((112, 112), Image.BILINEAR))
    return (pixels.transpose(2, 0, 1).astype(numpy.float32) / numpy.float32(255) - MEAN) / STD
