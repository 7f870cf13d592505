"""Writes the WebP images beside it and expected.json, the SHA-256 of the pixels that Pillow decodes from them.

Run it with Pillow 9.4 from this folder: python3 make.py
"""

import hashlib
import io
import json
import pathlib
import random
import struct

from PIL import Image

HERE = pathlib.Path(__file__).parent
SIZES = ((1, 1), (1, 2), (2, 1), (3, 3), (4, 5), (7, 9), (9, 8))
STRIPES = ((1, 16383), (16383, 1))
ALPHA_FLAG, ANIMATION_FLAG = 0x10, 0x02
NO_BLENDING, TO_BACKGROUND = 2, 1
NOISE = random.Random(1)


def picture(width, height, colours=None):
    """Its transparent pixels keep their colours: any multiplication by the alpha shows."""
    palette = [tuple(NOISE.randbytes(4)) for _ in range(colours or width * height)]
    image = Image.new("RGBA", (width, height))
    image.putdata([palette[NOISE.randrange(len(palette))] for _ in range(width * height)])
    return image


def stripe(width, height):
    image = Image.new("RGB", (width, height))
    image.putdata([(i % 256, i // 64, 200) for i in range(width * height)])
    return image


def encode(image, **options):
    with io.BytesIO() as file:
        image.save(file, "webp", exact=True, **options)
        return file.getvalue()


def chunk(kind, data):
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def chunks(webp):
    position = 12
    while position < len(webp):
        end = position + 8 + struct.unpack_from("<I", webp, position + 4)[0]
        yield webp[position : position + 4], webp[position + 8 : end]
        position = end + end % 2


def riff(*parts):
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def u24(number):
    return struct.pack("<I", number)[:3]


def extended(flags, width, height, *parts):
    return riff(chunk(b"VP8X", bytes([flags, 0, 0, 0]) + u24(width - 1) + u24(height - 1)), *parts)


def frame(left, top, flags, image, **options):
    header = u24(left // 2) + u24(top // 2) + u24(image.width - 1) + u24(image.height - 1) + u24(100) + bytes([flags])
    parts = [chunk(kind, data) for kind, data in chunks(encode(image, **options)) if kind != b"VP8X"]
    return chunk(b"ANMF", header + b"".join(parts))


def animation(width, height, *frames):
    background = chunk(b"ANIM", bytes([10, 120, 200, 255, 0, 0]))
    return extended(ANIMATION_FLAG | ALPHA_FLAG, width, height, background, *frames)


def write_images():
    def write(name, data):
        (HERE / f"{name}.webp").write_bytes(data)

    for width, height in SIZES:
        rgba = picture(width, height)
        for kind, image in (("opaque", rgba.convert("RGB")), ("alpha", rgba)):
            write(f"lossless-{kind}-{width}x{height}", encode(image, lossless=True))
            write(f"lossy-{kind}-{width}x{height}", encode(image, quality=60))
    for width, height in STRIPES:
        write(f"lossless-{width}x{height}", encode(stripe(width, height), lossless=True))
        write(f"lossy-{width}x{height}", encode(stripe(width, height), quality=60))
    for colours in (2, 4, 16, 40):
        write(f"lossless-colours-{colours}", encode(picture(13, 9, colours), lossless=True))

    rgba = picture(13, 9)
    rgb = rgba.convert("RGB")
    write("metadata-lossy", encode(rgb, icc_profile=b"p" * 33, exif=b"Exif\0\0" + bytes(9), xmp=b"x" * 21))
    write("metadata-lossless-alpha", encode(rgba, lossless=True, icc_profile=b"p" * 33, exif=b"Exif\0\0" + bytes(9)))
    alpha = [chunk(kind, data) for kind, data in chunks(encode(rgba)) if kind != b"VP8X"]
    write("alpha-denied", extended(0, 13, 9, *alpha))
    write("alpha-raw", extended(ALPHA_FLAG, 13, 9, chunk(b"ALPH", bytes([0]) + bytes(range(117))), alpha[-1]))
    write("unknown-chunks", extended(0, 13, 9, chunk(b"what", b"odd"), *alpha[-1:], chunk(b"ever", b"")))
    write("bytes-behind", encode(rgb) + b"RIFF and more")

    small, smaller = picture(6, 5), picture(4, 3)
    write("animation-whole", animation(6, 5, frame(0, 0, 0, small, lossless=True), frame(2, 2, 0, smaller)))
    write("animation-inside", animation(20, 11, frame(6, 4, 0, small, lossless=True)))
    write("animation-inside-lossy-alpha", animation(20, 11, frame(14, 6, NO_BLENDING, small), frame(0, 0, 0, smaller)))
    write("animation-corner-disposed", animation(20, 11, frame(0, 0, TO_BACKGROUND, small.convert("RGB"))))
    write("animation-empty-first", animation(20, 11, chunk(b"ANMF", bytes(16)), frame(2, 2, 0, smaller)))


def write_expected():
    expected = {}
    for path in sorted(HERE.glob("*.webp")):
        with Image.open(path) as image:
            expected[path.name] = hashlib.sha256(image.convert("RGB").tobytes()).hexdigest()
    (HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


write_images()
write_expected()
