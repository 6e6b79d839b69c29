//! The tray's icon: which of the shipped pictures shows the agent's state. `assets/make.py` makes them and says what they
//! are made of.

use konsil_app::desk::view::TrayIcon;
use tauri::image::Image;
use tauri::include_image;

/// How a picture is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// 32 pixels wide and high: trays scale it themselves.
    Colours,
    /// Black, of more or less opacity: the menu bar of macOS draws it in its own colour, half as large as its 36 pixels.
    Template,
}

pub fn picture(icon: TrayIcon, ink: Ink) -> Image<'static> {
    match ink {
        Ink::Colours => match icon {
            TrayIcon::SignedOut => include_image!("assets/tray/signed-out.png"),
            TrayIcon::Offline => include_image!("assets/tray/offline.png"),
            TrayIcon::Ready { needed: false } => include_image!("assets/tray/ready.png"),
            TrayIcon::Ready { needed: true } => include_image!("assets/tray/ready-needed.png"),
            TrayIcon::NotReady { needed: false } => include_image!("assets/tray/not-ready.png"),
            TrayIcon::NotReady { needed: true } => include_image!("assets/tray/not-ready-needed.png"),
        },
        Ink::Template => match icon {
            TrayIcon::SignedOut => include_image!("assets/tray/signed-out-template.png"),
            TrayIcon::Offline => include_image!("assets/tray/offline-template.png"),
            TrayIcon::Ready { needed: false } => include_image!("assets/tray/ready-template.png"),
            TrayIcon::Ready { needed: true } => include_image!("assets/tray/ready-needed-template.png"),
            TrayIcon::NotReady { needed: false } => include_image!("assets/tray/not-ready-template.png"),
            TrayIcon::NotReady { needed: true } => include_image!("assets/tray/not-ready-needed-template.png"),
        },
    }
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

    /// What is left for somebody who sees no colours, at half the picture's size: how light each point is on a black and
    /// on a white panel.
    fn greys(icon: TrayIcon, ink: Ink) -> Vec<[f32; 2]> {
        let picture = picture(icon, ink);
        let (width, points) = (picture.width() as usize, picture.rgba());
        let half = |at: usize| (at % (width / 2) * 2, at / (width / 2) * 2);
        let grey = |(x, y): (usize, usize)| {
            let p = &points[(y * width + x) * 4..][..4];
            let light = 0.2126 * f32::from(p[0]) + 0.7152 * f32::from(p[1]) + 0.0722 * f32::from(p[2]);
            let opacity = f32::from(p[3]) / 255.0;
            [0.0, 255.0].map(|panel| light * opacity + panel * (1.0 - opacity))
        };
        let four = |(x, y)| [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)].map(grey);
        let mean = |points: [[f32; 2]; 4]| [0, 1].map(|panel| points.iter().map(|p| p[panel]).sum::<f32>() / 4.0);
        (0..width * width / 4).map(|at| mean(four(half(at)))).collect()
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
                        assert!(clearly >= 6, "{icon:?} and {other:?} differ in {clearly} points, {ink:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_cut_off_at_the_edges_and_a_template_has_no_colours() {
        for icon in ICONS {
            assert_eq!(picture(icon, Ink::Colours).rgba().len(), 32 * 32 * 4);
            let template = picture(icon, Ink::Template);
            let points = template.rgba();
            assert_eq!(points.len(), 36 * 36 * 4);
            assert!(points.chunks(4).all(|p| p[..3] == [0, 0, 0]));
            let corners = [0, 35, 35 * 36, 36 * 36 - 1];
            assert!(corners.iter().all(|corner| points[corner * 4 + 3] == 0), "{icon:?}");
        }
    }
}
