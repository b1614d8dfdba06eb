//! Writes the caption into the pixels: a dark band at the foot of the picture with light text in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, PxScale, PxScaleFont, ScaleFont};
use image::RgbImage;

use super::photo::PhotoFault;

/// Draws the fields and returns the characters that the font lacks, in order; each is drawn as 〓.
///
/// # Errors
/// [`PhotoFault::CaptionTooLong`] when the band would cover more than half of the picture.
pub(super) fn write_band(
    picture: &mut RgbImage,
    fields: &[String],
) -> Result<Vec<char>, PhotoFault> {
    let (width, height) = picture.dimensions();
    let letters = Letters::for_picture(width, height);
    let mut missing = BTreeSet::new();
    let fields: Vec<String> =
        fields.iter().map(|field| letters.drawable(field, &mut missing)).collect();
    let lines = letters.lines(&fields, width as f32 - 2.0 * letters.margin());

    let needed = letters.band_height(lines.len());
    if needed > height / 2 {
        return Err(PhotoFault::CaptionTooLong { needed, height });
    }
    let top = height - needed;
    darken_below(picture, top);
    for (place, line) in lines.iter().enumerate() {
        letters.draw(picture, line, top as f32 + letters.baseline(place));
    }
    Ok(missing.into_iter().collect())
}

/// The shipped font at a size that suits one picture.
struct Letters {
    font: PxScaleFont<&'static FontRef<'static>>,
    /// Side of the square that a hanzi fills, in pixels.
    em: f32,
}

impl Letters {
    fn for_picture(width: u32, height: u32) -> Self {
        let em = (width.min(height) as f32 / EMS_PER_SHORT_SIDE).max(EM_MIN);
        let font = &*FONT;
        // `PxScale` counts from the ascender to the descender, which in this font is more than an em.
        let scale = em * font.height_unscaled() / font.units_per_em().unwrap_or(1_000.0);
        Self { font: font.as_scaled(PxScale::from(scale)), em }
    }

    fn margin(&self) -> f32 {
        self.em * 0.6
    }

    fn line_height(&self) -> f32 {
        self.em * 1.4
    }

    fn band_height(&self, lines: usize) -> u32 {
        (lines as f32 * self.line_height() + self.margin()).ceil() as u32
    }

    /// From the top of the band to the line that the letters stand on: a hanzi reaches 0.88 em above it.
    fn baseline(&self, line: usize) -> f32 {
        let leading = (self.line_height() - self.em) / 2.0;
        self.margin() / 2.0 + line as f32 * self.line_height() + leading + 0.88 * self.em
    }

    fn drawable(&self, text: &str, missing: &mut BTreeSet<char>) -> String {
        text.chars()
            .map(|character| {
                if self.font.glyph_id(character).0 != 0 {
                    return character;
                }
                missing.insert(character);
                MISSING
            })
            .collect()
    }

    /// Sets fields side by side as long as they fit, and breaks a field only where it is wider than a line.
    fn lines(&self, fields: &[String], width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for field in fields {
            match lines.last_mut() {
                Some(line) if self.width(line) + self.width(GAP) + self.width(field) <= width => {
                    line.push_str(GAP);
                    line.push_str(field);
                }
                _ => lines.extend(self.broken(field, width)),
            }
        }
        lines
    }

    fn broken(&self, field: &str, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut used = 0.0;
        for character in field.chars() {
            let advance = self.advance(character);
            if used > 0.0 && used + advance > width {
                lines.push(String::new());
                used = 0.0;
            }
            used += advance;
            lines.last_mut().expect("begins with one line").push(character);
        }
        lines
    }

    fn width(&self, text: &str) -> f32 {
        text.chars().map(|character| self.advance(character)).sum()
    }

    fn advance(&self, character: char) -> f32 {
        self.font.h_advance(self.font.glyph_id(character))
    }

    fn draw(&self, picture: &mut RgbImage, line: &str, baseline: f32) {
        let mut x = self.margin();
        for character in line.chars() {
            let mut glyph = self.font.scaled_glyph(character);
            glyph.position = ab_glyph::point(x, baseline);
            x += self.font.h_advance(glyph.id);
            let Some(outline) = self.font.outline_glyph(glyph) else {
                continue; // a space
            };
            let corner = outline.px_bounds().min;
            outline.draw(|dx, dy, coverage| {
                let at = (corner.x + dx as f32, corner.y + dy as f32);
                blend(picture, at, coverage);
            });
        }
    }
}

fn darken_below(picture: &mut RgbImage, top: u32) {
    let row_len = picture.width() as usize * 3;
    let darkened: [u8; 256] = std::array::from_fn(|value| (value * BAND_LETS_THROUGH / 256) as u8);
    for channel in picture.iter_mut().skip(top as usize * row_len) {
        *channel = darkened[usize::from(*channel)];
    }
}

fn blend(picture: &mut RgbImage, (x, y): (f32, f32), coverage: f32) {
    if x < 0.0 || y < 0.0 {
        return;
    }
    let Some(pixel) = picture.get_pixel_mut_checked(x as u32, y as u32) else {
        return;
    };
    let coverage = coverage.clamp(0.0, 1.0);
    for channel in &mut pixel.0 {
        let under = f32::from(*channel);
        *channel = (under + (255.0 - under) * coverage).round() as u8;
    }
}

static FONT: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    let font = include_bytes!("../../fonts/NotoSansCJKsc-caption.otf");
    FontRef::try_from_slice(font).expect("the shipped font is one; every test here draws with it")
});

/// Stands for a character that the font lacks (下駄, the printer's filler).
const MISSING: char = '〓';

/// Two ideographic spaces between fields.
const GAP: &str = "　　";

/// Thirty hanzi to the shorter side: readable on a phone, and the band stays below a sixth of an upright photo.
const EMS_PER_SHORT_SIDE: f32 = 30.0;
const EM_MIN: f32 = 14.0;

/// Of 256. White text keeps a contrast above 7:1 even on a white wall.
const BAND_LETS_THROUGH: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    fn letters() -> Letters {
        Letters::for_picture(1_600, 1_200)
    }

    #[test]
    fn sets_short_fields_side_by_side_and_breaks_long_ones() {
        let letters = letters();
        let em = letters.em;
        let fields = ["一二三", "四五六", "七八九十甲乙丙丁戊己"].map(str::to_owned);
        assert_eq!(
            letters.lines(&fields, em * 8.5),
            ["一二三　　四五六", "七八九十甲乙丙丁", "戊己"]
        );
    }

    #[test]
    fn every_line_fits_the_width() {
        let letters = letters();
        let fields = ["工单 1302 2609 1200 0123 ".repeat(9), "mixed 中文 text ".repeat(9)];
        for line in letters.lines(&fields, 400.0) {
            assert!(letters.width(&line) <= 400.0, "{line}");
        }
    }

    #[test]
    fn reports_each_missing_character_once() {
        let mut missing = BTreeSet::new();
        let drawn = letters().drawable("王\u{20BB7}\u{20BB7}\n国😀", &mut missing);
        assert_eq!(drawn, "王〓〓〓国〓");
        assert_eq!(missing.into_iter().collect::<Vec<_>>(), ['\n', '😀', '\u{20BB7}']);
    }

    #[test]
    fn the_font_holds_the_names_of_the_generated_city() {
        let places = include_str!("../../../city/places/tangshan.json").replace(['\n', '\r'], "");
        let mut missing = BTreeSet::new();
        letters().drawable(&places, &mut missing);
        assert!(missing.is_empty(), "{missing:?}");
    }
}
