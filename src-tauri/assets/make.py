#!/usr/bin/env python3
"""Makes the pictures and sounds that the desktop ships: the tray's icons, the numbers over Windows' taskbar buttons and
the three chimes. They lie beside this file and are built into the program. Run it after a change here and look at, or
listen to, what came out; it needs nothing but Python."""

import math
import struct
import wave
import zlib
from pathlib import Path

HERE = Path(__file__).parent


def write_png(path, width, height, pixels):
    """`pixels` are (red, green, blue, opacity), row by row from above."""
    rows = b"".join(
        b"\0" + b"".join(bytes(pixel) for pixel in pixels[y * width : (y + 1) * width]) for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    )


# ── The tray ──────────────────────────────────────────────────────────────────────────────────────────────────────────
# The program's two bubbles, and the agent's state as a mark that differs by shape as well as by colour (a tick, two
# bars, a cross), with a dot when chats need the agent. The colours are of a middle lightness, and what overlaps is parted
# by a clear gap, so that it can be read on light and on dark panels. macOS draws the shapes in the menu bar's own
# colour: those files, the templates, are black, with the marks cut out of their discs.

BLUE, AMBER, GREY = (0x3D, 0x84, 0xD6), (0xE0, 0x9A, 0x2B), (0x86, 0x8E, 0x97)
GREEN, ORANGE, SLATE = (0x1B, 0x94, 0x56), (0xC2, 0x62, 0x0C), (0x5F, 0x68, 0x72)
RED, WHITE, BLACK = (0xE5, 0x38, 0x3B), (0xFF, 0xFF, 0xFF), (0, 0, 0)

MARKS = {"tick": GREEN, "bars": ORANGE, "cross": SLATE}
# What each state shows: its mark, and whether a dot says that chats need the agent.
STATES = {
    "signed-out": (None, False),
    "offline": ("cross", False),
    "ready": ("tick", False),
    "ready-needed": ("tick", True),
    "not-ready": ("bars", False),
    "not-ready-needed": ("bars", True),
}
EXTENT = 32.0  # the drawing's own width and height, whatever the picture's
FINENESS = 5  # samples of a pixel in each direction: soft edges
GAP = 1.799  # left clear around what lies on top
DISC, DISC_RADIUS = (21.5, 21.5), 9.8
DOT, DOT_RADIUS = (26.0, 5.8), 5.4


def tray(mark, needed, template, size):
    scale = EXTENT / (size * FINENESS)
    pixels = []
    for row in range(size):
        for column in range(size):
            hits = []
            for y in range(FINENESS):
                for x in range(FINENESS):
                    point = ((column * FINENESS + x + 0.5) * scale, (row * FINENESS + y + 0.5) * scale)
                    colour = colour_at(mark, needed, template, point)
                    if colour is not None:
                        hits.append(BLACK if template else colour)
            if hits:
                colour = [sum(part) // len(hits) for part in zip(*hits)]
                pixels.append((*colour, len(hits) * 255 // FINENESS**2))
            else:
                pixels.append((0, 0, 0, 0))
    return pixels


def colour_at(mark, needed, template, point):
    """None where the picture is clear."""
    if needed:
        far = math.dist(point, DOT) - DOT_RADIUS
        if far <= GAP:
            return RED if far <= 0 else None
    if mark is None:
        far, colour = small_bubble(point), AMBER
    else:
        far, colour = math.dist(point, DISC) - DISC_RADIUS, MARKS[mark]
        if far <= 0 and on_mark(mark, point):
            return None if template else WHITE
    if far <= GAP:
        return colour if far <= 0 else None
    if large_bubble(point) <= 0:
        return GREY if mark == "cross" else BLUE
    return None


# How far a point is from the edge of a shape; negative within.
def large_bubble(point):
    return min(box(point, (1.0, 1.5), (27.0, 21.0), 5.0), triangle(point, [(5.0, 18.0), (13.0, 18.0), (5.0, 26.5)]))


def small_bubble(point):
    return min(box(point, (14.0, 13.5), (31.0, 27.0), 3.5), triangle(point, [(21.0, 26.0), (27.0, 26.0), (27.0, 31.0)]))


def box(point, least, most, radius):
    x, y = (max(low + radius - at, at - high + radius) for at, low, high in zip(point, least, most))
    return math.hypot(max(x, 0), max(y, 0)) + min(max(x, y), 0) - radius


def triangle(point, corners):
    """The corners in the order of the clock."""

    def beyond(start, end):
        dx, dy = end[0] - start[0], end[1] - start[1]
        return ((point[0] - start[0]) * dy - (point[1] - start[1]) * dx) / math.hypot(dx, dy)

    a, b, c = corners
    return max(beyond(a, b), beyond(b, c), beyond(c, a))


def on_mark(mark, point):
    x, y = point[0] - DISC[0], point[1] - DISC[1]

    def line(start, end, width=2.9):
        dx, dy = end[0] - start[0], end[1] - start[1]
        part = min(max(((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy), 0), 1)
        return math.dist((x, y), (start[0] + part * dx, start[1] + part * dy)) <= width / 2

    if mark == "tick":
        return line((-4.6, 0.4), (-1.4, 3.8)) or line((-1.4, 3.8), (4.6, -3.6))
    if mark == "bars":
        return 1.5 <= abs(x) <= 4.5 and -5.22 <= y <= 5.19
    return line((-3.8, -3.8), (3.8, 3.8)) or line((-3.8, 3.8), (3.8, -3.8))


# ── The numbers over Windows' taskbar buttons ─────────────────────────────────────────────────────────────────────────
# A red disc with a white rim, so that it stands out from dark and light taskbars, and the digits in white. One file for
# each size in which Windows shows small icons: 1 to 9 and "9+", side by side.

SIDES = [16, 20, 24, 28, 32, 40, 48, 64]
NUMBERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9+"]
DISC_RED = (0xC4, 0x1E, 0x1E)
GLYPH_WIDTH, GLYPH_HEIGHT = 5, 7
GLYPHS = {
    "1": ["..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."],
    "2": [".###.", "#...#", "....#", "..##.", ".#...", "#....", "#####"],
    "3": ["#####", "...#.", "..#..", "...#.", "....#", "#...#", ".###."],
    "4": ["...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."],
    "5": ["#####", "#....", "####.", "....#", "....#", "#...#", ".###."],
    "6": ["..##.", ".#...", "#....", "####.", "#...#", "#...#", ".###."],
    "7": ["#####", "....#", "...#.", "..#..", ".#...", ".#...", ".#..."],
    "8": [".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###."],
    "9": [".###.", "#...#", "#...#", ".####", "....#", "...#.", ".##.."],
    "+": [".....", "..#..", "..#..", "#####", "..#..", "..#..", "....."],
}


def number(text, side):
    pixels = disc(side)
    width = len(text) * (GLYPH_WIDTH + 1) - 1
    # As large as fits between the rims: a digit has more height than width.
    dot = side // (max(width, GLYPH_HEIGHT) + (5 if len(text) == 1 else 3))
    left, top = (side - width * dot + 1) // 2, (side - GLYPH_HEIGHT * dot + 1) // 2
    for place, character in enumerate(text):
        for row, line in enumerate(GLYPHS[character]):
            for column, sign in enumerate(line):
                if sign != "#":
                    continue
                x, y = left + (place * (GLYPH_WIDTH + 1) + column) * dot, top + row * dot
                for at in range(y, y + dot):
                    pixels[at * side + x : at * side + x + dot] = [(*WHITE, 255)] * dot
    return pixels


def disc(side):
    """Edges are smooth: a pixel that is half inside is half there."""
    radius, rim = side / 2, max(side / 16, 1)
    pixels = []
    for y in range(side):
        for x in range(side):
            away = math.hypot(x + 0.5 - radius, y + 0.5 - radius)
            inside, red = (min(max(edge - away + 0.5, 0), 1) for edge in (radius, radius - rim))
            blend = [math.floor(white + (full - white) * red + 0.5) for white, full in zip(WHITE, DISC_RED)]
            pixels.append((*blend, math.floor(255 * inside + 0.5)))
    return pixels


# ── The chimes ────────────────────────────────────────────────────────────────────────────────────────────────────────
# A few struck notes each. They are told apart with the eyes shut: an invitation rises over three notes, a message falls
# over two, a consultation knocks twice on one. All are equally loud (the root mean square of their loudest fifth of a
# second), begin softly, stay well below the loudest possible and end in silence.

RATE = 48_000  # samples in a second
LOUDNESS = 0.16  # of the loudest fifth of a second, of 1
ATTACK = 0.012  # seconds from silence to a note's full strength: without it every note would begin with a click
RELEASE = 0.12  # seconds at the end of a sound in which all that still rings fades out

# What a note is struck on: how many times the pitch, how strong, how much faster than the note it fades.
BELL = [(1.0, 1.0, 1.0), (2.0, 0.35, 1.6), (3.0, 0.12, 2.6), (4.2, 0.05, 4.0)]
SOFT = [(1.0, 1.0, 1.0), (2.0, 0.18, 1.8), (3.0, 0.05, 3.0)]
WOOD = [(1.0, 1.0, 1.0), (4.0, 0.3, 5.0), (9.2, 0.06, 9.0)]
# Length in seconds, what it is struck on, and the notes: when, Hertz, seconds until a third is left, strength.
CHIMES = {
    "invitation": (0.95, BELL, [(0.0, 523.25, 0.16, 0.8), (0.17, 659.26, 0.17, 0.9), (0.34, 783.99, 0.22, 1.0)]),
    "message": (0.65, SOFT, [(0.0, 880.0, 0.12, 0.9), (0.15, 659.26, 0.18, 1.0)]),
    "consultation": (0.5, WOOD, [(0.0, 587.33, 0.06, 1.0), (0.19, 587.33, 0.09, 1.0)]),
}


def chime(length, overtones, notes):
    """Samples of one channel, each between -1 and 1."""
    count = int(length * RATE)
    samples = [0.0] * count
    for begin, pitch, decay, strength in notes:
        first = int(begin * RATE)
        for at in range(first, count):
            time = (at - first) / RATE
            tone = sum(
                share * math.sin(math.tau * pitch * times * time) * math.exp(-time * faster / decay)
                for times, share, faster in overtones
            )
            samples[at] += strength * tone * swell(time / ATTACK)
    samples = [sample * swell((count - 1 - at) / RATE / RELEASE) for at, sample in enumerate(samples)]
    factor = LOUDNESS / loudest(samples)
    return [sample * factor for sample in samples]


def swell(part):
    """From 0 to 1 without a corner."""
    return 0.5 - 0.5 * math.cos(math.pi * min(max(part, 0), 1))


def loudest(samples):
    window = RATE // 5
    starts = range(0, len(samples) - window + 1, window // 20)
    return max(math.sqrt(sum(sample**2 for sample in samples[at : at + window]) / window) for at in starts)


def write_wav(path, samples):
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", round(sample * 32767)) for sample in samples))


def main():
    for name, (mark, needed) in STATES.items():
        write_png(HERE / "tray" / f"{name}.png", 32, 32, tray(mark, needed, False, 32))
        # The menu bar draws them half as large: twice as fine.
        write_png(HERE / "tray" / f"{name}-template.png", 36, 36, tray(mark, needed, True, 36))
    for side in SIDES:
        discs = [number(text, side) for text in NUMBERS]
        rows = [pixel for y in range(side) for one in discs for pixel in one[y * side : (y + 1) * side]]
        write_png(HERE / "number" / f"{side}.png", side * len(NUMBERS), side, rows)
    for name, (length, overtones, notes) in CHIMES.items():
        write_wav(HERE / "chime" / f"{name}.wav", chime(length, overtones, notes))


if __name__ == "__main__":
    main()
