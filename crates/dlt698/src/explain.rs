//! One frame, byte by byte, for people: what every field is called, where it lies and what it says.

use std::fmt;

use serde::Serialize;

use crate::apdu::Apdu;
use crate::axdr::{Octets, Reader, Remark, Trace, Wire};
use crate::link::{
    Control, FragmentHeader, FrameLayout, FrameView, LinkFault, LinkRules, SCRAMBLE, START,
    ServerAddress,
};

/// What the bytes of a frame say. The innermost fields, one behind the other, are all of the bytes; where the user data
/// were scrambled, they stand here in clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    pub fields: Vec<Field>,
    /// What was read although it should have been written otherwise.
    pub remarks: Vec<Oddity>,
    /// Where the bytes stop being a frame or an APDU; none if they are one.
    pub fault: Option<Oddity>,
}

/// Some bytes that have a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    pub name: &'static str,
    /// Offset of its first byte from the first byte that was given.
    pub at: usize,
    pub bytes: Octets,
    /// What it says, in words; nothing where its parts say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Its parts; none for an innermost field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

/// Something that is not as it should be, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Oddity {
    pub at: usize,
    /// What was expected and what was found.
    pub message: String,
}

/// Explains the frame that the bytes begin with, after a preamble of FEH.
///
/// Never fails: what cannot be read is a field named `unread`, and the fault says where reading stopped and why.
///
/// ```
/// let bytes = b"\x68\x17\x00\x43\x05\x07\x09\x19\x05\x16\x20\x10\x94\x70\
///     \x05\x01\x01\x40\x01\x02\x00\x00\xC6\x07\x16";
/// let explained = dlt698::explain(bytes);
/// assert_eq!(explained.fault, None);
/// let apdu = explained.field("user data").expect("user data");
/// let oad = apdu.field("oad").expect("an OAD").value.as_deref();
/// assert_eq!(oad, Some("4001-02-00 communication address 通信地址"));
/// ```
#[must_use]
pub fn explain(bytes: &[u8]) -> Explanation {
    explain_by(bytes, LinkRules::default())
}

/// The same for a line with rules of its own.
#[must_use]
pub fn explain_by(bytes: &[u8], rules: LinkRules) -> Explanation {
    let mut tree = Tree::new(bytes.to_vec());
    let preamble = bytes.iter().take_while(|byte| **byte == PREAMBLE).count();
    tree.leaf("preamble", preamble, None);
    let frame = &bytes[preamble..];
    let mut remarks = Vec::new();
    let fault = match FrameView::new_checked_by(frame, rules) {
        Ok(view) => {
            remarks.extend(view.remarks().map(|remark| remark.moved(preamble)));
            let fault = tree.frame(&view, preamble, &mut remarks);
            let left = tree.left();
            fault.or_else(|| {
                (left > 0).then(|| Oddity {
                    at: bytes.len() - left,
                    message: LinkFault::Trailing { at: bytes.len() - left, left }.to_string(),
                })
            })
        }
        Err(fault) => {
            if let Ok(Some(layout)) = FrameLayout::of_header(frame, rules) {
                tree.header(frame, layout);
            } else if frame.first() == Some(&START) {
                tree.leaf("start", 1, None);
            }
            Some(Oddity { at: preamble + fault.at(), message: message_at(fault, preamble) })
        }
    };
    tree.leaf("unread", tree.left(), None);
    let remarks = remarks.into_iter();
    let remarks =
        remarks.map(|remark| Oddity { at: remark.at(), message: remark.to_string() }).collect();
    Explanation { fields: tree.done, remarks, fault }
}

/// Explains an APDU without a frame around it.
#[must_use]
pub fn explain_apdu(bytes: &[u8]) -> Explanation {
    let mut tree = Tree::new(bytes.to_vec());
    let mut remarks = Vec::new();
    let fault = tree.apdu(bytes.len(), &mut remarks);
    let remarks = remarks.into_iter();
    let remarks =
        remarks.map(|remark| Oddity { at: remark.at(), message: remark.to_string() }).collect();
    Explanation { fields: tree.done, remarks, fault }
}

impl Explanation {
    /// The first field of a name, wherever it lies.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        first(&self.fields, name)
    }

    /// The bytes that were explained: the innermost fields, one behind the other.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.fields.iter().for_each(|field| field.gather(&mut bytes));
        bytes
    }
}

impl Field {
    /// The first field of a name in it.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Self> {
        first(&self.fields, name)
    }

    fn gather(&self, bytes: &mut Vec<u8>) {
        if self.fields.is_empty() {
            bytes.extend_from_slice(&self.bytes.0);
        }
        self.fields.iter().for_each(|field| field.gather(bytes));
    }

    fn show(&self, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:4}  {:indent$}{}", self.at, "", self.name, indent = 2 * depth)?;
        if self.fields.is_empty() {
            write!(f, " {}", self.bytes)?;
        }
        if let Some(value) = &self.value {
            write!(f, " = {value}")?;
        }
        writeln!(f)?;
        self.fields.iter().try_for_each(|field| field.show(depth + 1, f))
    }
}

fn first<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields
        .iter()
        .find_map(|field| if field.name == name { Some(field) } else { first(&field.fields, name) })
}

/// A line for each field: its offset, its name, its bytes, what it says.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fields.iter().try_for_each(|field| field.show(0, f))?;
        for remark in &self.remarks {
            writeln!(f, "{:4}  remark: {}", remark.at, remark.message)?;
        }
        match &self.fault {
            Some(fault) => writeln!(f, "{:4}  fault: {}", fault.at, fault.message),
            None => Ok(()),
        }
    }
}

/// A link fault tells offsets from the start of the frame; here they count from the first byte.
fn message_at(fault: LinkFault, preamble: usize) -> String {
    match preamble {
        0 => fault.to_string(),
        _ => format!("behind {preamble} bytes of preamble: {fault}"),
    }
}

/// Fields as they come to be, from the outside in.
struct Tree {
    /// The bytes, with the user data in clear.
    bytes: Vec<u8>,
    /// What of them is in fields that are done or open.
    at: usize,
    open: Vec<Field>,
    done: Vec<Field>,
}

impl Tree {
    fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, at: 0, open: Vec::new(), done: Vec::new() }
    }

    fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// A field of the next `len` bytes, if there are any.
    fn leaf(&mut self, name: &'static str, len: usize, value: Option<String>) {
        if len > 0 {
            let end = self.at + len;
            self.open(name, self.at);
            self.close(end, || value);
        }
    }

    /// The header of a frame whose header check holds.
    fn header(&mut self, frame: &[u8], layout: FrameLayout) {
        let address = &frame[5..layout.client_at()];
        let server = ServerAddress::from_wire(frame[4], address);
        self.leaf("start", 1, None);
        self.leaf("length", 2, Some(format!("{} bytes", layout.frame_len - 2)));
        self.leaf("control", 1, Some(control_told(Control::from_byte(frame[3]))));
        self.leaf("address flag", 1, None);
        self.leaf("server address", layout.address_len, server.map(|server| server.to_string()));
        self.leaf("client address", 1, Some(frame[layout.client_at()].to_string()));
        self.leaf("header check", 2, None);
    }

    /// A whole frame; what of its user data is no APDU is the fault.
    fn frame(
        &mut self,
        view: &FrameView<'_>,
        preamble: usize,
        remarks: &mut Vec<Remark>,
    ) -> Option<Oddity> {
        let layout = view.layout();
        self.header(view.bytes(), layout);
        let end = preamble + layout.frame_check_at();
        if view.control().is_scrambled {
            let data = &mut self.bytes[preamble + layout.payload_at()..end];
            data.iter_mut().for_each(|byte| *byte = byte.wrapping_sub(SCRAMBLE));
        }
        let fault = if view.control().is_fragment {
            self.fragment(end, remarks)
        } else {
            self.open("user data", self.at);
            let fault = self.apdu(end, remarks);
            self.close(end, || None);
            fault
        };
        self.leaf("frame check", 2, None);
        self.leaf("end", 1, None);
        fault
    }

    fn fragment(&mut self, end: usize, remarks: &mut Vec<Remark>) -> Option<Oddity> {
        let at = self.at;
        let fault = match FragmentHeader::parse(&self.bytes[at..end]) {
            Ok((header, data, remark)) => {
                let data_len = data.len();
                remarks.extend(remark.map(|remark| remark.moved(at)));
                let told = format!("{:?} {}", header.kind, header.sequence);
                self.leaf("fragment header", 2, Some(told));
                self.leaf("fragment data", data_len, None);
                None
            }
            Err(fault) => Some(Oddity { at, message: fault.to_string() }),
        };
        self.leaf("unread", end - self.at, None);
        fault
    }

    /// The APDU from here to `end`; what is none is the fault.
    fn apdu(&mut self, end: usize, remarks: &mut Vec<Remark>) -> Option<Oddity> {
        let base = self.at;
        let bytes = self.bytes[base..end].to_vec();
        let open = self.open.len();
        let mut reader = Reader::new(&bytes, Shifted { tree: self, base });
        let read = Apdu::read(&mut reader).and_then(|_| reader.finish());
        remarks.extend(reader.remarks.iter().map(|remark| remark.moved(base)));
        let fault = read.err().map(|fault| {
            let fault = fault.moved(base);
            Oddity { at: fault.at(), message: fault.to_string() }
        });
        // What was being read when reading stopped ends where its last part ended.
        while self.open.len() > open {
            self.abandon();
        }
        self.leaf("unread", end - self.at, None);
        fault
    }

    /// Ends the innermost open field where its last part ended; without a part it was none.
    fn abandon(&mut self) {
        let Some(field) = self.open.pop() else { return };
        match field.fields.last() {
            Some(last) => {
                let end = last.at + last.bytes.0.len();
                self.open.push(field);
                self.close(end, || None);
            }
            None => self.at = field.at,
        }
    }

    fn open(&mut self, name: &'static str, at: usize) {
        self.open.push(Field { name, at, bytes: Octets::default(), value: None, fields: vec![] });
    }

    fn close(&mut self, end: usize, told: impl FnOnce() -> Option<String>) {
        let Some(mut field) = self.open.pop() else { return };
        self.at = end;
        // A field of no bytes, such as a list's missing elements, is none.
        if end == field.at {
            return;
        }
        field.bytes = Octets::from(&self.bytes[field.at..end]);
        field.value = told();
        match self.open.last_mut() {
            Some(outer) => outer.fields.push(field),
            None => self.done.push(field),
        }
    }
}

/// The tree, for a reader whose first byte lies further on.
struct Shifted<'t> {
    tree: &'t mut Tree,
    base: usize,
}

impl Trace for Shifted<'_> {
    const TELLS: bool = true;

    fn open(&mut self, name: &'static str, at: usize) {
        self.tree.open(name, self.base + at);
    }

    fn close(&mut self, end: usize, told: impl FnOnce() -> Option<String>) {
        self.tree.close(self.base + end, told);
    }
}

fn control_told(control: Control) -> String {
    let from = if control.from_server { "server" } else { "client" };
    let begun = if control.begun_by_client { "client" } else { "server" };
    let fragment = if control.is_fragment { ", fragment" } else { "" };
    let scrambled = if control.is_scrambled { ", scrambled" } else { "" };
    let function = match control.function {
        crate::link::Function::LINK => "link management".to_owned(),
        crate::link::Function::USER_DATA => "user data".to_owned(),
        other => format!("reserved function {}", other.number()),
    };
    format!("from {from}, begun by {begun}{fragment}{scrambled}, {function}")
}

const PREAMBLE: u8 = 0xFE;

#[cfg(test)]
mod tests {
    use super::*;

    /// The first voltage and current that a meter was asked for (dlt698-45.md, vector 37): a report rides along.
    const REPLY: &str = "68 24 00 C3 05 07 09 19 05 16 20 10 3F D9 85 01 42 20 00 02 00 01 12 00 DC 01 01 01 20 01 \
        02 00 00 04 00 D4 FD 16";

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        hex::decode(hexadecimal.replace(' ', "")).expect("hexadecimal")
    }

    #[test]
    fn every_field_has_a_name_an_offset_and_its_bytes() {
        let explained = explain(&bytes(REPLY));
        assert_eq!(
            explained.to_string(),
            "   0  start 68
   1  length 2400 = 36 bytes
   3  control C3 = from server, begun by client, user data
   4  address flag 05
   5  server address 070919051620 = 201605190907
  11  client address 10 = 16
  12  header check 3FD9
  14  user data
  14    apdu 85 = GET-Response
  15    kind 01 = 1
  16    piid 42 = 2, wants attention
  17    result = 2000-02-00 voltage 电压 values 数值组: 1200DCH
  17      oad 20000200 = 2000-02-00 voltage 电压 values 数值组
  21      result
  21        choice 01 = 1
  22        data
  22          tag 12 = 18 long-unsigned
  23          value 00DC = 220
  25    follow_report
  25      present 01 = true
  26      value
  26        choice 01 = 1
  27        results
  27          count 01 = 1
  28          element = 2001-02-00 current 电流 values 数值组: 4 object undefined 对象未定义
  28            oad 20010200 = 2001-02-00 current 电流 values 数值组
  32            result
  32              choice 00 = 0
  33              dar 04 = 4 object undefined 对象未定义
  34    time_tag
  34      present 00 = false
  35  frame check D4FD
  37  end 16
"
        );
        assert_eq!(explained.bytes(), bytes(REPLY));
    }

    #[test]
    fn a_broken_apdu_is_explained_up_to_the_byte_that_is_wrong() {
        let broken = bytes("85 01 01 20 00 02 00 01 01 02 12 09 6D 07");
        let explained = explain_apdu(&broken);
        let fault = explained.fault.as_ref().expect("a fault");
        assert_eq!(
            (fault.at, fault.message.as_str()),
            (13, "byte 13 is 07H, which is no tag of a data type",)
        );
        let told: Vec<_> = explained.to_string().lines().map(str::to_owned).collect();
        assert_eq!(told[told.len() - 2], "  13            tag 07");
        assert_eq!(explained.bytes(), broken);
    }

    #[test]
    fn a_broken_frame_names_the_byte_and_what_was_expected() {
        let mut frame = bytes(REPLY);
        frame[20] = 0x07;
        let explained = explain(&[&[0xFE, 0xFE], &frame[..]].concat());
        let fault = explained.fault.as_ref().expect("a fault");
        assert_eq!(fault.at, 37);
        assert!(
            fault
                .message
                .starts_with("behind 2 bytes of preamble: the frame check at byte 35 is FDD4H"),
            "{}",
            fault.message
        );
        assert_eq!(explained.field("server address").map(|field| field.at), Some(7));
    }

    #[test]
    fn what_is_protected_but_plain_is_explained_inside() {
        let request = bytes("10 00 08 05 01 01 40 01 02 00 00 01 04 01 02 03 04");
        let explained = explain_apdu(&request);
        assert_eq!(explained.fault, None);
        let inner = explained.field("oad").expect("the inner OAD");
        assert_eq!((inner.at, inner.bytes.to_string().as_str()), (6, "40010200"));
        assert_eq!(explained.bytes(), request);
    }
}
