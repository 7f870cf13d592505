"""Draws bees and wasps: what the model is trained on, judged by, and golden for. Every drawing follows from a label and a seed."""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

LABELS = ["bee", "wasp"]

SIZE = (240, 180)
SCALE = 2  # drawn larger and reduced, for smooth edges


def draw(label: str, seed: int) -> Image.Image:
    """One insect from above on a background, RGB."""
    rng = np.random.default_rng([LABELS.index(label), seed])
    size = tuple(SCALE * side for side in SIZE)
    insect = Image.new("RGBA", size, (0, 0, 0, 0))
    pen, length = ImageDraw.Draw(insect), rng.uniform(0.5, 0.8) * size[1]
    (_bee if label == "bee" else _wasp)(pen, size[0] / 2, size[1] / 2, length, rng)
    insect = insect.rotate(rng.uniform(0, 360), Image.BICUBIC)
    shift = [int(rng.uniform(-0.12, 0.12) * side) for side in size]
    picture = _background(rng, size)
    picture.paste(insect, shift, insect)
    picture = picture.resize(SIZE, Image.LANCZOS).filter(ImageFilter.GaussianBlur(rng.uniform(0, 0.8)))
    noise = rng.normal(0, rng.uniform(1, 8), (SIZE[1], SIZE[0], 1))
    light = rng.uniform(0.75, 1.2)
    return Image.fromarray(np.clip(np.asarray(picture) * light + noise, 0, 255).astype(np.uint8))


def _bee(pen, x, y, length, rng):
    """Plump and furry, brown and amber, the wings shorter than the body."""
    amber, dark = _near(rng, (196, 138, 52)), _near(rng, (58, 38, 24))
    _legs(pen, x, y, length, dark, rng)
    _striped(pen, (x, y + 0.22 * length), 0.24 * length, 0.32 * length, amber, dark, rng.integers(3, 5))
    _fur(pen, x, y - 0.16 * length, 0.2 * length, _near(rng, (150, 104, 44)), rng)
    _ellipse(pen, x, y - 0.4 * length, 0.12 * length, 0.1 * length, dark)
    _wings(pen, x, y - 0.12 * length, 0.34 * length, 0.13 * length, rng.uniform(0.7, 1.2))


def _wasp(pen, x, y, length, rng):
    """Slender, yellow and black, a thread for a waist, the wings long and narrow."""
    yellow, black = _near(rng, (236, 200, 28)), _near(rng, (24, 22, 20))
    _legs(pen, x, y, length, yellow, rng)
    pen.line([(x, y - 0.12 * length), (x, y + 0.1 * length)], fill=black + (255,), width=max(2, int(0.03 * length)))
    _striped(pen, (x, y + 0.28 * length), 0.12 * length, 0.28 * length, yellow, black, rng.integers(5, 8))
    _ellipse(pen, x, y - 0.2 * length, 0.11 * length, 0.16 * length, black)
    _ellipse(pen, x, y - 0.42 * length, 0.11 * length, 0.08 * length, yellow)
    _wings(pen, x, y - 0.18 * length, 0.46 * length, 0.07 * length, rng.uniform(0.3, 0.8))


def _striped(pen, centre, half_width, half_length, light, dark, stripes):
    """An ellipse in rows, light and dark by turns, dark at its end."""
    for row in range(int(-half_length), int(half_length)):
        across = half_width * math.sqrt(1 - (row / half_length) ** 2)
        is_dark = int((row / half_length + 1) * stripes) % 2 == 1
        pen.line([(centre[0] - across, centre[1] + row), (centre[0] + across, centre[1] + row)], fill=(dark if is_dark else light) + (255,), width=2)


def _fur(pen, x, y, radius, colour, rng):
    for angle in np.linspace(0, math.tau, 90):
        reach = radius * rng.uniform(0.95, 1.25)
        pen.line([(x, y), (x + reach * math.cos(angle), y + reach * math.sin(angle))], fill=_near(rng, colour) + (255,), width=4)


def _wings(pen, x, y, length, width, spread):
    for side in (-1, 1):
        for turn, share in ((spread, 1), (spread + 0.45, 0.75)):
            tip = (x + side * math.sin(turn) * length * share, y + math.cos(turn) * length * share)
            points = [(x + (tip[0] - x) * t - (tip[1] - y) * w, y + (tip[1] - y) * t + (tip[0] - x) * w)
                      for t, w in ((0, 0), (0.4, width / length), (0.8, width / length), (1, 0), (0.8, -width / length), (0.4, -width / length))]
            pen.polygon(points, fill=(225, 228, 232, 130), outline=(120, 110, 100, 160))


def _legs(pen, x, y, length, colour, rng):
    for side in (-1, 1):
        for at in (-0.25, -0.12, 0.02):
            knee = (x + side * rng.uniform(0.2, 0.28) * length, y + (at + rng.uniform(-0.06, 0.06)) * length)
            foot = (x + side * rng.uniform(0.28, 0.38) * length, y + (at + rng.uniform(0, 0.2)) * length)
            pen.line([(x, y + at * length), knee, foot], fill=colour + (255,), width=max(2, int(0.025 * length)))


def _ellipse(pen, x, y, half_width, half_length, colour):
    pen.ellipse([x - half_width, y - half_length, x + half_width, y + half_length], fill=colour + (255,))


def _near(rng, colour):
    return tuple(int(np.clip(value + rng.uniform(-22, 22), 0, 255)) for value in colour)


def _background(rng, size):
    """Leaves, petals or ground: a colour with soft patches."""
    base = np.array([(70, 120, 50), (200, 190, 200), (230, 190, 60), (130, 110, 85)][rng.integers(4)]) + rng.uniform(-30, 30, 3)
    patches = rng.normal(0, 22, (5, 7, 3)).astype(np.float32) + base
    channels = [np.asarray(Image.fromarray(patches[:, :, channel].astype(np.float32)).resize(size, Image.BICUBIC)) for channel in range(3)]
    return Image.fromarray(np.clip(np.stack(channels, 2), 0, 255).astype(np.uint8))
