"""Writes the images that are measured: octaves of noise, as photographs have them, and the same on every machine."""
import sys
from pathlib import Path

import numpy
from PIL import Image, ImageOps


def photograph(width, height, seed, fall):
    random = numpy.random.RandomState(seed)
    light, colour = (octaves(random, width, height, least, fall) for least in (1, 16))
    red, blue = colour, octaves(random, width, height, 16, fall)
    planes = numpy.stack([light + red * 0.4, light - (red + blue) * 0.2, light + blue * 0.4], axis=2)
    return Image.fromarray((planes * 22 + 120).clip(0, 255).astype(numpy.uint8))


def octaves(random, width, height, least, fall):
    """Each half as large as the one before and weaker by the factor `fall`, down to cells of `least` pixels."""
    total, strength, cells = numpy.zeros((height, width), numpy.float32), 1.0, 2
    while cells * least <= max(width, height):
        size = (cells * width // max(width, height) + 2, cells * height // max(width, height) + 2)
        octave = Image.fromarray(random.standard_normal((size[1], size[0])).astype(numpy.float32))
        total += numpy.asarray(octave.resize((width, height), Image.BICUBIC)) * numpy.float32(strength)
        strength, cells = strength * fall, cells * 2
    return total


target = Path(sys.argv[1])
target.mkdir(parents=True, exist_ok=True)
for number in range(8):
    photograph(400, 533, number, fall=0.77).save(target / f"small-{number}.jpg", quality=85)
large = photograph(4032, 3024, 8, fall=0.88)
large.save(target / "12mp.jpg", quality=85)
large.save(target / "12mp-progressive.jpg", quality=85, progressive=True)
large.crop((0, 0, 1632, 1224)).save(target / "2mp.jpg", quality=85)
large.crop((0, 0, 1632, 1224)).save(target / "2mp.png")
huge = Image.new("RGB", (8064, 6048))
for left, top, tile in [(0, 0, large), (4032, 0, ImageOps.mirror(large)), (0, 3024, ImageOps.flip(large)), (4032, 3024, large)]:
    huge.paste(tile, (left, top))
huge.save(target / "48mp.jpg", quality=85)
