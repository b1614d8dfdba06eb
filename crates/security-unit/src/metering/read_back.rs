//! Read-back (数据回抄, `078001FF`): what lies in a meter's ESAM, with the ESAM's own MAC.

/// Where data lies in an ESAM; each field is 2 bytes in the message, in this order there reversed (reference 9.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EsamPlace {
    /// DF01 for all that is known.
    pub directory: u16,
    pub file: u16,
    pub start: u16,
    pub len: u16,
}

impl EsamPlace {
    /// The eight bytes in natural order: directory, file, start, length.
    #[must_use]
    pub fn bytes(self) -> [u8; 8] {
        let [a, b] = self.directory.to_be_bytes();
        let [c, d] = self.file.to_be_bytes();
        let [e, f] = self.start.to_be_bytes();
        let [g, h] = self.len.to_be_bytes();
        [a, b, c, d, e, f, g, h]
    }
}
