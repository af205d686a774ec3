//! A picture of text as dots, drawn with the program's own fonts, so that it is the same anywhere.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

const REGULAR: &[u8] = include_bytes!("../assets/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSans-Bold.ttf");
/// What both fonts are called.
const FAMILY: &str = "Noto Sans";
/// Dots for each pixel, so that small letters can be read.
const FINE: f32 = 2.0;
/// The most dots across or down.
const MOST: f32 = 8_000.0;

/// A picture as PNG, two dots for each of its pixels.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|e| format!("the picture is broken: {e}"))?;
    let size = tree.size();
    let fine = FINE.min(MOST / size.width().max(size.height()));
    let dots = |x: f32| (x * fine).round().max(1.0) as u32;
    let mut dots = Pixmap::new(dots(size.width()), dots(size.height()))
        .ok_or_else(|| "the picture is too large".to_owned())?;
    resvg::render(&tree, Transform::from_scale(fine, fine), &mut dots.as_mut());
    dots.encode_png()
        .map_err(|e| format!("the picture cannot be packed: {e}"))
}
