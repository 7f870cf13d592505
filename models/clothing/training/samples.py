#!/usr/bin/python3
"""Draws the repository's sample images: two of each class, and hostile ones.

    samples.py FOLDER      usually tests/samples

Their seeds lie below train.DRAWN_SEEDS, so that training never sees them.
"""

import io
import struct
import sys
from pathlib import Path

import numpy as np

import garments


def jpeg(image, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85, **options)
    return buffer.getvalue()


def claiming(data: bytes, width: int, height: int) -> bytes:
    """The JPEG with another size in its frame header."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4:]


def hostile() -> dict[str, bytes]:
    picture = garments.draw("pants", 3)
    cutout = io.BytesIO()
    garments.draw_cutout("dress", np.random.default_rng(3)).save(cutout, "PNG")
    return {
        "truncated.jpg": jpeg(garments.draw("shirt", 3))[:9000],
        "text.jpg": "This is a text, whatever its name says.\n".encode(),
        "claims-20000x20000.jpg": claiming(jpeg(picture), 20000, 20000),
        "transparent.png": cutout.getvalue(),
        "cmyk.jpg": jpeg(picture.convert("CMYK")),
        "a + b, 50% größer, 日本 (1).jpg": jpeg(garments.draw("shoes", 3)),
    }


def main():
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    files = {f"{label}/{label}-{seed + 1}.jpg": jpeg(garments.draw(label, seed)) for label in garments.LABELS for seed in (0, 1)}
    files |= {f"hostile/{name}": data for name, data in hostile().items()}
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    print(f"{len(files)} files, {sum(map(len, files.values())):,} bytes")


if __name__ == "__main__":
    main()
