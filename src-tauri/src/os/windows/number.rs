//! The number that is laid over a taskbar button: a red disc with a white rim (so that it stands out from dark and
//! light taskbars) and the digits in white.

/// Height of a digit, in dots.
const HEIGHT: usize = 7;
/// Width of a digit, in dots.
const WIDTH: usize = 5;

/// Rows from above; the leftmost dot is the highest of five bits.
type Glyph = [u8; HEIGHT];

const DIGITS: [Glyph; 10] = [
    [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
    [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
    [0b11111, 0b00010, 0b00100, 0b00010, 0b00001, 0b10001, 0b01110],
    [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
    [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
    [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
    [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
    [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
    [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
];
const PLUS: Glyph = [0, 0b00100, 0b00100, 0b11111, 0b00100, 0b00100, 0];

const RED: [u8; 3] = [0xc4, 0x1e, 0x1e];
const WHITE: [u8; 3] = [0xff; 3];

/// A square of `side` pixels (at least 16), row by row from above, each pixel red, green, blue, alpha. Above 9 it says
/// "9+".
pub fn picture(count: u32, side: usize) -> Vec<[u8; 4]> {
    let glyphs: Vec<Glyph> = match usize::try_from(count) {
        Ok(digit @ 0..=9) => vec![DIGITS[digit]],
        Ok(_) | Err(_) => vec![DIGITS[9], PLUS],
    };
    let mut picture = disc(side);
    write(&mut picture, side, &glyphs);
    picture
}

/// Edges are smooth: a pixel that is half inside is half there.
fn disc(side: usize) -> Vec<[u8; 4]> {
    let radius = side as f32 / 2.0;
    let rim = (side as f32 / 16.0).max(1.0);
    let mut picture = Vec::with_capacity(side * side);
    for y in 0..side {
        for x in 0..side {
            let (dx, dy) = (x as f32 + 0.5 - radius, y as f32 + 0.5 - radius);
            let from_centre = dx.hypot(dy);
            let inside = (radius - from_centre + 0.5).clamp(0.0, 1.0);
            let red = (radius - rim - from_centre + 0.5).clamp(0.0, 1.0);
            let [r, g, b] = [0, 1, 2].map(|part| blend(WHITE[part], RED[part], red));
            picture.push([r, g, b, blend(0, u8::MAX, inside)]);
        }
    }
    picture
}

fn write(picture: &mut [[u8; 4]], side: usize, glyphs: &[Glyph]) {
    let [r, g, b] = WHITE;
    let width = glyphs.len() * (WIDTH + 1) - 1;
    // As large as fits between the rims: a digit has more height than width.
    let dot = (side / (width.max(HEIGHT) + if glyphs.len() == 1 { 5 } else { 3 })).max(1);
    let left = (side.saturating_sub(width * dot)).div_ceil(2);
    let top = (side.saturating_sub(HEIGHT * dot)).div_ceil(2);
    for (place, glyph) in glyphs.iter().enumerate() {
        for (row, bits) in glyph.iter().enumerate() {
            for column in (0..WIDTH).filter(|column| bits >> (WIDTH - 1 - column) & 1 == 1) {
                let x = left + (place * (WIDTH + 1) + column) * dot;
                let y = top + row * dot;
                for (x, y) in (y..y + dot).flat_map(|y| (x..x + dot).map(move |x| (x, y))) {
                    if let Some(pixel) = picture.get_mut(y * side + x) {
                        *pixel = [r, g, b, u8::MAX];
                    }
                }
            }
        }
    }
}

fn blend(from: u8, to: u8, part: f32) -> u8 {
    // Between two bytes it is a byte.
    (f32::from(from) + (f32::from(to) - f32::from(from)) * part).round() as u8
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// As somebody would see it: red, white, half-transparent, nothing.
    fn seen(count: u32, side: usize) -> Vec<String> {
        let picture = picture(count, side);
        let sign = |pixel: &[u8; 4]| match pixel {
            [0xff, 0xff, 0xff, 0xff] => '#',
            [0xc4, 0x1e, 0x1e, 0xff] => '.',
            [_, _, _, 0] => ' ',
            [..] => '~',
        };
        picture.chunks(side).map(|row| row.iter().map(sign).collect()).collect()
    }

    #[test]
    fn three_chats_that_need_me_are_a_three_in_a_red_disc() {
        let rows = seen(3, 16);
        let middle: Vec<&str> = rows[5..12].iter().map(|row| &row[5..12]).collect();
        assert_eq!(middle, [".#####.", "....#..", "...#...", "....#..", ".....#.", ".#...#.", "..###.."]);
        assert_eq!(rows[0].chars().next(), Some(' '), "the corners are left to the icon below");
    }

    #[test]
    fn more_than_nine_chats_are_nine_plus() {
        assert_eq!(picture(10, 16), picture(137, 16));
    }

    #[test]
    fn in_every_size_the_dots_are_within_the_disc() {
        for (count, side) in (1..=10).flat_map(|count| [16, 20, 24, 28, 32, 40, 48, 64].map(|side| (count, side))) {
            let empty = disc(side);
            let red = |pixel: &[u8; 4]| pixel[..3] == RED && pixel[3] == u8::MAX;
            for (at, (pixel, below)) in picture(count, side).iter().zip(&empty).enumerate() {
                assert!(pixel == below || red(below), "{count} in {side}: the dot at {at} is on the rim");
            }
        }
    }

    #[test]
    fn every_number_looks_different() {
        let pictures: BTreeSet<Vec<[u8; 4]>> = (1..=10).map(|count| picture(count, 32)).collect();
        assert_eq!(pictures.len(), 10);
    }

    /// WCAG 2.2, 1.4.11: what carries meaning has a contrast of 3 to what is beside it.
    #[test]
    fn it_stands_out_from_dark_and_light_taskbars() {
        let light = |[r, g, b]: [u8; 3]| {
            let linear = |part: u8| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
        };
        let contrast = |a, b| {
            let (a, b) = (light(a), light(b));
            (f64::max(a, b) + 0.05) / (f64::min(a, b) + 0.05)
        };
        let rows = seen(1, 32);
        assert!(rows[16].contains("#.") && rows[16].contains(".#"), "rim and disc: {}", rows[16]);
        assert!(contrast(WHITE, RED) > 4.5, "digits on the disc");
        assert!(contrast([0x20; 3], WHITE) > 3.0, "rim on a dark taskbar");
        assert!(contrast([0xee; 3], RED) > 3.0, "disc on a light taskbar");
    }
}
