//! Burns the caption into a photo.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, RgbImage};
use vocabulary::Digest;

use super::caption::Caption;
use super::lettering;
use super::photo::{self, Limits, PhotoFault};

/// A photo with its caption in the pixels, ready to be kept and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BurntPhoto {
    /// The file: JPEG without metadata.
    pub jpeg: Vec<u8>,
    /// SHA-256 of `jpeg`.
    pub digest: Digest,
    pub width: u32,
    pub height: u32,
    /// A small JPEG of the same picture, for lists and for slow links.
    pub thumbnail: Vec<u8>,
    /// Characters of the caption that the font lacks; each stands as 〓 in the picture.
    pub missing_glyphs: Vec<char>,
}

/// Makes the picture that counts out of what the camera wrote: upright, scaled down, captioned, without metadata.
///
/// The same bytes, caption and limits give the same result. Takes a tenth of a second or more of one core: call it
/// where blocking is allowed.
///
/// # Errors
/// [`PhotoFault`] names what keeps the photo from being evidence; the worker should take another.
pub fn burn_in(photo: &[u8], caption: &Caption, limits: &Limits) -> Result<BurntPhoto, PhotoFault> {
    let mut picture = photo::open(photo, limits)?;
    let missing_glyphs = lettering::write_band(&mut picture, &caption.fields())?;
    let jpeg = small_enough(&picture, limits.jpeg_bytes_wanted)?;
    let (width, height) = picture.dimensions();
    let side = limits.thumbnail_side_max;
    let thumbnail = DynamicImage::ImageRgb8(picture).thumbnail(side, side).into_rgb8();
    Ok(BurntPhoto {
        digest: Digest::of(&jpeg),
        jpeg,
        width,
        height,
        thumbnail: encoded(&thumbnail, THUMBNAIL_QUALITY)?,
        missing_glyphs,
    })
}

/// A photo of leaves or gravel takes several times the bytes of a meter's face; it gets a lower quality, not a refusal.
fn small_enough(picture: &RgbImage, bytes_wanted: usize) -> Result<Vec<u8>, PhotoFault> {
    let mut jpeg = Vec::new();
    for quality in QUALITIES {
        jpeg = encoded(picture, quality)?;
        if jpeg.len() <= bytes_wanted {
            break;
        }
    }
    Ok(jpeg)
}

fn encoded(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PhotoFault> {
    let mut jpeg = Vec::new();
    let (width, height) = picture.dimensions();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode(picture, width, height, ExtendedColorType::Rgb8)
        .map_err(PhotoFault::Encoding)?;
    Ok(jpeg)
}

/// From good to still readable.
const QUALITIES: [u8; 3] = [78, 62, 45];
const THUMBNAIL_QUALITY: u8 = 70;

#[cfg(test)]
mod tests {
    use image::{ImageEncoder, Rgb};
    use proptest::prelude::*;
    use vocabulary::Instant;

    use super::*;
    use crate::evidence::{ClockTrust, Position, PositionSource};

    #[test]
    fn writes_the_caption_into_the_foot_of_the_picture_and_leaves_the_rest() {
        let before = scene(1_600, 1_200);
        let burnt = burn_in(&jpeg(&before, None), &caption(), &Limits::default()).expect("burnt");
        let after = decoded(&burnt.jpeg);
        assert_eq!(after.dimensions(), (1_600, 1_200));
        assert!(difference(&before, &after, 0..900) < 4.0);
        let foot = 1_150..1_200;
        assert!(difference(&before, &after, foot.clone()) > 40.0);

        let other = Caption { worker_name: "李秀英".to_owned(), ..caption() };
        let other = burn_in(&jpeg(&before, None), &other, &Limits::default()).expect("burnt");
        assert!(difference(&after, &decoded(&other.jpeg), 1_050..1_200) > 0.1);
        assert!(burnt.missing_glyphs.is_empty());
        keep_for_the_eye("burn-in.jpg", &burnt.jpeg);
    }

    #[test]
    fn the_digest_is_of_the_file_and_the_same_input_gives_the_same_file() {
        let photo = jpeg(&scene(400, 300), None);
        let burnt = burn_in(&photo, &caption(), &small()).expect("burnt");
        assert_eq!(burnt.digest, Digest::of(&burnt.jpeg));
        assert_eq!(burn_in(&photo, &caption(), &small()).expect("burnt"), burnt);
    }

    #[test]
    fn scales_a_large_photo_down_and_makes_a_thumbnail() {
        let burnt = burn_in(&jpeg(&scene(4_000, 3_000), None), &caption(), &Limits::default())
            .expect("burnt");
        assert_eq!((burnt.width, burnt.height), (1_920, 1_440));
        assert!(burnt.jpeg.len() <= Limits::default().jpeg_bytes_wanted, "{}", burnt.jpeg.len());
        assert_eq!(decoded(&burnt.thumbnail).dimensions(), (320, 240));
    }

    #[test]
    fn turns_the_picture_as_the_camera_says_and_strips_what_it_said() {
        let mut lying = scene(400, 300);
        for (x, y, pixel) in lying.enumerate_pixels_mut() {
            *pixel = if x < 100 && y < 150 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
        }
        let photo = jpeg(&lying, Some(exif_orientation(ROTATE_90_CLOCKWISE)));
        assert!(contains(&photo, b"Exif"));
        let burnt = burn_in(&photo, &caption(), &small()).expect("burnt");
        assert_eq!((burnt.width, burnt.height), (300, 400));
        // Turned clockwise, the upper left corner is at the upper right.
        let upright = decoded(&burnt.jpeg);
        assert!(upright.get_pixel(280, 20).0[0] > 150);
        assert!(upright.get_pixel(20, 20).0[2] > 150);
        assert!(!contains(&burnt.jpeg, b"Exif"));
        assert!(!contains(&burnt.thumbnail, b"Exif"));
    }

    #[test]
    fn takes_png_as_well() {
        let burnt = burn_in(&png(&scene(400, 300)), &caption(), &small()).expect("burnt");
        assert_eq!((burnt.width, burnt.height), (400, 300));
    }

    #[test]
    fn refuses_too_few_pixels_and_other_formats() {
        let photo = jpeg(&scene(1_280, 720), None);
        let fault = burn_in(&photo, &caption(), &Limits::default()).expect_err("too small");
        assert!(matches!(fault, PhotoFault::TooSmall { width: 1_280, height: 720, .. }), "{fault}");
        for other in [&b"GIF89a\x01\x00\x01\x00"[..], b"RIFF\0\0\0\0WEBPVP8 ", b"", b"no picture"] {
            let fault = burn_in(other, &caption(), &small()).expect_err("other format");
            assert!(matches!(fault, PhotoFault::Format), "{fault}");
        }
    }

    #[test]
    fn refuses_a_file_above_the_limit() {
        let limits = Limits { bytes_max: 10, ..small() };
        let fault = burn_in(&[0xFF; 11], &caption(), &limits).expect_err("too many bytes");
        assert!(matches!(fault, PhotoFault::TooManyBytes { bytes: 11, bytes_max: 10 }), "{fault}");
    }

    #[test]
    fn refuses_a_decompression_bomb_before_decoding_it() {
        // A few hundred bytes that claim 65,000 × 65,000 pixels: four gigabytes.
        let mut bomb = png(&scene(16, 16));
        bomb[16..20].copy_from_slice(&65_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&65_000_u32.to_be_bytes());
        let check = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&check.to_be_bytes());
        let fault = burn_in(&bomb, &caption(), &Limits::default()).expect_err("bomb");
        assert!(matches!(fault, PhotoFault::TooLarge { .. } | PhotoFault::Memory), "{fault}");

        let mut bomb = jpeg(&scene(16, 16), None);
        let frame = bomb.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("frame header");
        bomb[frame + 5..frame + 9].copy_from_slice(&[0xFD, 0xE8, 0xFD, 0xE8]);
        let fault = burn_in(&bomb, &caption(), &Limits::default()).expect_err("bomb");
        assert!(matches!(fault, PhotoFault::TooLarge { .. } | PhotoFault::Memory), "{fault}");
    }

    #[test]
    fn refuses_a_caption_that_would_hide_the_picture() {
        let caption = Caption { purpose: "很长".repeat(2_000), ..caption() };
        let fault = burn_in(&jpeg(&scene(400, 300), None), &caption, &small()).expect_err("long");
        assert!(matches!(fault, PhotoFault::CaptionTooLong { .. }), "{fault}");
    }

    #[test]
    fn draws_a_filler_for_a_character_that_the_font_lacks() {
        let caption = Caption { worker_name: "王\u{20BB7}".to_owned(), ..caption() };
        let burnt = burn_in(&jpeg(&scene(400, 300), None), &caption, &small()).expect("burnt");
        assert_eq!(burnt.missing_glyphs, ['\u{20BB7}']);
    }

    #[test]
    fn a_photo_cut_short_is_refused_wherever_the_cut_is() {
        for photo in [jpeg(&scene(96, 64), None), png(&scene(96, 64))] {
            // The last bytes of a PNG are its end chunk; without it the picture is still whole.
            for len in 0..photo.len() - 20 {
                assert!(burn_in(&photo[..len], &caption(), &small()).is_err(), "{len} bytes");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(192))]

        #[test]
        fn no_bytes_make_it_panic(
            opening in prop::sample::select(vec![&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1a\n", b""]),
            rest in prop::collection::vec(any::<u8>(), 0..400),
        ) {
            let bytes = [opening, &rest].concat();
            prop_assert!(burn_in(&bytes, &caption(), &small()).is_err());
        }

        #[test]
        fn no_damage_makes_it_panic(
            is_png in any::<bool>(),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        ) {
            let scene = scene(96, 64);
            let mut photo = if is_png { png(&scene) } else { jpeg(&scene, None) };
            for (place, byte) in damage {
                let place = place.index(photo.len());
                photo[place] = byte;
            }
            if let Ok(burnt) = burn_in(&photo, &caption(), &small()) {
                prop_assert_eq!(decoded(&burnt.jpeg).dimensions(), (burnt.width, burnt.height));
            }
        }
    }

    fn caption() -> Caption {
        Caption {
            taken_at: Instant::from_micros(1_789_192_982_000_000),
            clock: ClockTrust::Unsure,
            order_no: "130226091200123".parse().expect("order number"),
            worker_name: "王建国".to_owned(),
            staff_no: "1302010023".to_owned(),
            position: Position::new(118.683_012, 39.503_277, 12.0, PositionSource::Satellite).ok(),
            purpose: "电能表正面（倴城镇东街1号公变）".to_owned(),
            is_practice: false,
        }
    }

    /// Limits under which a test need not make millions of pixels.
    fn small() -> Limits {
        Limits { pixels_min: 4_000, pixels_max: 1_000_000, ..Limits::default() }
    }

    /// A wall with a meter on it: smooth areas, edges and a little grain, as a camera sees them.
    fn scene(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 24 & 7;
            let meter =
                (width / 3..width * 2 / 3).contains(&x) && (height / 6..height / 2).contains(&y);
            let base = if meter { 225 } else { 120 + 60 * y / height };
            let light = (base + grain) as u8;
            Rgb([light, light, light - 20])
        })
    }

    fn jpeg(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
        if let Some(exif) = exif {
            encoder.set_exif_metadata(exif).expect("JPEG holds Exif");
        }
        let (width, height) = picture.dimensions();
        encoder.encode(picture, width, height, ExtendedColorType::Rgb8).expect("encodes");
        bytes
    }

    fn png(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).expect("encodes");
        bytes.into_inner()
    }

    fn decoded(jpeg: &[u8]) -> RgbImage {
        image::load_from_memory(jpeg).expect("our own file").into_rgb8()
    }

    /// Mean difference of the channels in some rows.
    fn difference(one: &RgbImage, other: &RgbImage, rows: std::ops::Range<u32>) -> f64 {
        let row_len = one.width() as usize * 3;
        let range = rows.start as usize * row_len..rows.end as usize * row_len;
        let pairs = one.as_raw()[range.clone()].iter().zip(&other.as_raw()[range]);
        let (sum, count) = pairs.fold((0_u64, 0_u64), |(sum, count), (a, b)| {
            (sum + u64::from(a.abs_diff(*b)), count + 1)
        });
        sum as f64 / count as f64
    }

    /// An Exif block with one entry: tag 0x0112, a short.
    fn exif_orientation(orientation: u8) -> Vec<u8> {
        let mut exif = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif
    }

    fn contains(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    /// CRC-32 of PNG chunks (ISO 3309).
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
        })
    }

    /// Tests cannot judge whether Chinese is readable; a person can.
    fn keep_for_the_eye(name: &str, bytes: &[u8]) {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tmp");
        std::fs::create_dir_all(&folder).expect("target folder");
        std::fs::write(folder.join(name), bytes).expect("written");
    }

    const ROTATE_90_CLOCKWISE: u8 = 6;
}
