//! Long APDUs in pieces (链路层分帧): one fragment, its confirmation, the next.

use crate::axdr::Remark;

/// What stands in front of a fragment: 2 bytes, low byte first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FragmentHeader {
    pub kind: FragmentKind,
    /// 0 to 4095; it rises by one and wraps.
    pub sequence: u16,
}

/// Which fragment it is (bits 15 and 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FragmentKind {
    /// 起始帧
    First,
    /// 最后帧
    Last,
    /// 确认帧: no data, the number of the fragment that came.
    Confirm,
    /// 中间帧
    Middle,
}

/// A fragment that does not fit in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FragmentError {
    #[error("a fragment begins with two bytes, there are {found}")]
    Header { found: usize },
    #[error("expected fragment {expected}, received {received}")]
    Sequence { expected: u16, received: u16 },
    #[error("received {received:?} fragment {sequence} with no first one before it")]
    NoFirst { received: FragmentKind, sequence: u16 },
    #[error("expected the confirmation of fragment {expected}, received {received:?} {sequence}")]
    NoConfirm { expected: u16, received: FragmentKind, sequence: u16 },
    #[error("the fragments together are longer than {max} bytes")]
    TooLong { max: usize },
}

impl FragmentHeader {
    /// The header, the data behind it, and what was odd: the reserved bits 12 and 13.
    ///
    /// # Errors
    /// [`FragmentError::Header`] for less than two bytes.
    pub fn parse(payload: &[u8]) -> Result<(Self, &[u8], Option<Remark>), FragmentError> {
        let Some((&[low, high], data)) = payload.split_first_chunk() else {
            return Err(FragmentError::Header { found: payload.len() });
        };
        let kind = match high >> 6 {
            0 => FragmentKind::First,
            1 => FragmentKind::Last,
            2 => FragmentKind::Confirm,
            _ => FragmentKind::Middle,
        };
        let sequence = u16::from_le_bytes([low, high & 0x0F]);
        let remark = (high & 0x30 != 0).then_some(Remark::ReservedBits { at: 1, found: high });
        Ok((Self { kind, sequence }, data, remark))
    }

    /// The two bytes.
    #[must_use]
    pub const fn emit(self) -> [u8; 2] {
        let kind = match self.kind {
            FragmentKind::First => 0,
            FragmentKind::Last => 1,
            FragmentKind::Confirm => 2,
            FragmentKind::Middle => 3,
        };
        (kind << 14 | self.sequence & SEQUENCE_MAX).to_le_bytes()
    }

    /// The confirmation of this fragment.
    #[must_use]
    pub const fn confirm(self) -> Self {
        Self { kind: FragmentKind::Confirm, sequence: self.sequence }
    }
}

/// Cuts an APDU that does not fit into one payload, and waits for each piece to be confirmed. The last one is confirmed
/// by the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragmenter {
    apdu: Vec<u8>,
    data_len_max: usize,
    /// Where the current fragment begins.
    at: usize,
    sequence: u16,
}

impl Fragmenter {
    /// For payloads of at most `payload_len_max` bytes, header included; at least three, so that there is progress.
    #[must_use]
    pub fn new(apdu: Vec<u8>, payload_len_max: usize) -> Self {
        Self { apdu, data_len_max: payload_len_max.saturating_sub(2).max(1), at: 0, sequence: 0 }
    }

    /// The current payload: header and data. Sent again if nothing confirms it.
    #[must_use]
    pub fn payload(&self) -> Vec<u8> {
        let data = &self.apdu[self.at..self.end()];
        let mut payload = self.header().emit().to_vec();
        payload.extend_from_slice(data);
        payload
    }

    /// Whether the current fragment is the last.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.end() == self.apdu.len()
    }

    /// Takes the confirmation of the current fragment and goes on to the next.
    ///
    /// # Errors
    /// [`FragmentError::NoConfirm`] for anything else; the current fragment stays.
    pub fn confirm(&mut self, header: FragmentHeader) -> Result<(), FragmentError> {
        let FragmentHeader { kind: received, sequence } = header;
        if received != FragmentKind::Confirm || sequence != self.sequence || self.is_last() {
            let expected = self.sequence;
            return Err(FragmentError::NoConfirm { expected, received, sequence });
        }
        self.at = self.end();
        self.sequence = next(self.sequence);
        Ok(())
    }

    fn end(&self) -> usize {
        self.apdu.len().min(self.at + self.data_len_max)
    }

    fn header(&self) -> FragmentHeader {
        let kind = match (self.at, self.is_last()) {
            (0, false) => FragmentKind::First,
            (_, true) => FragmentKind::Last,
            _ => FragmentKind::Middle,
        };
        FragmentHeader { kind, sequence: self.sequence }
    }
}

/// Puts fragments together again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reassembler {
    apdu_len_max: usize,
    /// What came so far, and the number of the last fragment of it.
    begun: Option<(Vec<u8>, u16)>,
}

/// What a fragment brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reassembly {
    /// This header is to be sent back; more is to come.
    Confirm(FragmentHeader),
    /// The APDU is whole.
    Whole(Vec<u8>),
}

impl Reassembler {
    /// For APDUs of at most `apdu_len_max` bytes.
    #[must_use]
    pub const fn new(apdu_len_max: usize) -> Self {
        Self { apdu_len_max, begun: None }
    }

    /// Takes a fragment. One that came before is confirmed again and not appended; a first one begins anew.
    ///
    /// # Errors
    /// [`FragmentError`] for one that does not follow; what came before is kept, so that the right one may still come.
    pub fn take(
        &mut self,
        header: FragmentHeader,
        data: &[u8],
    ) -> Result<Reassembly, FragmentError> {
        let FragmentHeader { kind, sequence: received } = header;
        let confirm = Reassembly::Confirm(header.confirm());
        let (apdu, last) = match (kind, &mut self.begun) {
            (FragmentKind::First, begun) => begun.insert((Vec::new(), received)),
            (FragmentKind::Middle | FragmentKind::Last, Some(begun)) => begun,
            (received, _) => {
                return Err(FragmentError::NoFirst { received, sequence: header.sequence });
            }
        };
        if kind == FragmentKind::Middle && *last == received {
            return Ok(confirm);
        }
        let expected = next(*last);
        if kind != FragmentKind::First && received != expected {
            return Err(FragmentError::Sequence { expected, received });
        }
        if apdu.len() + data.len() > self.apdu_len_max {
            self.begun = None;
            return Err(FragmentError::TooLong { max: self.apdu_len_max });
        }
        apdu.extend_from_slice(data);
        *last = received;
        match (kind, self.begun.take()) {
            (FragmentKind::Last, Some((apdu, _))) => Ok(Reassembly::Whole(apdu)),
            (_, begun) => {
                self.begun = begun;
                Ok(confirm)
            }
        }
    }

    /// Whether a first fragment came and the last did not.
    #[must_use]
    pub const fn is_begun(&self) -> bool {
        self.begun.is_some()
    }
}

const fn next(sequence: u16) -> u16 {
    (sequence + 1) & SEQUENCE_MAX
}

const SEQUENCE_MAX: u16 = 0x0FFF;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headers_as_a_peer_makes_them() {
        let check = |kind, sequence, bytes: [u8; 2]| {
            let header = FragmentHeader { kind, sequence };
            assert_eq!(header.emit(), bytes);
            assert_eq!(FragmentHeader::parse(&bytes), Ok((header, &[][..], None)));
        };
        check(FragmentKind::First, 0, [0x00, 0x00]);
        check(FragmentKind::Middle, 1, [0x01, 0xC0]);
        check(FragmentKind::Last, 2, [0x02, 0x40]);
        check(FragmentKind::Confirm, 1, [0x01, 0x80]);
    }

    #[test]
    fn reserved_bits_are_told() {
        let (header, data, remark) = FragmentHeader::parse(&[0x06, 0xF1, 0xAA]).expect("a header");
        let middle = FragmentHeader { kind: FragmentKind::Middle, sequence: 0x106 };
        assert_eq!((header, data), (middle, &[0xAA][..]));
        assert_eq!(remark, Some(Remark::ReservedBits { at: 1, found: 0xF1 }));
        assert_eq!(FragmentHeader::parse(&[0x06]), Err(FragmentError::Header { found: 1 }));
    }

    #[test]
    fn a_repeated_fragment_is_confirmed_and_not_appended() {
        let mut whole = Reassembler::new(100);
        let header = |kind, sequence| FragmentHeader { kind, sequence };
        let first = header(FragmentKind::First, 4095);
        let middle = header(FragmentKind::Middle, 0);
        for (fragment, data) in [(first, b"a"), (first, b"a"), (middle, b"b"), (middle, b"b")] {
            let confirm = Reassembly::Confirm(fragment.confirm());
            assert_eq!(whole.take(fragment, data), Ok(confirm));
        }
        let wrong = whole.take(header(FragmentKind::Last, 2), b"d");
        assert_eq!(wrong, Err(FragmentError::Sequence { expected: 1, received: 2 }));
        let last = whole.take(header(FragmentKind::Last, 1), b"c");
        assert_eq!(last, Ok(Reassembly::Whole(b"abc".to_vec())));
        assert!(!whole.is_begun());
    }

    #[test]
    fn what_grows_too_long_is_given_up() {
        let mut whole = Reassembler::new(3);
        let first = FragmentHeader { kind: FragmentKind::First, sequence: 0 };
        assert!(whole.take(first, b"ab").is_ok());
        let last = FragmentHeader { kind: FragmentKind::Last, sequence: 1 };
        assert_eq!(whole.take(last, b"cd"), Err(FragmentError::TooLong { max: 3 }));
        let received = FragmentKind::Last;
        assert_eq!(whole.take(last, b"c"), Err(FragmentError::NoFirst { received, sequence: 1 }));
    }

    proptest! {
        #[test]
        fn what_is_cut_is_put_together_again(
            apdu in prop::collection::vec(any::<u8>(), 1..300),
            payload_len_max in 3..50_usize,
        ) {
            // What fits into one payload is not cut.
            prop_assume!(apdu.len() > payload_len_max - 2);
            let mut cut = Fragmenter::new(apdu.clone(), payload_len_max);
            let mut whole = Reassembler::new(apdu.len());
            let mut together = None;
            while together.is_none() {
                let payload = cut.payload();
                prop_assert!(payload.len() <= payload_len_max);
                let (header, data, _) = FragmentHeader::parse(&payload).expect("a header");
                match whole.take(header, data).expect("in order") {
                    Reassembly::Confirm(confirm) => cut.confirm(confirm).expect("the current one"),
                    Reassembly::Whole(apdu) => together = Some(apdu),
                }
            }
            prop_assert!(cut.is_last());
            prop_assert_eq!(together, Some(apdu));
        }
    }
}
