"""Draws garments: flat shapes with patterns, folds and backgrounds, every one from a class and a seed.

The same drawings are a small share of the training data and, with seeds that training never sees,
the repository's own sample images.
"""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

LABELS = ["dress", "hat", "longsleeve", "outwear", "pants", "shirt", "shoes", "shorts", "skirt", "t-shirt"]

SIZE = (400, 533)


def draw(label: str, seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """One garment on a background, RGB."""
    rng = np.random.default_rng([LABELS.index(label), seed])
    garment = draw_cutout(label, rng, size)
    picture = _background(rng, size, _mean_colour(garment))
    shadow = Image.new("RGBA", size, (0, 0, 0, 0))
    shadow.putalpha(garment.getchannel("A").filter(ImageFilter.GaussianBlur(8)).point(lambda a: int(a * 0.45)))
    offset = (int(rng.integers(-6, 10)), int(rng.integers(2, 12)))
    picture.paste(shadow, offset, shadow)
    picture.paste(garment, (0, 0), garment)
    noise = rng.normal(0, rng.uniform(1, 6), (size[1], size[0], 1))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))


def draw_cutout(label: str, rng: np.random.Generator, size: tuple[int, int] = SIZE) -> Image.Image:
    """One garment on transparent ground, RGBA."""
    main = _colour(rng)
    accent = _shade(main, rng.choice([0.55, 0.7, 1.35]))
    canvas = _Canvas(size, rng, main, accent)
    _SHAPES[label](canvas, rng)
    return canvas.finish()


def _colour(rng):
    if rng.random() < 0.4:  # greys, black and white are what clothes mostly are
        value = int(rng.choice([25, 45, 90, 150, 215, 240]) + rng.integers(-12, 13))
        return (value, value, min(255, value + int(rng.integers(0, 12))))
    hue, saturation, value = rng.random(), rng.uniform(0.3, 0.9), rng.uniform(0.3, 0.95)
    return tuple(Image.new("HSV", (1, 1), tuple(int(255 * v) for v in (hue, saturation, value))).convert("RGB").getpixel((0, 0)))


def _shade(colour, factor):
    return tuple(int(max(0, min(255, c * factor + (12 if factor > 1 else 0)))) for c in colour)


def _mean_colour(image):
    pixels = np.asarray(image).reshape(-1, 4)
    return pixels[pixels[:, 3] > 0][:, :3].mean(axis=0)


def _background(rng, size, avoid):
    for _ in range(20):  # a garment must stand out from what it lies on
        base = np.array(_colour(rng), dtype=float) * 0.5 + rng.uniform(60, 130)
        if np.abs(base - avoid).sum() > 90:
            break
    width, height = size
    y, x = np.mgrid[0:height, 0:width] / height
    angle = rng.uniform(0, math.tau)
    field = (x * math.cos(angle) + y * math.sin(angle)) * rng.uniform(-40, 40)
    kind = rng.integers(0, 3)
    if kind == 1:  # boards
        across = (x if rng.random() < 0.5 else y) * rng.uniform(4, 10)
        field += rng.uniform(-14, 14, 64)[np.floor(across).astype(int)] - 35 * (across % 1 < 0.03)
    elif kind == 2:  # cloth
        coarse = rng.normal(0, 14, (9, 7))
        field += np.asarray(Image.fromarray(coarse.astype(np.float32)).resize(size, Image.BICUBIC))
    pixels = base[None, None, :] + field[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


class _Canvas:
    """Shapes in garment units (x right, y down, about -1 to 1), jittered, rotated and scaled together."""

    SCALE = 2  # drawn larger and reduced, for smooth edges

    def __init__(self, size, rng, main, accent):
        self.size, self.rng, self.main, self.accent = size, rng, main, accent
        big = (size[0] * self.SCALE, size[1] * self.SCALE)
        self.image = Image.new("RGBA", big, (0, 0, 0, 0))
        self.pencil = ImageDraw.Draw(self.image)
        self.body = Image.new("L", big, 0)
        angle = math.radians(rng.normal(0, 7))
        self.unit = min(big[0] / 2, big[1] / 2.5) * rng.uniform(0.72, 0.98)
        stretch = rng.uniform(0.92, 1.08)
        self.cos, self.sin = math.cos(angle) * self.unit * stretch, math.sin(angle) * self.unit
        self.centre = (big[0] / 2 + rng.normal(0, 0.03) * big[0], big[1] / 2 + rng.normal(0, 0.03) * big[1])
        self.flip = -1 if rng.random() < 0.5 else 1

    def at(self, x, y):
        x *= self.flip
        return (self.centre[0] + x * self.cos - y * self.sin, self.centre[1] + x * self.sin + y * self.cos)

    def shape(self, points, colour=None, smooth=2, jitter=0.012):
        """A filled outline; one without a colour is cloth, and takes the pattern."""
        points = [(x + self.rng.normal(0, jitter), y + self.rng.normal(0, jitter)) for x, y in points]
        for _ in range(smooth):  # Chaikin's corner cutting, kept close to the corners
            points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
                      for a, b in zip(points, points[1:] + points[:1]) for t in (0.12, 0.88)]
        outline = [self.at(x, y) for x, y in points]
        self.pencil.polygon(outline, fill=(*(colour or self.main), 255))
        if colour is None:
            ImageDraw.Draw(self.body).polygon(outline, fill=255)
        self.pencil.line(outline + outline[:1], fill=(*_shade(colour or self.main, 0.6), 255), width=4)

    def mirrored(self, half, **options):
        """An outline from its right half, top to bottom."""
        self.shape(half + [(-x, y) for x, y in reversed(half)], **options)

    def line(self, points, colour=None, width=0.012):
        self.pencil.line([self.at(x, y) for x, y in points], fill=(*(colour or self.accent), 255),
                         width=max(2, int(width * self.unit)), joint="curve")

    def dot(self, x, y, radius, colour=None):
        cx, cy = self.at(x, y)
        r = radius * self.unit
        self.pencil.ellipse((cx - r, cy - r, cx + r, cy + r), fill=(*(colour or self.accent), 255))

    def pattern(self, kinds=("plain", "plain", "plain", "stripes", "checks", "dots", "print")):
        """Prints on the cloth that has been drawn so far."""
        kind, rng = rng_choice(self.rng, kinds), self.rng
        print_layer = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
        pencil = ImageDraw.Draw(print_layer)
        ink, width, height = (*self.accent, 255), *self.image.size
        step = int(rng.uniform(0.05, 0.16) * self.unit)
        if kind in ("stripes", "checks"):
            for y in range(0, height, step):
                pencil.rectangle((0, y, width, y + step * 0.45), fill=ink)
        if kind == "checks":
            for x in range(0, width, step):
                pencil.rectangle((x, 0, x + step * 0.3, height), fill=(*_shade(self.accent, 0.8), 255))
        if kind == "dots":
            for row, y in enumerate(range(0, height, step)):
                for x in range(step // 2 * (row % 2), width, step):
                    pencil.ellipse((x, y, x + step * 0.4, y + step * 0.4), fill=ink)
        if kind == "print":
            cx, cy = self.at(0, -0.25)
            r = rng.uniform(0.1, 0.25) * self.unit
            pencil.ellipse((cx - r, cy - r, cx + r, cy + r), fill=(*_colour(rng), 255))
            pencil.rectangle((cx - r * 0.7, cy - r * 0.15, cx + r * 0.7, cy + r * 0.2), fill=ink)
        mask = Image.composite(print_layer.getchannel("A"), Image.new("L", self.body.size, 0), self.body)
        self.image.paste(print_layer, (0, 0), mask)

    def finish(self):
        """Adds folds, and reduces to the size asked for."""
        small = self.image.resize(self.size, Image.LANCZOS)
        pixels = np.asarray(small).astype(np.float32)
        folds = Image.fromarray(self.rng.normal(0, 1, (14, 9)).astype(np.float32)).resize(self.size, Image.BICUBIC)
        pixels[:, :, :3] *= 1 + np.asarray(folds)[:, :, None] * self.rng.uniform(0.03, 0.12)
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGBA")


def rng_choice(rng, options):
    return options[int(rng.integers(0, len(options)))]


def _top(canvas, rng, sleeve, width=0.52, length=0.85, sleeve_width=0.2, neck=0.2, flare=0.0):
    """Body and two sleeves. `sleeve` runs from 0 (none) to 1 (to the wrist)."""
    shoulder = -0.72
    spread = rng.uniform(0.15, 0.45)  # how far the arms are lifted
    if sleeve:
        reach = 0.35 + 1.0 * sleeve
        out, down = reach * math.sin(spread + 0.35), reach * math.cos(spread + 0.35)
        for side in (1, -1):
            canvas.shape([(side * width * 0.9, shoulder), (side * (width + out * 0.75), shoulder + down * 0.85 + 0.02),
                          (side * (width + out * 0.75 - sleeve_width), shoulder + down * 0.85 + sleeve_width * 0.55),
                          (side * width * 0.9, shoulder + 0.52)])
    canvas.mirrored([(neck, shoulder - 0.08), (width * 0.95, shoulder), (width, shoulder + 0.5),
                     (width + flare, length)])
    return shoulder


def _t_shirt(canvas, rng):
    shoulder = _top(canvas, rng, rng.uniform(0.02, 0.22), width=rng.uniform(0.46, 0.58), length=rng.uniform(0.6, 0.85),
                    sleeve_width=rng.uniform(0.24, 0.32))
    canvas.pattern(("plain", "plain", "stripes", "print", "print"))
    depth = rng.uniform(0.1, 0.26)
    canvas.mirrored([(0.2, shoulder - 0.09), (0.13, shoulder - 0.06 + depth * 0.7)], colour=_shade(canvas.main, 0.6))
    canvas.line([(-0.2, shoulder - 0.08), (-0.12, shoulder + depth * 0.7), (0.12, shoulder + depth * 0.7), (0.2, shoulder - 0.08)])


def _longsleeve(canvas, rng):
    shoulder = _top(canvas, rng, rng.uniform(0.75, 1.0), width=rng.uniform(0.44, 0.54), length=rng.uniform(0.6, 0.85),
                    sleeve_width=rng.uniform(0.16, 0.22))
    canvas.pattern(("plain", "plain", "stripes", "print"))
    canvas.mirrored([(0.2, shoulder - 0.09), (0.12, shoulder + 0.04)], colour=_shade(canvas.main, 0.6))
    canvas.line([(-0.2, shoulder - 0.08), (-0.1, shoulder + 0.06), (0.1, shoulder + 0.06), (0.2, shoulder - 0.08)])
    hem = rng.uniform(0.55, 0.6)
    canvas.line([(-0.5, hem), (0.5, hem)], width=0.008)


def _shirt(canvas, rng):
    shoulder = _top(canvas, rng, rng_choice(rng, [0.1, 0.85, 0.95]), width=rng.uniform(0.44, 0.54), length=rng.uniform(0.65, 0.9))
    canvas.pattern(("plain", "checks", "checks", "stripes", "plain"))
    canvas.line([(0.03, shoulder), (0.03, 0.85)], width=0.01)
    for y in np.arange(shoulder + 0.12, 0.7, 0.2):
        canvas.dot(0, y, 0.022, _shade(canvas.main, 0.4) if sum(canvas.main) > 300 else (230, 230, 225))
    for side in (1, -1):  # the collar
        canvas.shape([(0, shoulder + 0.02), (side * 0.2, shoulder - 0.15), (side * 0.27, shoulder + 0.02), (side * 0.13, shoulder + 0.17)],
                     colour=_shade(canvas.main, 1.15), smooth=0)
    canvas.shape([(0.16, -0.4), (0.36, -0.4), (0.36, -0.18), (0.16, -0.18)], colour=_shade(canvas.main, 0.92), smooth=0)


def _outwear(canvas, rng):
    shoulder = _top(canvas, rng, rng.uniform(0.8, 1.0), width=rng.uniform(0.54, 0.64), length=rng.uniform(0.7, 1.0),
                    sleeve_width=rng.uniform(0.24, 0.3), neck=0.26)
    canvas.pattern(("plain", "plain", "plain", "checks"))
    open_at = rng.uniform(0.02, 0.16)
    canvas.shape([(-0.16, shoulder - 0.05), (0.16, shoulder - 0.05), (open_at, 0.9), (-open_at, 0.9)], colour=_shade(canvas.accent, 0.6), smooth=0)
    if rng.random() < 0.5:  # a hood
        canvas.mirrored([(0.16, shoulder - 0.36), (0.3, shoulder - 0.2), (0.3, shoulder + 0.02)], colour=_shade(canvas.main, 0.85))
        canvas.mirrored([(0.1, shoulder - 0.25), (0.16, shoulder - 0.02)], colour=_shade(canvas.main, 0.45))
    else:  # lapels
        for side in (1, -1):
            canvas.shape([(side * 0.14, shoulder - 0.14), (side * 0.32, shoulder + 0.02), (side * 0.28, shoulder + 0.3), (side * 0.08, shoulder + 0.5)],
                         colour=_shade(canvas.main, 0.75), smooth=0)
    for side in (1, -1):
        canvas.line([(side * open_at, 0.88), (side * 0.12, shoulder + 0.2)], width=0.02)
        canvas.line([(side * 0.26, 0.2), (side * 0.44, 0.45)], colour=_shade(canvas.main, 0.5), width=0.022)


def _dress(canvas, rng):
    sleeve = rng_choice(rng, [0, 0, 0.05, 0.2, 0.8])
    waist, top = rng.uniform(0.24, 0.32), -1.0
    hem, bottom = rng.uniform(0.42, 0.8), rng.uniform(0.85, 1.1)
    if sleeve:
        for side in (1, -1):
            length = 0.3 + 0.75 * sleeve
            canvas.shape([(side * 0.34, top + 0.06), (side * (0.42 + length * 0.35), top + length), (side * (0.3 + length * 0.35), top + length + 0.06), (side * 0.3, top + 0.4)])
    strap = 0.24 if sleeve else 0.2
    canvas.mirrored([(strap - 0.08, top), (strap + (0.12 if sleeve else 0.0), top + 0.02), (0.33, top + 0.35), (waist, top + 0.72),
                     (hem * 0.75, bottom - 0.5), (hem, bottom)])
    canvas.pattern(("plain", "dots", "dots", "plain", "stripes", "checks"))
    canvas.mirrored([(strap - 0.07, top - 0.01), (0.09, top + rng.uniform(0.15, 0.32))], colour=_shade(canvas.main, 0.5))
    canvas.line([(-waist, top + 0.72), (waist, top + 0.72)], width=rng.uniform(0.01, 0.05))
    for x in np.linspace(-0.7, 0.7, int(rng.integers(3, 7))):
        canvas.line([(x * waist, top + 0.76), (x * hem, bottom - 0.03)], colour=_shade(canvas.main, 0.82), width=0.008)


def _skirt(canvas, rng):
    waist, hem = rng.uniform(0.3, 0.42), rng.uniform(0.5, 0.9)
    top, bottom = rng.uniform(-0.7, -0.5), rng.uniform(0.3, 0.8)
    canvas.mirrored([(waist, top), (waist + (hem - waist) * 0.45, top + 0.3), (hem, bottom), (hem * 0.5, bottom + 0.05)])
    canvas.pattern(("plain", "checks", "dots", "plain", "stripes"))
    for x in np.linspace(-0.8, 0.8, int(rng.integers(4, 10))):
        canvas.line([(x * waist, top + 0.1), (x * hem, bottom)], colour=_shade(canvas.main, 0.75), width=0.01)
    canvas.mirrored([(waist + 0.02, top - 0.02), (waist + 0.03, top + 0.1)], colour=canvas.accent, smooth=0)


def _legs(canvas, rng, bottom, spread, ankle, waist):
    top = -1.0 if bottom > 0.5 else -0.55
    crotch = top + rng.uniform(0.5, 0.62)
    hip = waist + rng.uniform(0.04, 0.1)
    canvas.mirrored([(waist, top), (hip, top + 0.4), (spread + ankle, bottom), (spread - ankle, bottom + 0.02), (0.02, crotch)], smooth=1)
    canvas.pattern(("plain", "plain", "plain", "plain", "checks"))
    canvas.mirrored([(waist + 0.01, top - 0.01), (waist + 0.02, top + 0.09)], colour=_shade(canvas.main, 0.8), smooth=0)
    canvas.line([(0, top + 0.09), (0, crotch)], colour=_shade(canvas.main, 0.55), width=0.014)
    canvas.dot(0, top + 0.045, 0.025)
    for side in (1, -1):
        canvas.line([(side * waist * 0.55, top + 0.1), (side * waist * 0.75, top + 0.24), (side * (waist + 0.02), top + 0.28)], colour=_shade(canvas.main, 0.55))
    return crotch


def _pants(canvas, rng):
    bottom, spread, ankle = rng.uniform(0.95, 1.1), rng.uniform(0.2, 0.36), rng.uniform(0.09, 0.17)
    crotch = _legs(canvas, rng, bottom, spread, ankle, rng.uniform(0.32, 0.4))
    for side in (1, -1):
        canvas.line([(side * 0.22, crotch), (side * spread, bottom - 0.05)], colour=_shade(canvas.main, 0.85), width=0.01)


def _shorts(canvas, rng):
    _legs(canvas, rng, rng.uniform(0.2, 0.45), rng.uniform(0.34, 0.42), rng.uniform(0.26, 0.32), rng.uniform(0.4, 0.48))
    if rng.random() < 0.5:
        for side in (1, -1):
            canvas.line([(side * 0.05, -0.48), (side * 0.07, -0.2)], colour=(235, 235, 230), width=0.016)


def _shoes(canvas, rng):
    sole = _shade(canvas.main, 0.4) if rng.random() < 0.4 else (235, 232, 225)
    boot = rng.uniform(0.3, 0.42) if rng.random() < 0.8 else rng.uniform(0.7, 0.9)
    for shift in (-0.32, 0.34):
        y = shift + rng.normal(0, 0.03)
        x = rng.normal(0, 0.08)
        toe = rng.uniform(0.68, 0.82)
        canvas.shape([(x - 0.72, y - boot), (x - 0.3, y - boot - 0.02), (x - 0.12, y - 0.16), (x + toe * 0.7, y - 0.08), (x + toe, y + 0.1),
                      (x + toe, y + 0.2), (x - 0.74, y + 0.2), (x - 0.7, y)])
        canvas.shape([(x - 0.78, y + 0.15), (x + toe + 0.04, y + 0.15), (x + toe, y + 0.27), (x - 0.76, y + 0.27)], colour=sole, smooth=1)
        for k in range(4):
            canvas.line([(x - 0.22 + k * 0.13, y - 0.2 + k * 0.04), (x - 0.1 + k * 0.13, y - 0.06 + k * 0.03)], colour=sole, width=0.025)
        canvas.line([(x - 0.7, y - 0.05), (x - 0.45, y + 0.13)], width=0.02)
        canvas.shape([(x - 0.68, y - boot + 0.02), (x - 0.34, y - boot), (x - 0.36, y - boot + 0.08), (x - 0.64, y - boot + 0.09)], colour=_shade(canvas.main, 0.35))


def _hat(canvas, rng):
    kind = rng.integers(0, 3)
    crown = [(0.3, -0.5), (0.42, -0.3), (0.47, 0.08)]
    if kind == 0:  # with a brim
        brim = rng.uniform(0.72, 0.92)
        canvas.mirrored([(0.5, 0.0), (brim, 0.12), (brim * 0.92, 0.24), (0.4, 0.34)])
        canvas.mirrored(crown, smooth=3)
        canvas.mirrored([(0.46, -0.06), (0.48, 0.1)], colour=canvas.accent, smooth=0)
    elif kind == 1:  # a cap
        canvas.mirrored([(0.14, -0.5), (0.42, -0.34), (0.52, 0.1)], smooth=3)
        canvas.shape([(-0.1, 0.06), (0.52, 0.06), (0.92, 0.22), (0.84, 0.32), (0.2, 0.2)], colour=canvas.accent)
        canvas.line([(0.05, -0.48), (0.16, -0.2), (0.18, 0.07)], colour=_shade(canvas.main, 0.7))
        canvas.dot(0, -0.5, 0.04)
    else:  # knitted
        canvas.mirrored([(0.16, -0.6), (0.42, -0.42), (0.52, 0.1)], smooth=3)
        for x in np.linspace(-0.4, 0.4, 9):
            canvas.line([(x * 0.5, -0.52), (x * 1.1, 0.1)], colour=_shade(canvas.main, 0.8), width=0.012)
        canvas.mirrored([(0.54, 0.02), (0.55, 0.26)], colour=canvas.accent)
        if rng.random() < 0.6:
            canvas.dot(0, -0.64, 0.13)


_SHAPES = {
    "dress": _dress, "hat": _hat, "longsleeve": _longsleeve, "outwear": _outwear, "pants": _pants,
    "shirt": _shirt, "shoes": _shoes, "shorts": _shorts, "skirt": _skirt, "t-shirt": _t_shirt,
}
