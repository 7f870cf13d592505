"""One contender of the benchmark: bytes to tensor with Pillow and numpy. Speaks as worker.js does. With "draft", JPEG at reduced size."""
import io
import json
import sys
import time

import numpy
from PIL import Image

Image.MAX_IMAGE_PIXELS = 64_000_000
MEAN = numpy.array([0.485, 0.456, 0.406], numpy.float32).reshape(3, 1, 1)
STD = numpy.array([0.229, 0.224, 0.225], numpy.float32).reshape(3, 1, 1)


def tensor(data):
    image = Image.open(io.BytesIO(data))
    if sys.argv[1:] == ["draft"]:
        image.draft("RGB", (112, 112))
    pixels = numpy.asarray(image.convert("RGB").resize((112, 112), Image.BILINEAR))
    return (pixels.transpose(2, 0, 1).astype(numpy.float32) / numpy.float32(255) - MEAN) / STD


for line in sys.stdin:
    _, count, _, *names = line.split()
    images = [open(name, "rb").read() for name in names]
    started, cpu = time.perf_counter(), time.process_time()
    for index in range(int(count)):
        values = tensor(images[index % len(images)])
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(json.dumps({"wall": wall * 1000 / int(count), "cpu": cpu * 1000 / int(count)}), flush=True)
