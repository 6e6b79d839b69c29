//! The number that is laid over a taskbar button: a red disc with a white rim and the digits in white. The pictures are
//! made by `assets/make.py`.

use tauri::image::Image;
use tauri::include_image;

/// One for each size in which Windows shows small icons: 1 to 9 and "9+", side by side.
static STRIPS: [Image<'static>; 8] = [
    include_image!("assets/number/16.png"),
    include_image!("assets/number/20.png"),
    include_image!("assets/number/24.png"),
    include_image!("assets/number/28.png"),
    include_image!("assets/number/32.png"),
    include_image!("assets/number/40.png"),
    include_image!("assets/number/48.png"),
    include_image!("assets/number/64.png"),
];
/// As many as stand side by side in a strip.
const NUMBERS: usize = 10;

/// A square, row by row from above, each pixel red, green, blue, alpha.
pub struct Picture {
    /// In pixels.
    pub side: u32,
    pub pixels: Vec<[u8; 4]>,
}

/// As large as wanted, else the next larger one: the taskbar makes it smaller. Above 9 it says "9+". `count` is at
/// least 1.
pub fn picture(count: u32, wanted: u32) -> Picture {
    let largest = &STRIPS[STRIPS.len() - 1];
    let strip = STRIPS.iter().find(|strip| strip.height() >= wanted).unwrap_or(largest);
    let side = strip.height();
    let (pixels, _) = strip.rgba().as_chunks::<4>();
    let place = usize::try_from(count).unwrap_or(NUMBERS).clamp(1, NUMBERS) - 1;
    let width = side as usize;
    let row = |row: &[[u8; 4]]| row[place * width..(place + 1) * width].to_vec();
    Picture { side, pixels: pixels.chunks(NUMBERS * width).flat_map(row).collect() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const SIDES: [u32; 8] = [16, 20, 24, 28, 32, 40, 48, 64];
    const RED: [u8; 3] = [0xc4, 0x1e, 0x1e];
    const WHITE: [u8; 3] = [0xff; 3];

    /// As somebody would see it: red, white, half-transparent, nothing.
    fn seen(count: u32, side: u32) -> Vec<String> {
        let picture = picture(count, side);
        let sign = |pixel: &[u8; 4]| match pixel {
            [0xff, 0xff, 0xff, 0xff] => '#',
            [0xc4, 0x1e, 0x1e, 0xff] => '.',
            [_, _, _, 0] => ' ',
            [..] => '~',
        };
        picture.pixels.chunks(side as usize).map(|row| row.iter().map(sign).collect()).collect()
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
        assert_eq!(seen(10, 16), seen(137, 16));
    }

    #[test]
    fn a_size_that_is_not_there_is_the_next_larger_one() {
        for (wanted, side) in SIDES.iter().zip(SIDES).chain([(&1, 16), (&36, 40), (&256, 64)]) {
            let picture = picture(1, *wanted);
            assert_eq!((picture.side, picture.pixels.len()), (side, (side * side) as usize), "wanted {wanted}");
        }
    }

    #[test]
    fn in_every_size_the_dots_are_within_the_disc() {
        for side in SIDES {
            let numbers: Vec<_> = (1..=10).map(|count| picture(count, side).pixels).collect();
            let (radius, rim) = (side as f32 / 2.0, (side as f32 / 16.0).max(1.0));
            for at in 0..(side * side) {
                let (x, y) = (at % side, at / side);
                let from_centre = (x as f32 + 0.5 - radius).hypot(y as f32 + 0.5 - radius);
                let same = numbers.iter().all(|number| number[at as usize] == numbers[0][at as usize]);
                assert!(same || from_centre < radius - rim - 0.5, "{side}: the dot at {x}, {y} is on the rim");
            }
        }
    }

    #[test]
    fn every_number_looks_different() {
        let pictures: BTreeSet<Vec<[u8; 4]>> = (1..=10).map(|count| picture(count, 32).pixels).collect();
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
