//! Elements of EBML (RFC 8794): an id, a length, a body.

use crate::WebmFault;

/// One element, as its head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element {
    /// With its length marker, as the tables of Matroska write it.
    pub id: u32,
    /// Where its body begins.
    pub body: usize,
    /// `None` for a body that goes on until something else begins (RFC 8794, section 6.2).
    pub len: Option<usize>,
}

impl Element {
    /// The head at `at`; `None` when the bytes end within it.
    ///
    /// # Errors
    /// When no element begins like this.
    pub fn at(bytes: &[u8], at: usize) -> Result<Option<Self>, WebmFault> {
        let malformed = WebmFault::Malformed { at };
        let Some(&first) = bytes.get(at) else { return Ok(None) };
        let id_len = first.leading_zeros() as usize + 1;
        if id_len > ID_LEN_MAX {
            return Err(malformed);
        }
        let Some(id) = bytes.get(at..at + id_len) else { return Ok(None) };
        let id = id.iter().fold(0, |id, octet| id << 8 | u32::from(*octet));
        let Some(size) = Number::at(bytes, at + id_len).map_err(|()| malformed)? else {
            return Ok(None);
        };
        let len = match size.is_unknown {
            true => None,
            // What does not fit into memory does not fit into the bytes either.
            false => Some(usize::try_from(size.value).unwrap_or(usize::MAX)),
        };
        Ok(Some(Self { id, body: at + id_len + size.len, len }))
    }

    /// The body, if the bytes hold all of it.
    pub fn body_in<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        bytes.get(self.body..self.body.checked_add(self.len?)?)
    }
}

/// A number of variable length (RFC 8794, section 4).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    pub value: u64,
    /// Octets that it takes.
    pub len: usize,
    /// All its bits are ones.
    is_unknown: bool,
}

impl Number {
    /// The number at `at`; `None` when the bytes end within it, an error when none begins like this.
    pub fn at(bytes: &[u8], at: usize) -> Result<Option<Self>, ()> {
        let Some(&first) = bytes.get(at) else { return Ok(None) };
        let len = first.leading_zeros() as usize + 1;
        if len > NUMBER_LEN_MAX {
            return Err(());
        }
        let Some(octets) = bytes.get(at..at + len) else { return Ok(None) };
        let whole = octets.iter().fold(0, |value, octet| value << 8 | u64::from(*octet));
        let bits = (1_u64 << (7 * len)) - 1;
        let value = whole & bits;
        Ok(Some(Self { value, len, is_unknown: value == bits }))
    }
}

/// An unsigned integer as bodies hold it; an empty body is zero.
pub(crate) fn unsigned(body: &[u8]) -> Option<u64> {
    let fits = body.len() <= size_of::<u64>();
    fits.then(|| body.iter().fold(0, |value, octet| value << 8 | u64::from(*octet)))
}

const ID_LEN_MAX: usize = 4;
const NUMBER_LEN_MAX: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_one_to_eight_octets() {
        let check = |bytes: &[u8], id: u32, body: usize, len: Option<usize>| {
            assert_eq!(Element::at(bytes, 0), Ok(Some(Element { id, body, len })), "{bytes:02x?}");
        };
        check(&[0xA3, 0x8C], 0xA3, 2, Some(12));
        check(&[0xA3, 0x40, 0xF8], 0xA3, 3, Some(248));
        check(
            &[0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            0x1F43_B675,
            12,
            None,
        );
        check(&[0xE7, 0xFF], 0xE7, 2, None);
        assert_eq!(Element::at(&[0x1F, 0x43], 0), Ok(None));
        assert_eq!(Element::at(&[0x08, 0x80], 0), Err(WebmFault::Malformed { at: 0 }));
        assert_eq!(Element::at(&[0xA3, 0x00], 0), Err(WebmFault::Malformed { at: 0 }));
    }

    #[test]
    fn a_body_longer_than_the_bytes_is_none() {
        let element = Element { id: 0xA3, body: 1, len: Some(usize::MAX) };
        assert_eq!(element.body_in(&[1, 2, 3]), None);
        assert_eq!(unsigned(&[1, 0]), Some(256));
        assert_eq!(unsigned(&[0; 9]), None);
    }
}
