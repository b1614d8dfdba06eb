//! Photos as a camera would give them: real JPEGs of two megapixels and more, another one for each seed.

use anyhow::Context as _;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage};
use rand::{Rng, RngExt as _};

const WIDTH: u32 = 1_920;
const HEIGHT: u32 = 1_080;
const QUALITY: u8 = 88;

/// A meter box on a wall, more or less: surfaces with an edge between them, and the grain of a sensor, so that the
/// file is as large as a photo.
///
/// # Errors
/// When the picture cannot be encoded.
pub fn take(rng: &mut impl Rng) -> anyhow::Result<Vec<u8>> {
    let wall: [u8; 3] = [rng.random_range(120..200), rng.random_range(120..190), 150];
    let door: [u8; 3] = [rng.random_range(40..110), rng.random_range(60..120), 110];
    let (left, top) = (rng.random_range(200..600), rng.random_range(100..300));
    let (right, bottom) = (left + rng.random_range(500..1_100), top + rng.random_range(400..700));
    let mut grain = vec![0; (WIDTH * HEIGHT) as usize];
    rng.fill_bytes(&mut grain);
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let on_door = (left..right).contains(&x) && (top..bottom).contains(&y);
        let shade = u16::from(grain[(y * WIDTH + x) as usize] % 24) + (x * 30 / WIDTH) as u16;
        let lit = |part: u8| u8::try_from(u16::from(part) + shade).unwrap_or(u8::MAX);
        image::Rgb(if on_door { door.map(lit) } else { wall.map(lit) })
    });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(picture.as_raw(), WIDTH, HEIGHT, ExtendedColorType::Rgb8)
        .context("the photo cannot be encoded")?;
    Ok(jpeg)
}

/// A camera that looks at one thing. The picture is encoded once, which takes most of a second where nothing is
/// optimised; each photo is a file of its own all the same.
#[derive(Debug)]
pub struct Camera {
    picture: Vec<u8>,
}

impl Camera {
    /// # Errors
    /// When the picture cannot be encoded.
    pub fn new(rng: &mut impl Rng) -> anyhow::Result<Self> {
        Ok(Self { picture: take(rng)? })
    }

    /// The picture with a comment (ISO/IEC 10918-1, COM) that no other photo has.
    #[must_use]
    pub fn shoot(&self, rng: &mut impl Rng) -> Vec<u8> {
        let mut comment = [0; 16];
        rng.fill_bytes(&mut comment);
        let (start, rest) = self.picture.split_at(START_OF_IMAGE_LEN);
        let len = 2 + comment.len() as u16;
        [start, &COMMENT, &len.to_be_bytes(), &comment, rest].concat()
    }
}

const START_OF_IMAGE_LEN: usize = 2;
const COMMENT: [u8; 2] = [0xff, 0xfe];

/// A signature's picture: a dark line over a light pad; PNG.
///
/// # Errors
/// When the picture cannot be encoded.
pub fn signature(rng: &mut impl Rng) -> anyhow::Result<Vec<u8>> {
    let mut pad = image::GrayImage::from_pixel(400, 160, image::Luma([255]));
    let mut height: i32 = 80;
    for x in 20..380 {
        height = (height + rng.random_range(-6..=6)).clamp(10, 150);
        for thick in -1..=1 {
            pad.put_pixel(x, height.saturating_add(thick).cast_unsigned(), image::Luma([20]));
        }
    }
    let mut png = std::io::Cursor::new(Vec::new());
    pad.write_to(&mut png, image::ImageFormat::Png).context("the signature cannot be encoded")?;
    Ok(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn a_photo_has_two_megapixels_and_is_another_for_each_seed() {
        let photo = take(&mut ChaCha8Rng::seed_from_u64(1)).expect("encoded");
        let picture = image::load_from_memory(&photo).expect("a JPEG");
        assert!(picture.width() * picture.height() >= 2_000_000);
        assert!(photo.len() > 300_000, "{} bytes are no photo", photo.len());
        assert_eq!(photo, take(&mut ChaCha8Rng::seed_from_u64(1)).expect("encoded"));
        assert_ne!(photo, take(&mut ChaCha8Rng::seed_from_u64(2)).expect("encoded"));
    }

    #[test]
    fn a_camera_takes_another_photo_each_time() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let camera = Camera::new(&mut rng).expect("a picture");
        let (one, other) = (camera.shoot(&mut rng), camera.shoot(&mut rng));
        assert_ne!(one, other);
        let pixels = |jpeg: &[u8]| image::load_from_memory(jpeg).expect("a JPEG").into_rgb8();
        assert_eq!(pixels(&one), pixels(&other));
    }

    #[test]
    fn any_seed_signs() {
        for seed in 0..50 {
            let png = signature(&mut ChaCha8Rng::seed_from_u64(seed)).expect("encoded");
            assert!(image::load_from_memory(&png).is_ok());
        }
    }
}
