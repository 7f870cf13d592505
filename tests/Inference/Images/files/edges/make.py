"""Writes the small images beside it: GIF and BMP of every kind, with Pillow's verdict on them in expected.json (the SHA-256 of
its pixels, or null where it refuses), and the shortest and longest sides of every format, which the fuzz program starts from.

Run it with Pillow 9.4 from this folder: python3 make.py
"""

import hashlib
import json
import pathlib
import random
import struct
import zlib

from PIL import Image

HERE = pathlib.Path(__file__).parent
NOISE = random.Random(4)
INTERLACED = ((0, 8), (4, 8), (2, 4), (1, 2))
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
GREYS = bytes(i // 3 for i in range(3 * 256))
COLOURS = NOISE.randbytes(3 * 256)


def lzw(indexes, bits, end=True, clears=True):
    """With clears=False the table stays as it is once it is full."""
    clear = 1 << bits
    out, held, width, table, text = 0, 0, bits + 1, {}, ()

    def put(code):
        nonlocal out, held
        out |= code << held
        held += width

    put(clear)
    for index in indexes:
        if not text or (*text, index) in table:
            text = (*text, index)
            continue
        put(table[text] if len(text) > 1 else text[0])
        following = clear + 2 + len(table)
        if following < 4096:
            table[(*text, index)] = following
            width += following == 1 << width and width < 12
        elif clears:
            put(clear)
            width, table = bits + 1, {}
        text = (index,)
    put(table[text] if len(text) > 1 else text[0])
    width += clear + 2 + len(table) == 1 << width and width < 12
    if end:
        put(clear + 1)
    return out.to_bytes((held + 7) // 8, "little")


def gif(width, height, frame=None, canvas=COLOURS[:48], own=b"", transparent=None, interlaced=False, bits=4, data=None, before=b"", end=b"\0;", indexes=None):
    left, top, columns, rows = frame or (0, 0, width, height)

    def flags(palette):
        return 0x80 | (len(palette) // 3).bit_length() - 2 if palette else 0

    if indexes is None:
        indexes = NOISE.choices(range(1 << bits), k=columns * rows)
    if data is None:
        data = lzw(indexes, bits)
    file = b"GIF89a" + struct.pack("<HHBBB", width, height, flags(canvas), 0, 0) + canvas + before
    if transparent is not None:
        file += bytes([0x21, 0xF9, 4, 1, 0, 0, transparent, 0])
    file += b"," + struct.pack("<HHHHB", left, top, columns, rows, flags(own) | interlaced << 6) + own + bytes([bits])
    return file + b"".join(bytes([len(data[i : i + 255])]) + data[i : i + 255] for i in range(0, len(data), 255)) + end


def gifs():
    for side in range(1, 10):
        yield f"interlaced-{side}", gif(side, side, interlaced=True)
    yield "interlaced-offset", gif(13, 11, (2, 3, 9, 7), interlaced=True, transparent=5)
    yield "over-canvas", gif(5, 4, (3, 2, 6, 5))
    yield "over-canvas-transparent", gif(5, 4, (3, 2, 6, 5), transparent=5)
    yield "no-canvas", gif(0, 0, (1, 2, 3, 4))
    yield "offset", gif(9, 7, (2, 1, 5, 4))
    yield "offset-transparent", gif(9, 7, (2, 1, 5, 4), transparent=3)
    yield "offset-transparent-beyond-palette", gif(9, 7, (2, 1, 5, 4), transparent=200)
    yield "transparent-then-none", gif(9, 7, (2, 1, 5, 4), before=bytes([0x21, 0xF9, 4, 1, 0, 0, 3, 0, 0x21, 0xF9, 4, 0, 0, 0, 7, 0]))
    yield "index-beyond-palette", gif(9, 7, canvas=COLOURS[:12])
    yield "no-palette", gif(9, 7, (2, 1, 5, 4), canvas=b"", transparent=3)
    yield "own-palette", gif(9, 7, (2, 1, 5, 4), own=COLOURS[48:96])
    yield "own-palette-alone", gif(9, 7, (2, 1, 5, 4), canvas=b"", own=COLOURS[48:96])
    yield "own-palette-of-greys", gif(9, 7, own=GREYS[:48])
    yield "palette-256", gif(9, 7, canvas=COLOURS, bits=8)
    yield "code-size-1", gif(9, 7, canvas=COLOURS[:6], bits=1, data=b"".join(bytes([2 | i % 2 << 2 | 2 << 4 | i // 2 % 2 << 6]) for i in range(40)))
    yield "code-size-9", gif(9, 7, bits=9, indexes=NOISE.choices(range(16), k=63))
    yield "bad-code-size-12", gif(9, 7, bits=12, data=bytes(99))
    noise = NOISE.choices(range(256), k=99 * 80)
    yield "table-cleared", gif(99, 80, canvas=COLOURS, bits=8, indexes=noise)
    yield "table-left-full", gif(99, 80, canvas=COLOURS, bits=8, data=lzw(noise, 8, clears=False))
    yield "one-colour", gif(99, 80, indexes=[3] * 99 * 80)
    yield "no-end-code", gif(9, 7, data=lzw([1, 2, 3] * 21, 4, end=False))
    yield "no-end", gif(9, 7, end=b"")
    yield "too-many-pixels", gif(9, 7, data=lzw([1, 2, 3] * 99, 4))
    yield "comment-and-loop", gif(9, 7, before=b"!\xfe\2hi\0!\xff\x0bNETSCAPE2.0\3\1\0\0\0")
    yield "bytes-between-blocks", gif(9, 7, before=b"\0what")
    yield "second-frame", gif(9, 7, end=gif(9, 7)[61:])
    yield "bad-empty", gif(9, 7, data=b"")
    yield "bad-random", gif(9, 7, data=bytes([16]) + NOISE.randbytes(60))
    yield "bad-early-end", gif(9, 7, data=lzw([1, 2, 3] * 20, 4))
    yield "bad-early-end-then-frame", gif(9, 7, data=lzw([1, 2, 3] * 20, 4), end=gif(9, 7)[60:])
    yield "bad-code", gif(9, 7, data=bytes([0b0001_0000, 0b1111_1100]) + bytes(60))
    yield "bad-cut-block", gif(9, 7, canvas=COLOURS, bits=8)[:-20]
    yield "bad-empty-control", gif(9, 7, before=b"!\xf9\0")
    yield "bad-empty-loop", gif(9, 7, before=b"!\xff\x0bNETSCAPE2.0\0")
    yield "comment-like-loop", gif(9, 7, before=b"!\xfe\x0bNETSCAPE2.0\0")
    yield "bad-no-frame", gif(9, 7, before=b";")
    yield "bad-frame-of-no-pixels", gif(9, 7, (2, 1, 0, 4), data=b"\0")
    yield "65535x1", gif(65535, 1, indexes=[3] * 65535)
    yield "1x65535", gif(1, 65535, indexes=[3] * 65535, interlaced=True)


def bmp(width, height, bits, header=40, compression=0, palette=b"", stated=0, masks=(), top_down=False, data=None, gap=b""):
    if header == 12:
        head = struct.pack("<IHHHH", header, width, height, 1, bits)
    else:
        head = struct.pack("<IiiHHIIiiII", header, width, -height if top_down else height, 1, bits, compression, 0, 0, 0, stated, 0)
        head += b"".join(struct.pack("<I", mask) for mask in masks)
        head = head[:52] if header == 40 else (head + bytes(99))[:header]
    data = NOISE.randbytes((width * bits + 31) // 32 * 4 * height) if data is None else data
    start = 14 + len(head) + len(palette) + len(gap)
    return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + head + palette + gap + data


def runs(rows, plain):
    """Each of three equal pixels and of the rest, plain or as one run."""
    data = b""
    for row in rows:
        data += bytes([3, row[0], 0, len(row) - 3, *row[3:]]) + bytes((len(row) - 3) % 2) if plain else b"".join(bytes([1, index]) for index in row)
        data += bytes([0, 0])
    return data + bytes([0, 1])


def bmps():
    four = b"".join(COLOURS[i : i + 3] + b"\0" for i in range(0, 768, 3))
    for bits in (1, 4, 8):
        palette = four[: 4 << bits]
        yield f"{bits}", bmp(9, 5, bits, palette=palette)
        yield f"{bits}-core", bmp(9, 5, bits, header=12, palette=COLOURS[: 3 << bits])
        yield f"{bits}-top-down", bmp(9, 5, bits, header=124, palette=palette, top_down=True)
    for bits in (24, 32):
        yield f"{bits}-core", bmp(9, 5, bits, header=12)
        yield f"{bits}-os2", bmp(9, 5, bits, header=64)
        yield f"{bits}-gap", bmp(9, 5, bits, header=108, gap=bytes(7))
        yield f"{bits}-top-down", bmp(9, 5, bits, top_down=True)
    for name, masks in {
        "bgrx": (0xFF0000, 0xFF00, 0xFF, 0),
        "bgra": (0xFF0000, 0xFF00, 0xFF, 0xFF000000),
        "rgba": (0xFF, 0xFF00, 0xFF0000, 0xFF000000),
        "xbgr": (0xFF000000, 0xFF0000, 0xFF00, 0),
        "abgr": (0xFF000000, 0xFF0000, 0xFF00, 0xFF),
        "bad-10-bits": (0x3FF00000, 0xFFC00, 0x3FF, 0),
        "bad-rgbx": (0xFF, 0xFF00, 0xFF0000, 0),
    }.items():
        yield f"{name}-v4", bmp(9, 5, 32, header=108, compression=3, masks=masks)
    yield "bgrx", bmp(9, 5, 32, compression=3, masks=(0xFF0000, 0xFF00, 0xFF))
    yield "8-palette-100", bmp(9, 5, 8, palette=four[:400], stated=100, data=bytes(NOISE.choices(range(100), k=60)))
    yield "8-greys", bmp(9, 5, 8, palette=b"".join(bytes([i, i, i, 0]) for i in range(256)))
    yield "1-black-and-white", bmp(9, 5, 1, palette=bytes(4) + b"\xff\xff\xff\0")
    yield "8-gap", bmp(9, 5, 8, palette=four, stated=256, gap=bytes(2000))
    rows = [[index] * 3 + NOISE.choices(range(256), k=9) for index in range(5)]
    yield "rle8", bmp(12, 5, 8, compression=1, palette=four, data=runs(rows, plain=False))
    yield "rle8-plain", bmp(12, 5, 8, compression=1, palette=four, data=runs(rows, plain=True))
    yield "rle8-top-down", bmp(12, 5, 8, compression=1, palette=four, top_down=True, data=runs(rows, plain=True))
    yield "rle8-no-end", bmp(12, 5, 8, compression=1, palette=four, data=runs(rows, plain=True)[:-4])
    yield "rle8-short-rows", bmp(19, 5, 8, compression=1, palette=four, data=runs(rows, plain=True))
    yield "rle4", bmp(12, 5, 4, compression=2, palette=four[:64], data=bytes([5, 0x12, 0, 4, 0x34, 0x56, 3, 0x78, 0, 0]) * 5)
    yield "bad-rle8-cut", bmp(12, 5, 8, compression=1, palette=four, data=runs(rows, plain=True)[:-6])
    yield "bad-rle8-early-end", bmp(12, 6, 8, compression=1, palette=four, data=runs(rows, plain=True))
    yield "bad-rle8-rows-left-out", bmp(12, 9, 8, compression=1, palette=four, data=bytes(8) + runs(rows, plain=True))
    yield "bad-cut", bmp(9, 5, 24)[:-9]
    yield "bad-2", bmp(9, 5, 2, palette=four[:16])
    yield "bad-4-greys", bmp(9, 5, 4, palette=b"".join(bytes([i, i, i, 0]) for i in range(16)))
    yield "bad-header-52", bmp(9, 5, 32, header=52)
    yield "bad-palette-300", bmp(9, 5, 8, palette=four + four[:176], stated=300)
    yield "65535x1", bmp(65535, 1, 1, palette=four[:8])
    yield "1x4095", bmp(1, 4095, 24)


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = bytearray()
    for left, top, right_step, down_step in ADAM7:
        columns = len(range(left, width, right_step))
        rows += b"".join(b"\0" + NOISE.randbytes(6 * columns) for _ in range(top, height, down_step) if columns)
    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")


def verdict(path):
    try:
        with Image.open(path) as image:
            return hashlib.sha256(image.convert("RGB").tobytes()).hexdigest()
    except (OSError, SyntaxError, ValueError):
        return None


for old in HERE.glob("*.*"):
    if old.suffix not in (".py", ".json"):
        old.unlink()
for kinds, suffix in ((gifs(), "gif"), (bmps(), "bmp")):
    for name, file in kinds:
        (HERE / f"{name}.{suffix}").write_bytes(file)
written = sorted((*HERE.glob("*.gif"), *HERE.glob("*.bmp")))
(HERE / "expected.json").write_text(json.dumps({path.name: verdict(path) for path in written}, indent=2) + "\n")
for width, height in ((1, 1), (2, 3), (9, 9)):
    (HERE / f"interlaced-16-bits-{width}x{height}.png").write_bytes(png(width, height))
for width, height in ((65535, 1), (1, 65535)):
    Image.new("RGBA", (width, height), (9, 99, 199, 128)).save(HERE / f"{width}x{height}.png", optimize=True)
for width, height in ((1, 1), (9, 7), (65500, 1), (1, 65500)):
    for mode in ("L", "RGB", "CMYK"):
        Image.new(mode, (width, height), "teal" if mode == "RGB" else 99).save(HERE / f"{mode.lower()}-{width}x{height}.jpg", optimize=True)
    Image.new("RGB", (width, height), "teal").save(HERE / f"progressive-{width}x{height}.jpg", progressive=True)
