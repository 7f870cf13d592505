"""Writes the small images beside it and expected.json, the pixels that Pillow decodes from them; and png.zip, PNGs of every
kind and size that its interlacing meets, with Pillow's verdict on them and on cut files in png.json.

Run it with Pillow 9.4 from this folder: python3 make.py
"""

import base64
import hashlib
import io
import json
import math
import pathlib
import random
import struct
import zipfile
import zlib

from PIL import Image

WIDTH, HEIGHT = 13, 9
HERE = pathlib.Path(__file__).parent
# Cut-out and half-transparent pixels keep their colours: any multiplication by the alpha shows.
ALPHAS = (0, 1, 64, 128, 200, 254, 255)
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def scene():
    noise = random.Random(1)
    image = Image.new("RGBA", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            colour = [int(128 + 80 * math.sin(x / (2 + c) + y / 3) + noise.randint(-20, 20)) for c in range(3)]
            image.putpixel((x, y), (*colour, ALPHAS[(x + y) % len(ALPHAS)]))
    return image


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def interlaced(path, image, colour_type):
    """Pillow writes no interlaced PNG."""
    rows = bytearray()
    for left, top, right_step, down_step in ADAM7:
        for y in range(top, HEIGHT, down_step):
            pixels = [image.getpixel((x, y)) for x in range(left, WIDTH, right_step)]
            if pixels:
                rows += b"\0" + b"".join(bytes([p]) if isinstance(p, int) else bytes(p) for p in pixels)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, colour_type, 0, 0, 1)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    )


def write_images():
    rgba = scene()
    rgb = rgba.convert("RGB")
    grey = rgb.convert("L")
    bilevel = grey.convert("1")
    alpha = rgba.getchannel("A")
    colours = {count: rgb.quantize(count) for count in (2, 4, 16, 100)}

    def save(name, image, **options):
        image.save(HERE / name, **options)

    save("rgb.png", rgb)
    save("rgba.png", rgba)
    save("grey.png", grey)
    save("grey-alpha.png", Image.merge("LA", [grey, alpha]))
    save("bilevel.png", bilevel)
    save("transparent-colour.png", rgb, transparency=rgb.getpixel((3, 3)))
    for count, image in colours.items():
        save(f"palette-{count}.png", image)
    save("palette-transparent.png", colours[16], transparency=bytes(range(0, 256, 16)))
    interlaced(HERE / "rgb-interlaced.png", rgb, 2)
    interlaced(HERE / "rgba-interlaced.png", rgba, 6)
    interlaced(HERE / "grey-interlaced.png", grey, 0)

    save("palette-100.gif", colours[100])
    save("palette-2.gif", colours[2])
    save("grey.gif", grey)
    save("animated.gif", colours[16], save_all=True, append_images=[colours[100], colours[4]])

    save("lossy.webp", rgb, quality=60)
    save("lossy-alpha.webp", rgba, quality=60)
    save("lossless.webp", rgb, lossless=True)
    save("lossless-alpha.webp", rgba, lossless=True, exact=True)

    save("rgb.bmp", rgb)
    save("rgba.bmp", rgba)
    save("grey.bmp", grey)
    save("bilevel.bmp", bilevel)
    save("palette-100.bmp", colours[100])


def write_expected():
    expected = {}
    for path in sorted(HERE.iterdir()):
        if path.suffix in (".png", ".gif", ".webp", ".bmp"):
            with Image.open(path) as image:
                expected[path.name] = base64.b64encode(image.convert("RGB").tobytes()).decode()
    (HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


# Bits of a sample, colour type, samples of a pixel. Grey of 16 bits, which Pillow clips to white, is refused.
PNG_KINDS = (
    (1, 0, 1), (2, 0, 1), (4, 0, 1), (8, 0, 1), (8, 2, 3), (16, 2, 3), (1, 3, 1), (2, 3, 1), (4, 3, 1), (8, 3, 1),
    (8, 4, 2), (16, 4, 2), (8, 6, 4), (16, 6, 4),
)  # fmt: skip


def random_png(noise, width, height, kind, is_interlaced):
    bits, colour_type, samples = kind
    rows = bytearray()
    for left, top, right_step, down_step in ADAM7 if is_interlaced else ((0, 0, 1, 1),):
        columns = len(range(left, width, right_step))
        for _ in range(top, height, down_step) if columns else ():
            rows += bytes([noise.randrange(5)]) + bytes(noise.choices(range(0, 256, 17), k=(columns * bits * samples + 7) // 8))
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, is_interlaced)
    # Not all indexes have a colour.
    palette = chunk(b"PLTE", noise.randbytes(3 * min((1 << bits) - 1, 100))) if colour_type == 3 else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + palette + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")


def pixels(png):
    with Image.open(io.BytesIO(png)) as image:
        return image.convert("RGB").tobytes()


def shortest(png):
    """How many bytes of the file are enough for Pillow."""

    def opens(length):
        try:
            return bool(pixels(png[:length]))
        except (OSError, SyntaxError):
            return False

    return 1 + max(length for length in range(len(png)) if not opens(length))


def write_pngs():
    noise = random.Random(2)
    digests = {}
    with zipfile.ZipFile(HERE / "png.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in PNG_KINDS:
            for is_interlaced in (0, 1):
                name = f"bits-{kind[0]}-type-{kind[1]}" + ("-interlaced" if is_interlaced else "")
                sizes = [(w, h) for w in range(1, 10) for h in range(1, 10)] if is_interlaced else [(w, 6) for w in range(1, 10)]
                digest = hashlib.sha256()
                files = bytearray()  # each behind its length
                for width, height in (*sizes, (67, 21)):
                    png = random_png(noise, width, height, kind, is_interlaced)
                    digest.update(pixels(png))
                    files += struct.pack("<I", len(png)) + png
                archive.writestr(zipfile.ZipInfo(name), bytes(files), zipfile.ZIP_DEFLATED)
                digests[name] = digest.hexdigest()
    cuts = {path.name: shortest(path.read_bytes()) for path in sorted(HERE.glob("*.png"))}
    (HERE / "png.json").write_text(json.dumps({"digests": digests, "cuts": cuts}, indent=2) + "\n")


write_images()
write_expected()
write_pngs()
