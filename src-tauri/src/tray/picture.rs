//! The tray's icon, drawn: the program's two bubbles, and how things stand as a mark that differs by shape as well as
//! by colour (a tick, two bars, a cross), with a dot when chats need the agent. The colours are of a middle lightness,
//! and what overlaps is parted by a clear gap, so that it can be read on light and on dark panels.
//!
//! macOS draws the shapes of such icons in the menu bar's own colour: [`Ink::Template`] leaves the colours out and cuts
//! the marks out of their discs.

use konsil_app::desk::view::TrayIcon;

/// How a picture is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Colours,
    /// Black, of more or less opacity.
    #[cfg_attr(not(target_os = "macos"), allow(dead_code))]
    Template,
}

const BLUE: Rgb = [0x3d, 0x84, 0xd6];
const AMBER: Rgb = [0xe0, 0x9a, 0x2b];
const GREY: Rgb = [0x86, 0x8e, 0x97];
const GREEN: Rgb = [0x1b, 0x94, 0x56];
const ORANGE: Rgb = [0xc2, 0x62, 0x0c];
const SLATE: Rgb = [0x5f, 0x68, 0x72];
const RED: Rgb = [0xe5, 0x38, 0x3b];
const WHITE: Rgb = [0xff, 0xff, 0xff];
const BLACK: Rgb = [0, 0, 0];

/// Each point of the picture is looked at this many times in each direction: soft edges.
const FINENESS: u32 = 5;
/// The drawing's own width and height, whatever the picture's.
const EXTENT: f32 = 32.0;
/// Left clear around what lies on top.
const GAP: f32 = 1.8;

type Rgb = [u8; 3];
type Point = (f32, f32);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Tick,
    Bars,
    Cross,
}

const DISC: Point = (21.5, 21.5);
const DISC_RADIUS: f32 = 9.8;
const DOT: Point = (26.0, 5.8);
const DOT_RADIUS: f32 = 5.4;

/// Red, green, blue and opacity of each point, row by row from the top. `size` in pixels, width and height alike.
pub fn draw(icon: TrayIcon, ink: Ink, size: u32) -> Vec<u8> {
    let mut rgba = Vec::with_capacity((size * size * 4) as usize);
    for row in 0..size {
        for column in 0..size {
            rgba.extend(pixel(icon, ink, size, column, row));
        }
    }
    rgba
}

fn pixel(icon: TrayIcon, ink: Ink, size: u32, column: u32, row: u32) -> [u8; 4] {
    let scale = EXTENT / (size * FINENESS) as f32;
    let (mut sum, mut hits) = ([0u32; 3], 0u32);
    for y in 0..FINENESS {
        for x in 0..FINENESS {
            let at = |pixel: u32, part: u32| ((pixel * FINENESS + part) as f32 + 0.5) * scale;
            if let Some(colour) = colour_at(icon, ink, (at(column, x), at(row, y))) {
                hits += 1;
                for (sum, part) in sum.iter_mut().zip(colour) {
                    *sum += u32::from(part);
                }
            }
        }
    }
    let Some([red, green, blue]) = (hits > 0).then(|| sum.map(|sum| u8::try_from(sum / hits).unwrap_or(u8::MAX)))
    else {
        return [0; 4];
    };
    [red, green, blue, u8::try_from(hits * 255 / (FINENESS * FINENESS)).unwrap_or(u8::MAX)]
}

/// None: clear.
fn colour_at(icon: TrayIcon, ink: Ink, point: Point) -> Option<Rgb> {
    let (mark, needed) = match icon {
        TrayIcon::SignedOut => (None, false),
        TrayIcon::Offline => (Some(Mark::Cross), false),
        TrayIcon::Ready { needed } => (Some(Mark::Tick), needed),
        TrayIcon::NotReady { needed } => (Some(Mark::Bars), needed),
    };
    let coloured = |colour| match ink {
        Ink::Colours => colour,
        Ink::Template => BLACK,
    };
    if needed {
        let far = distance(point, DOT) - DOT_RADIUS;
        if far <= 0.0 {
            return Some(coloured(RED));
        }
        if far <= GAP {
            return None;
        }
    }
    let bubble = match mark {
        Some(Mark::Cross) => GREY,
        Some(Mark::Tick | Mark::Bars) | None => BLUE,
    };
    match mark {
        Some(mark) => {
            let far = distance(point, DISC) - DISC_RADIUS;
            if far <= 0.0 {
                return match (on_mark(mark, point), ink) {
                    (true, Ink::Colours) => Some(WHITE),
                    (true, Ink::Template) => None,
                    (false, _) => Some(coloured(match mark {
                        Mark::Tick => GREEN,
                        Mark::Bars => ORANGE,
                        Mark::Cross => SLATE,
                    })),
                };
            }
            if far <= GAP {
                return None;
            }
        }
        None => {
            let far = small_bubble(point);
            if far <= 0.0 {
                return Some(coloured(AMBER));
            }
            if far <= GAP {
                return None;
            }
        }
    }
    (large_bubble(point) <= 0.0).then(|| coloured(bubble))
}

/// How far from the bubble's edge; negative within.
fn large_bubble(point: Point) -> f32 {
    let tail = triangle(point, [(5.0, 18.0), (13.0, 18.0), (5.0, 26.5)]);
    box_edge(point, (1.0, 1.5), (27.0, 21.0), 5.0).min(tail)
}

fn small_bubble(point: Point) -> f32 {
    let tail = triangle(point, [(21.0, 26.0), (27.0, 26.0), (27.0, 31.0)]);
    box_edge(point, (14.0, 13.5), (31.0, 27.0), 3.5).min(tail)
}

fn on_mark(mark: Mark, (x, y): Point) -> bool {
    let (x, y) = (x - DISC.0, y - DISC.1);
    let line = |from, to, width: f32| along((x, y), from, to) <= width / 2.0;
    match mark {
        Mark::Tick => line((-4.6, 0.4), (-1.4, 3.8), 2.9) || line((-1.4, 3.8), (4.6, -3.6), 2.9),
        Mark::Bars => (1.4..=4.4).contains(&x.abs()) && y.abs() <= 5.2,
        Mark::Cross => line((-3.8, -3.8), (3.8, 3.8), 2.9) || line((-3.8, 3.8), (3.8, -3.8), 2.9),
    }
}

fn distance(a: Point, b: Point) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn along(point: Point, from: Point, to: Point) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let part = ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / (dx * dx + dy * dy);
    let part = part.clamp(0.0, 1.0);
    distance(point, (from.0 + part * dx, from.1 + part * dy))
}

fn box_edge(point: Point, least: Point, most: Point, radius: f32) -> f32 {
    let outside = |value: f32, least: f32, most: f32| (least + radius - value).max(value - most + radius);
    let (x, y) = (outside(point.0, least.0, most.0), outside(point.1, least.1, most.1));
    x.max(0.0).hypot(y.max(0.0)) + x.max(y).min(0.0) - radius
}

/// The corners in the order of the clock.
fn triangle(point: Point, corners: [Point; 3]) -> f32 {
    let [a, b, c] = corners;
    [(a, b), (b, c), (c, a)]
        .into_iter()
        .map(|(from, to)| {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            ((point.0 - from.0) * dy - (point.1 - from.1) * dx) / dx.hypot(dy)
        })
        .fold(f32::MIN, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ICONS: [TrayIcon; 6] = [
        TrayIcon::SignedOut,
        TrayIcon::Offline,
        TrayIcon::Ready { needed: false },
        TrayIcon::Ready { needed: true },
        TrayIcon::NotReady { needed: false },
        TrayIcon::NotReady { needed: true },
    ];

    /// What is left for somebody who sees no colours: how light each point is on a black and on a white panel.
    fn greys(icon: TrayIcon, ink: Ink) -> Vec<[f32; 2]> {
        draw(icon, ink, 16)
            .chunks(4)
            .map(|p| {
                let light = 0.2126 * f32::from(p[0]) + 0.7152 * f32::from(p[1]) + 0.0722 * f32::from(p[2]);
                let opacity = f32::from(p[3]) / 255.0;
                [0.0, 255.0].map(|panel| light * opacity + panel * (1.0 - opacity))
            })
            .collect()
    }

    #[test]
    fn all_states_differ_without_their_colours_even_when_small() {
        for ink in [Ink::Colours, Ink::Template] {
            for (index, icon) in ICONS.iter().enumerate() {
                for other in &ICONS[index + 1..] {
                    for panel in [0, 1] {
                        // Black on black is nobody's panel.
                        if ink == Ink::Template && panel == 0 {
                            continue;
                        }
                        let pairs = greys(*icon, ink).into_iter().zip(greys(*other, ink));
                        let clearly = pairs.filter(|(a, b)| (a[panel] - b[panel]).abs() > 40.0).count();
                        assert!(clearly >= 6, "{icon:?} and {other:?} differ in {clearly} points of 256, {ink:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_cut_off_at_the_edges_and_a_template_has_no_colours() {
        for icon in ICONS {
            let picture = draw(icon, Ink::Template, 36);
            assert_eq!(picture.len(), 36 * 36 * 4);
            assert!(picture.chunks(4).all(|p| p[..3] == [0, 0, 0]));
            let corners = [0, 35, 35 * 36, 36 * 36 - 1];
            assert!(corners.iter().all(|corner| picture[corner * 4 + 3] == 0), "{icon:?}");
        }
    }
}
