"""Writes the HEIC and AVIF images beside it, and expected.json: size and SHA-256 of the pixels that libheif's heif_decode_image
gives of each file as it lies there, the way pillow-heif calls it.

Run it with Debian 12's python3-pil, libheif-examples (libheif 1.15.1) and libavif-bin from this folder: python3 make.py
"""

import ctypes
import hashlib
import json
import math
import pathlib
import random
import struct
import subprocess
import tempfile

from PIL import Image

HERE = pathlib.Path(__file__).parent
HEVC = ["-q", "60"]
AV1 = ["-A", "-q", "60"]
LOSSLESS = ["-L", "-p", "chroma=444", "--matrix_coefficients", "0"]


def scene(width, height, seed=1):
    noise = random.Random(seed)
    image = Image.new("RGBA", (width, height))
    for y in range(height):
        for x in range(width):
            colour = [int(128 + 90 * math.sin(x / (4 + 3 * c) + y / 7 + seed) + noise.randint(-9, 9)) for c in range(3)]
            image.putpixel((x, y), (*colour, (x * 5 + y * 3) % 256))
    return image


def deep(width, height):
    """A PNG of 16 bits a channel, which Pillow does not write."""
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + b"".join(struct.pack(">3H", *(int(32768 + 30000 * math.sin(x / (4 + 3 * c) + y / 7)) for c in range(3))) for x in range(width))
        for y in range(height)
    )
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def encode(image, *options, by="heif-enc"):
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, "image.png"), pathlib.Path(folder, "image.heic")
        source.write_bytes(image) if isinstance(image, bytes) else image.save(source)
        subprocess.run([by, *options, source, "-o", target], check=True, capture_output=True)
        return target.read_bytes()


def box(kind, *parts):
    content = b"".join(parts)
    return struct.pack(">I", len(content) + 8) + kind + content


def full(kind, *parts, version=0):
    return box(kind, bytes([version, 0, 0, 0]), *parts)


def boxes(data):
    position = 0
    while position < len(data):
        length = struct.unpack_from(">I", data, position)[0]
        yield data[position + 4 : position + 8], data[position : position + length]
        position += length


def parts(file):
    """The properties and the data of a file of one item."""
    top = dict(boxes(file))
    meta = dict(boxes(top[b"meta"][12:]))
    properties = dict(boxes(dict(boxes(meta[b"iprp"][8:]))[b"ipco"][8:]))
    return properties, top[b"mdat"][8:]


def compose(items, tiles=(), brand=b"mif1"):
    """A file of items: type, list of properties, data. The first is the primary one, and a grid of the others where there are tiles."""
    start = box(b"ftyp", brand, b"\0\0\0\0", b"mif1heicavifmiaf")
    every, links, places, data, position = [], [], [], b"", len(start) + 8
    for number, (kind, properties, content) in enumerate(items, 1):
        links.append(struct.pack(">HB", number, len(properties)) + bytes(0x80 | (len(every) + i + 1) for i in range(len(properties))))
        every += properties
        places.append(struct.pack(">HHHII", number, 0, 1, position, len(content)))
        data, position = data + content, position + len(content)
    count = struct.pack(">H", len(items))
    entries = [full(b"infe", struct.pack(">HH", number, 0), item[0], b"\0", version=2) for number, item in enumerate(items, 1)]
    references = [full(b"iref", box(b"dimg", struct.pack(">HH", 1, len(tiles)), *(struct.pack(">H", tile) for tile in tiles)))] if tiles else []
    meta = full(
        b"meta",
        full(b"hdlr", b"\0\0\0\0pict", bytes(13)),
        full(b"pitm", b"\0\x01"),
        full(b"iinf", count, *entries),
        *references,
        box(b"iprp", box(b"ipco", *every), full(b"ipma", struct.pack(">I", len(items)), *links)),
        full(b"iloc", b"\x44\0", count, *places),
    )
    return start + box(b"mdat", data) + meta


def changed(file, *properties):
    """The same image with properties more, or others of the same kind."""
    of, data = parts(file)
    kinds = [name[4:8] for name in properties]
    kept = [of[name] for name in of if name in (b"ispe", b"hvcC", b"av1C", b"colr", b"pixi", b"clap") and name not in kinds]
    return compose([(b"hvc1" if b"hvcC" in of else b"av01", [*kept, *properties], data)])


def grid(options, columns, rows, side, width, height):
    tiles = [parts(encode(scene(side, side, seed).convert("RGB"), *options)) for seed in range(columns * rows)]
    kind = b"hvc1" if b"hvcC" in tiles[0][0] else b"av01"
    size = full(b"ispe", struct.pack(">II", width, height))
    items = [(b"grid", [size, tiles[0][0][b"pixi"]], struct.pack(">4BHH", 0, 0, rows - 1, columns - 1, width, height))]
    items += [(kind, [of[name] for name in of if name in (b"ispe", b"hvcC", b"av1C", b"colr", b"pixi")], data) for of, data in tiles]
    return compose(items, tiles=range(2, len(tiles) + 2))


def write():
    rgba = scene(70, 66)
    rgb, grey = rgba.convert("RGB"), rgba.convert("L")
    for name, codec in (("heic", HEVC), ("avif", AV1)):
        files = {
            "420": encode(rgb, *codec),
            "422": encode(rgb, *codec, "-p", "chroma=422"),
            "444": encode(rgb, *codec, "-p", "chroma=444"),
            "alpha": encode(rgba, *codec),
            "thumbnail": encode(rgb, *codec, "-t", "32"),
            "grey": encode(grey, *codec),
            "lossless": encode(rgb, *codec, *LOSSLESS),
            "odd": encode(scene(65, 67).convert("RGB"), *codec),
            "odd-444": encode(scene(67, 65).convert("RGB"), *codec, "-p", "chroma=444"),
            "grid": grid(codec, 2, 2, 64, 128, 128),
            "grid-cropped": grid(codec, 3, 2, 64, 150, 97),
        }
        for bits in ("10", "12"):
            # heif-enc 1.15.1 does not write AVIF of more than 8 bits.
            files[f"{bits}-bit"] = encode(deep(70, 66), *codec, "-b", bits) if name == "heic" else encode(deep(70, 66), "-d", bits, "-y", "420", by="avifenc")
        if name == "avif":
            files["10-bit-444"] = encode(deep(70, 66), "-d", "10", "-y", "444", by="avifenc")
            files["12-bit-422"] = encode(deep(70, 66), "-d", "12", "-y", "422", by="avifenc")
            files["film-grain"] = encode(rgb, "-y", "420", "-a", "film-grain-test=2", by="avifenc")
            files["by-rav1e"] = encode(rgb, "-c", "rav1e", "-y", "420", by="avifenc")
            files["by-svt"] = encode(scene(72, 64).convert("RGB"), "-c", "svt", "-y", "420", by="avifenc")
        for turns in (1, 2, 3):
            files[f"turned-{90 * turns}"] = changed(files["420"], box(b"irot", bytes([turns])))
        for axis in (0, 1):
            files[f"mirrored-{axis}"] = changed(files["420"], box(b"imir", bytes([axis])))
        files["turned-mirrored"] = changed(files["420"], box(b"irot", b"\1"), box(b"imir", b"\0"))
        for matrix, is_full in ((1, 0), (1, 1), (6, 0), (9, 1), (0, 1), (2, 0), (8, 1)):
            colours = box(b"colr", b"nclx", struct.pack(">3HB", 1, 13, matrix, 0x80 * is_full))
            files[f"matrix-{matrix}-{'full' if is_full else 'limited'}"] = changed(files["444" if matrix in (0, 8) else "420"], colours)
        files["cropped"] = changed(files["420"], box(b"clap", struct.pack(">8I", 40, 1, 30, 1, 2**32 - 5, 1, 3, 1)))
        for file, data in files.items():
            (HERE / f"{file}.{name}").write_bytes(data)


class Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("subcode", ctypes.c_int), ("message", ctypes.c_char_p)]


class Options(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint8), ("ignore", ctypes.c_uint8), ("callbacks", ctypes.c_void_p * 4), ("to_8_bits", ctypes.c_uint8)]


def decode(data):
    """RGB or RGBA, as the file has it, and then no alpha: 1 is heif_colorspace_RGB, 10 and 11 are interleaved RGB and RGBA."""
    heif, context, handle, image = ctypes.CDLL("libheif.so.1"), ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    for name in ("heif_context_read_from_memory_without_copy", "heif_context_get_primary_image_handle", "heif_decode_image"):
        getattr(heif, name).restype = Error
    for name in ("heif_context_alloc", "heif_image_get_plane_readonly", "heif_decoding_options_alloc"):
        getattr(heif, name).restype = ctypes.c_void_p
    context = ctypes.c_void_p(heif.heif_context_alloc())
    options = ctypes.cast(heif.heif_decoding_options_alloc(), ctypes.POINTER(Options))
    options.contents.to_8_bits = 1

    def check(error):
        if error.code:
            raise ValueError(f"{error.code}.{error.subcode} {error.message.decode()}")

    check(heif.heif_context_read_from_memory_without_copy(context, data, ctypes.c_size_t(len(data)), None))
    check(heif.heif_context_get_primary_image_handle(context, ctypes.byref(handle)))
    channels = 4 if heif.heif_image_handle_has_alpha_channel(handle) else 3
    check(heif.heif_decode_image(handle, ctypes.byref(image), 1, 7 + channels, options))
    width, height, stride = heif.heif_image_get_width(image, 10), heif.heif_image_get_height(image, 10), ctypes.c_int()
    plane = heif.heif_image_get_plane_readonly(image, 10, ctypes.byref(stride))
    raw = ctypes.string_at(plane, stride.value * height)
    pixels = Image.frombuffer("RGBA" if channels == 4 else "RGB", (width, height), raw, "raw", "RGBA" if channels == 4 else "RGB", stride.value, 1)
    heif.heif_image_release(image), heif.heif_image_handle_release(handle), heif.heif_context_free(context)
    return pixels.convert("RGB") if channels == 3 else Image.merge("RGB", pixels.split()[:3])


if __name__ == "__main__":
    write()
    expected = {}
    for file in sorted([*HERE.glob("*.heic"), *HERE.glob("*.avif")]):
        pixels = decode(file.read_bytes())
        expected[file.name] = {"width": pixels.width, "height": pixels.height, "sha256": hashlib.sha256(pixels.tobytes()).hexdigest()}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")
