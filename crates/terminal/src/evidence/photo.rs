//! Opens what a camera wrote: bytes from outside, until they have become an upright picture of bearable size.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbImage, imageops};

use super::jpeg_end;

/// How large a photo may be on its way in and should be on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A larger file is refused unread.
    pub bytes_max: usize,
    /// A picture with more pixels is refused before it is decoded.
    pub pixels_max: u64,
    /// A picture with fewer pixels proves too little.
    pub pixels_min: u64,
    /// The longer side is brought down to this, but never below `pixels_min` in all.
    pub long_side_max: u32,
    /// The longer side of the thumbnail.
    pub thumbnail_side_max: u32,
    /// Quality is lowered in steps until the burnt photo is no larger, or the last step is reached.
    pub jpeg_bytes_wanted: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes_max: 20 * 1024 * 1024,
            pixels_max: 50_000_000,
            // 1600 × 1200: what is sold as two megapixels.
            pixels_min: 1_920_000,
            // 1920 × 1440 of a 4:3 camera: above two megapixels, and about 0.3 MB as a JPEG.
            long_side_max: 1_920,
            thumbnail_side_max: 320,
            jpeg_bytes_wanted: 360_000,
        }
    }
}

/// Why a photo cannot serve as evidence.
#[derive(Debug, thiserror::Error)]
pub enum PhotoFault {
    #[error("photo has {bytes} bytes, more than {bytes_max}")]
    TooManyBytes { bytes: usize, bytes_max: usize },
    #[error("photo is neither JPEG nor PNG")]
    Format,
    #[error("photo has {width} × {height} pixels, more than {pixels_max} in all")]
    TooLarge { width: u32, height: u32, pixels_max: u64 },
    #[error("photo has {width} × {height} pixels, fewer than {pixels_min} in all")]
    TooSmall { width: u32, height: u32, pixels_min: u64 },
    #[error("photo needs more memory than a picture of the permitted size may")]
    Memory,
    #[error("photo ends before its last line")]
    Truncated,
    #[error("photo cannot be decoded")]
    Damaged(#[source] ImageError),
    #[error("caption needs {needed} of {height} pixels in height")]
    CaptionTooLong { needed: u32, height: u32 },
    #[error("burnt photo cannot be encoded")]
    Encoding(#[source] ImageError),
}

/// Decodes, scales down and turns upright; metadata stays behind.
///
/// # Errors
/// Each limit that the file breaks, in the order in which it can be found out cheaply.
pub(super) fn open(photo: &[u8], limits: &Limits) -> Result<RgbImage, PhotoFault> {
    if photo.len() > limits.bytes_max {
        return Err(PhotoFault::TooManyBytes { bytes: photo.len(), bytes_max: limits.bytes_max });
    }
    let format = format_of(photo)?;
    if format == ImageFormat::Jpeg && !jpeg_end::is_reached(photo) {
        return Err(PhotoFault::Truncated);
    }
    let mut decoder = decoder(photo, format, limits)?;
    let (width, height) = decoder.dimensions();
    check_pixels(width, height, limits)?;
    // Unreadable metadata is no reason to lose the photo: it is then taken as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(decoding_fault)?;
    // Scaling first makes turning cheap.
    let mut picture = scaled(picture, limits);
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

fn format_of(photo: &[u8]) -> Result<ImageFormat, PhotoFault> {
    match image::guess_format(photo) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png)) => Ok(format),
        _ => Err(PhotoFault::Format),
    }
}

fn decoder<'a>(
    photo: &'a [u8],
    format: ImageFormat,
    limits: &Limits,
) -> Result<impl ImageDecoder + 'a, PhotoFault> {
    let mut decoding = image::Limits::default();
    decoding.max_alloc = Some(limits.pixels_max.saturating_mul(BYTES_PER_PIXEL_MAX));
    let mut reader = ImageReader::with_format(Cursor::new(photo), format);
    reader.limits(decoding);
    reader.into_decoder().map_err(decoding_fault)
}

fn check_pixels(width: u32, height: u32, limits: &Limits) -> Result<(), PhotoFault> {
    let pixels = u64::from(width) * u64::from(height);
    let Limits { pixels_max, pixels_min, .. } = *limits;
    if pixels > pixels_max || width.max(height) > SIDE_MAX {
        return Err(PhotoFault::TooLarge { width, height, pixels_max });
    }
    if pixels < pixels_min {
        return Err(PhotoFault::TooSmall { width, height, pixels_min });
    }
    Ok(())
}

fn decoding_fault(error: ImageError) -> PhotoFault {
    match error {
        ImageError::Limits(_) => PhotoFault::Memory,
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            PhotoFault::Truncated
        }
        error => PhotoFault::Damaged(error),
    }
}

fn scaled(picture: DynamicImage, limits: &Limits) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let (new_width, new_height) = scaled_sides(width, height, limits);
    if (new_width, new_height) == (width, height) {
        return picture;
    }
    // Averaging whole blocks is fast and clean from a half downwards; nearer to the original it leaves steps.
    if new_width <= width / 2 {
        return picture.thumbnail_exact(new_width, new_height);
    }
    picture.resize_exact(new_width, new_height, imageops::FilterType::Triangle)
}

fn scaled_sides(width: u32, height: u32, limits: &Limits) -> (u32, u32) {
    let wanted = f64::from(limits.long_side_max) / f64::from(width.max(height));
    let pixels = f64::from(width) * f64::from(height);
    let least = (limits.pixels_min as f64 / pixels).sqrt();
    let factor = wanted.max(least);
    if factor >= 1.0 {
        return (width, height);
    }
    let side = |length: u32| ((f64::from(length) * factor).ceil() as u32).clamp(1, length);
    (side(width), side(height))
}

/// Four channels of eight bits; a picture with deeper channels gets by with fewer pixels.
const BYTES_PER_PIXEL_MAX: u64 = 4;

/// No camera writes a longer side, and JPEG cannot from 65,536 on.
const SIDE_MAX: u32 = 16_384;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_the_long_side_but_keeps_the_least_number_of_pixels() {
        let limits = Limits::default();
        assert_eq!(scaled_sides(4_000, 3_000, &limits), (1_920, 1_440));
        assert_eq!(scaled_sides(3_000, 4_000, &limits), (1_440, 1_920));
        assert_eq!(scaled_sides(1_600, 1_200, &limits), (1_600, 1_200));
        let (width, height) = scaled_sides(8_000, 1_000, &limits);
        assert!(width > limits.long_side_max);
        assert!(u64::from(width) * u64::from(height) >= limits.pixels_min);
    }
}
