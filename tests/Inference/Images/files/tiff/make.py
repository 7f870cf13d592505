"""Writes the TIFF images beside it and expected.json, the SHA-256 of the pixels that Pillow decodes from them.

Run it with Pillow 9.4 and tiffcp of libtiff 4.5 from this folder: python3 make.py
"""

import hashlib
import json
import pathlib
import random
import struct
import subprocess
import zlib

from PIL import Image

HERE = pathlib.Path(__file__).parent
WIDTH, HEIGHT = 21, 19
NOISE = random.Random(1)
SHORT, LONG = 3, 4
TILES = ("-t", "-w", "16", "-l", "16")
STRIPS = ("-s", "-r", "7")
PALETTE = [NOISE.randrange(65536) for _ in range(3 * 256)]


def samples(count, bits=8):
    """A soft picture with some noise, of which differences and run lengths make something."""
    top = (1 << bits) - 1
    return [
        (x * (count - c) * 9 + y * (c + 1) * 5 + NOISE.randrange(9)) * top // 600 & top
        for y in range(HEIGHT)
        for x in range(WIDTH)
        for c in range(count)
    ]


def pack(values, per_row, bits, order):
    if bits == 16:
        return b"".join(struct.pack(order + "H", value) for value in values)
    rows = (values[i : i + per_row] for i in range(0, len(values), per_row))
    return b"".join(pack_row(row, bits) for row in rows)


def pack_row(row, bits):
    number = 0
    for value in row:
        number = number << bits | value
    padding = -len(row) * bits % 8
    return (number << padding).to_bytes((len(row) * bits + padding) // 8, "big")


def tiff(photometric, count=1, bits=8, order="<", **fields):
    """One strip without compression, of which tiffcp makes all others but one."""
    return wrap([pack(samples(count, bits), WIDTH * count, bits, order)], photometric, count, bits, order, **fields)


def planes(photometric, count, bits, **fields):
    """Deflated, of 16 bits, which tiffcp does not make."""
    values = samples(count, bits)
    strips = [zlib.compress(pack(values[c::count], WIDTH, bits, "<")) for c in range(count)]
    return wrap(strips, photometric, count, bits, "<", t259=[8], t284=[2], **fields)


def wrap(strips, photometric, count, bits, order, **fields):
    data = b"".join(strips)
    offsets = [8 + sum(map(len, strips[:i])) for i in range(len(strips))]
    entries = {
        256: (SHORT, [WIDTH]), 257: (SHORT, [HEIGHT]), 258: (SHORT, [bits] * count), 259: (SHORT, [1]),
        262: (SHORT, [photometric]), 273: (LONG, offsets), 277: (SHORT, [count]), 278: (SHORT, [HEIGHT]), 279: (LONG, [*map(len, strips)]),
    }
    entries |= {int(tag[1:]): (SHORT, values) for tag, values in fields.items()}
    data += bytes(len(data) % 2)
    further = 8 + len(data) + 2 + 12 * len(entries) + 4
    directory, values = struct.pack(order + "H", len(entries)), b""
    for tag, (kind, numbers) in sorted(entries.items()):
        packed = struct.pack(f"{order}{len(numbers)}{'H' if kind == SHORT else 'I'}", *numbers)
        place = packed.ljust(4, b"\0") if len(packed) <= 4 else struct.pack(order + "I", further + len(values))
        values += packed if len(packed) > 4 else b""
        directory += struct.pack(order + "HHI", tag, kind, len(numbers)) + place
    start = b"II*\0" if order == "<" else b"MM\0*"
    return start + struct.pack(order + "I", 8 + len(data)) + data + directory + bytes(4) + values


def colours(bits):
    return [PALETTE[i << 8 - bits] for i in range(3 << bits)]


KINDS = {
    "bilevel": tiff(1, bits=1),
    "bilevel-white": tiff(0, bits=1),
    "grey-2": tiff(1, bits=2),
    "grey-4-white": tiff(0, bits=4),
    "grey": tiff(1),
    "grey-white": tiff(0),
    "grey-alpha": tiff(1, 2, t338=[2]),
    "palette-1": tiff(3, bits=1, t320=colours(1)),
    "palette-4": tiff(3, bits=4, t320=colours(4)),
    "palette": tiff(3, t320=colours(8)),
    "rgb": tiff(2, 3),
    "rgb-extra": tiff(2, 5, t338=[0, 0]),
    "rgb-alpha": tiff(2, 4, t338=[2]),
    "rgb-premultiplied": tiff(2, 4, t338=[1]),
    "rgb-16": tiff(2, 3, 16),
    "rgb-16-premultiplied": tiff(2, 4, 16, t338=[1]),
    "cmyk": tiff(5, 4),
}
SEVERAL = ("rgb", "rgb-alpha", "rgb-premultiplied", "cmyk")
BYTES = ("grey", "palette", "rgb-alpha", "rgb-16", "cmyk")


def variants():
    for kind in KINDS:
        yield kind, "strips-lzw", (*STRIPS, "-c", "lzw")
        yield kind, "tiles-big-endian", (*TILES, "-c", "none", "-B")
    for kind in ("bilevel", "grey-4-white", "palette", "rgb"):
        yield kind, "reversed", (*STRIPS, "-c", "none", "-f", "lsb2msb")
        yield kind, "reversed-packbits", (*TILES, "-c", "packbits", "-f", "lsb2msb")
    for kind in BYTES:
        yield kind, "differences-deflate", (*TILES, "-c", "zip:2")
        yield kind, "differences-lzw-big-endian", (*STRIPS, "-c", "lzw:2", "-B")
    for kind in SEVERAL:
        yield kind, "planes-lzw", (*STRIPS, "-c", "lzw:2", "-p", "separate")
        yield kind, "planes-tiles-packbits", (*TILES, "-c", "packbits", "-p", "separate")
    for kind in ("rgb", "rgb-alpha", "cmyk"):
        yield kind, "planes", (*STRIPS, "-c", "none", "-p", "separate")
    for kind in ("grey", "grey-white", "rgb", "cmyk"):
        yield kind, "strips-jpeg", ("-s", "-r", "16", "-c", "jpeg:90")
        yield kind, "tiles-jpeg", (*TILES, "-c", "jpeg:90")
    yield "rgb", "jpeg-of-rgb", (*TILES, "-c", "jpeg:r:90")
    yield "rgb", "planes-jpeg", (*TILES, "-c", "jpeg:r:90", "-p", "separate")


def write_images():
    for kind, data in KINDS.items():
        (HERE / f"{kind}.tif").write_bytes(data)
    (HERE / "rgb-16-big-endian.tif").write_bytes(tiff(2, 3, 16, ">"))
    (HERE / "rgb-16-planes-deflate.tif").write_bytes(planes(2, 3, 16))
    (HERE / "rgb-16-premultiplied-planes-deflate.tif").write_bytes(planes(2, 4, 16, t338=[1]))
    for turn in range(2, 9):
        (HERE / f"turned-{turn}.tif").write_bytes(tiff(1, t274=[turn]))
    for kind, name, options in variants():
        subprocess.run(("tiffcp", *options, f"{kind}.tif", f"{kind}-{name}.tif"), cwd=HERE, check=True)
    subprocess.run(("tiffcp", "rgb.tif", "grey.tif", "two-pages.tif"), cwd=HERE, check=True)


def write_refused():
    """Some of them Pillow reads, but not as they are meant, or not as libtiff does."""
    refused = {
        "fax": (("-c", "g4"), "bilevel"),
        "zstd": (("-c", "zstd"), "rgb"),
        "big": (("-8",), "rgb"),
    }
    for name, (options, kind) in refused.items():
        subprocess.run(("tiffcp", *options, f"{kind}.tif", f"bad-{name}.tif"), cwd=HERE, check=True)
    made = {
        "grey-16": tiff(1, bits=16),
        "planes-16": tiff(2, 3, 16, t284=[2]),
        "planes-of-nameless-alpha": planes(2, 4, 8),
        "signed": tiff(1, t339=[2]),
        "ycbcr": tiff(6, 3),
        "lab": tiff(8, 3),
        "grey-extra": tiff(1, 2, t338=[0]),
        "no-palette": tiff(3),
        "old-jpeg": tiff(6, 3, t259=[6]),
        "zero-rows": tiff(1, t278=[0]),
        "no-tile-height": tiff(1, t322=[16], t324=[8], t325=[399]),
    }
    for name, data in made.items():
        (HERE / f"bad-{name}.tif").write_bytes(data)


def write_expected():
    expected = {}
    for path in sorted(HERE.glob("*.tif")):
        if not path.name.startswith("bad-"):
            with Image.open(path) as image:
                expected[path.name] = hashlib.sha256(image.convert("RGB").tobytes()).hexdigest()
    (HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


write_images()
write_refused()
write_expected()
