//! A file in sealed chunks: written once, read from any place.
//!
//! ```text
//! magic "RHSF" · version 1 · three zero octets · salt (16) · chunk · chunk · …
//! ```
//! Each chunk is [`CHUNK_LEN`] bytes (the last may be shorter, and is there even for an empty file) and a tag of 16.
//! The nonce is the chunk's number and whether it is the last, so that chunks cannot be exchanged, dropped or added;
//! the header is authenticated with every chunk.

use std::io::{self, Read, Seek, SeekFrom, Write};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use vocabulary::Entropy;

use crate::FileKey;

/// Bytes of content in one chunk.
pub const CHUNK_LEN: usize = 64 * 1024;

/// Why a sealed file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadFile {
    #[error("this is no sealed file")]
    Format,
    #[error("the sealed file has version {0}, which this program does not know")]
    Version(u8),
    #[error("the sealed file was changed or cut, or belongs to another key")]
    Broken,
    #[error("the sealed file cannot be read")]
    Io(#[from] io::Error),
}

/// How long a sealed file is for so much content.
#[must_use]
pub fn sealed_len(plain_len: u64) -> u64 {
    let chunks = plain_len.div_ceil(CHUNK_LEN as u64).max(1);
    HEADER_LEN as u64 + plain_len + chunks * TAG_LEN as u64
}

/// Seals everything that `content` gives into `out`.
///
/// # Errors
/// When reading or writing fails; `out` then holds no file.
pub fn seal_file(
    entropy: &dyn Entropy,
    key: &FileKey,
    mut content: impl Read,
    mut out: impl Write,
) -> io::Result<()> {
    let header = Header { salt: entropy.sixteen() };
    let octets = header.octets();
    let cipher = header.cipher(key);
    out.write_all(&octets)?;

    let mut chunk = read_chunk(&mut content)?;
    for number in 0u32.. {
        // Whether a chunk is the last is known only after looking for the next.
        let next = if chunk.len() < CHUNK_LEN { Vec::new() } else { read_chunk(&mut content)? };
        let last = next.is_empty();
        let payload = Payload { msg: &chunk, aad: &octets };
        let sealed = cipher
            .encrypt(&nonce(number, last), payload)
            .map_err(|_| io::Error::other("a chunk could not be sealed"))?;
        out.write_all(&sealed)?;
        if last {
            return Ok(());
        }
        chunk = next;
    }
    Err(io::Error::other("the file has too many chunks"))
}

/// A sealed file, opened for reading.
pub struct SealedFile<R> {
    source: R,
    cipher: ChaCha20Poly1305,
    header: [u8; HEADER_LEN],
    plain_len: u64,
}

impl<R: Read + Seek> SealedFile<R> {
    /// Looks at header and length; content is checked as it is read.
    ///
    /// # Errors
    /// When this is no sealed file, or one of a later version.
    pub fn open(mut source: R, key: &FileKey) -> Result<Self, BadFile> {
        let len = source.seek(SeekFrom::End(0))?;
        source.seek(SeekFrom::Start(0))?;
        let mut header = [0; HEADER_LEN];
        source.read_exact(&mut header).map_err(|_| BadFile::Format)?;
        let cipher = Header::parse(&header)?.cipher(key);
        let plain_len = plain_len(len).ok_or(BadFile::Broken)?;
        Ok(Self { source, cipher, header, plain_len })
    }

    /// Bytes of content.
    #[must_use]
    pub fn plain_len(&self) -> u64 {
        self.plain_len
    }

    /// The content from `offset` on, at most `len_max` bytes; empty at the end.
    ///
    /// # Errors
    /// When the file was changed, was cut, or belongs to another key.
    pub fn read_range(&mut self, offset: u64, len_max: usize) -> Result<Vec<u8>, BadFile> {
        let end = offset.saturating_add(len_max as u64).min(self.plain_len);
        let mut content = Vec::new();
        let mut at = offset;
        // An empty file has one empty chunk, which is still checked.
        while at < end || (self.plain_len == 0 && at == 0) {
            let number = at / CHUNK_LEN as u64;
            let chunk = self.read_chunk(number)?;
            let first = usize::try_from(at % CHUNK_LEN as u64).map_err(|_| BadFile::Broken)?;
            let wanted = usize::try_from(end - at).map_err(|_| BadFile::Broken)?;
            let last = first.saturating_add(wanted).min(chunk.len());
            content.extend_from_slice(chunk.get(first..last).ok_or(BadFile::Broken)?);
            at += (last - first) as u64;
            if last == first {
                break;
            }
        }
        Ok(content)
    }

    fn read_chunk(&mut self, number: u64) -> Result<Vec<u8>, BadFile> {
        let start = number * CHUNK_LEN as u64;
        let rest = self.plain_len.saturating_sub(start);
        let last = rest <= CHUNK_LEN as u64;
        let len = usize::try_from(rest.min(CHUNK_LEN as u64)).map_err(|_| BadFile::Broken)?;
        let place = HEADER_LEN as u64 + number * (CHUNK_LEN + TAG_LEN) as u64;
        self.source.seek(SeekFrom::Start(place))?;
        let mut sealed = vec![0; len + TAG_LEN];
        self.source.read_exact(&mut sealed)?;
        let number = u32::try_from(number).map_err(|_| BadFile::Broken)?;
        let payload = Payload { msg: &sealed, aad: &self.header };
        self.cipher.decrypt(&nonce(number, last), payload).map_err(|_| BadFile::Broken)
    }
}

struct Header {
    salt: [u8; 16],
}

impl Header {
    fn parse(octets: &[u8; HEADER_LEN]) -> Result<Self, BadFile> {
        let [m0, m1, m2, m3, version, 0, 0, 0, salt @ ..] = octets else {
            return Err(BadFile::Format);
        };
        if [*m0, *m1, *m2, *m3] != MAGIC {
            return Err(BadFile::Format);
        }
        if *version != VERSION {
            return Err(BadFile::Version(*version));
        }
        Ok(Self { salt: *salt })
    }

    fn octets(&self) -> [u8; HEADER_LEN] {
        let mut octets = [0; HEADER_LEN];
        octets[..4].copy_from_slice(&MAGIC);
        octets[4] = VERSION;
        octets[8..].copy_from_slice(&self.salt);
        octets
    }

    fn cipher(&self, key: &FileKey) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(*key.content_key(&self.salt)))
    }
}

fn nonce(number: u32, last: bool) -> Nonce {
    let mut octets = [0; 12];
    octets[..4].copy_from_slice(&number.to_be_bytes());
    octets[11] = u8::from(last);
    Nonce::from(octets)
}

/// One chunk, shorter only at the end.
fn read_chunk(content: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut chunk = Vec::with_capacity(CHUNK_LEN);
    content.by_ref().take(CHUNK_LEN as u64).read_to_end(&mut chunk)?;
    Ok(chunk)
}

/// How much content a sealed file of this length holds, if any file of ours has this length.
fn plain_len(sealed: u64) -> Option<u64> {
    let body = sealed.checked_sub(HEADER_LEN as u64)?;
    let chunks = body.div_ceil((CHUNK_LEN + TAG_LEN) as u64);
    let plain = body.checked_sub(chunks * TAG_LEN as u64)?;
    (sealed_len(plain) == sealed).then_some(plain)
}

const MAGIC: [u8; 4] = *b"RHSF";
const VERSION: u8 = 1;
const HEADER_LEN: usize = 24;
const TAG_LEN: usize = 16;

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;
    use vocabulary::SeededEntropy;

    use super::*;

    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        seal_file(&SeededEntropy::new(1), &key(), content, &mut out).expect("memory");
        out
    }

    fn key() -> FileKey {
        FileKey::from_bytes([7; 32])
    }

    #[test]
    fn lengths_at_the_edges_of_a_chunk() {
        for len in [0, 1, CHUNK_LEN - 1, CHUNK_LEN, CHUNK_LEN + 1, 2 * CHUNK_LEN] {
            let content = vec![9; len];
            let file = sealed(&content);
            assert_eq!(file.len() as u64, sealed_len(len as u64));
            let mut opened = SealedFile::open(Cursor::new(file), &key()).expect("ours");
            assert_eq!(opened.plain_len(), len as u64);
            assert_eq!(opened.read_range(0, usize::MAX).expect("whole"), content);
        }
    }

    #[test]
    fn a_file_cut_at_a_chunk_is_noticed() {
        let mut file = sealed(&vec![1; 2 * CHUNK_LEN]);
        file.truncate(HEADER_LEN + CHUNK_LEN + TAG_LEN);
        let mut opened = SealedFile::open(Cursor::new(file), &key()).expect("a plausible length");
        assert!(matches!(opened.read_range(0, 10), Err(BadFile::Broken)));
    }

    #[test]
    fn a_later_version_is_named() {
        let mut file = sealed(b"x");
        file[4] = 2;
        assert!(matches!(SealedFile::open(Cursor::new(file), &key()), Err(BadFile::Version(2))));
    }

    proptest! {
        #[test]
        fn any_range_is_what_was_written(
            len in 0usize..200_000, offset in 0u64..220_000, wanted in 0usize..100_000
        ) {
            let content: Vec<u8> = (0..len).map(|i| (i * 31 % 251) as u8).collect();
            let mut opened = SealedFile::open(Cursor::new(sealed(&content)), &key()).expect("ours");
            let first = usize::try_from(offset).expect("small").min(len);
            let last = (first + wanted).min(len);
            prop_assert_eq!(opened.read_range(offset, wanted).expect("whole"), &content[first..last]);
        }

        #[test]
        fn a_changed_octet_is_noticed(len in 0usize..70_000, at in any::<prop::sample::Index>()) {
            let mut file = sealed(&vec![5; len]);
            let place = at.index(file.len());
            file[place] ^= 1;
            let read = SealedFile::open(Cursor::new(file), &key())
                .and_then(|mut opened| opened.read_range(0, usize::MAX));
            prop_assert!(read.is_err());
        }

        #[test]
        fn foreign_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let read = SealedFile::open(Cursor::new(bytes), &key())
                .and_then(|mut opened| opened.read_range(0, usize::MAX));
            prop_assert!(read.is_err());
        }
    }
}
