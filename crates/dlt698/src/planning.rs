//! How many bytes a reading takes, and with which attributes it takes the fewest.
//!
//! A slow line counts: at 1200 bits per second a byte takes 9 ms. Lengths are of what the catalogue says that a meter of
//! a layout answers when nothing fails; a DAR is never longer.

use crate::catalogue::{self, Layout, Shape};
use crate::identifiers::Oad;
use crate::link::{LinkFrame, ServerAddress};

/// Bytes of the APDU that asks for these attributes: as one, or as a list.
#[must_use]
pub fn request_len(oads: &[Oad]) -> usize {
    match oads {
        [_] => HEAD + OAD + TIME_TAG,
        list => HEAD + count_len(list.len()) + list.len() * OAD + TIME_TAG,
    }
}

/// Bytes of the APDU that answers it; nothing if the catalogue does not know how long one of them is.
#[must_use]
pub fn reply_len(oads: &[Oad], layout: Layout) -> Option<usize> {
    let results = oads.iter().map(|oad| Some(OAD + CHOICE + data_len(*oad, layout)?));
    let results = results.sum::<Option<usize>>()?;
    let count = if oads.len() == 1 { 0 } else { count_len(oads.len()) };
    Some(HEAD + count + results + FOLLOW_REPORT + TIME_TAG)
}

/// Bytes of both frames, without preambles and without regard to what fits into one.
#[must_use]
pub fn exchange_len(oads: &[Oad], layout: Layout, server: &ServerAddress) -> Option<usize> {
    Some(request_len(oads) + reply_len(oads, layout)? + 2 * LinkFrame::overhead(server))
}

/// Bytes of the `Data` of an attribute or element; nothing if the catalogue does not know.
#[must_use]
pub fn data_len(oad: Oad, layout: Layout) -> Option<usize> {
    shape_len(catalogue::shape(oad), layout)
}

/// Attributes and elements that hold everything wanted in the fewest bytes: elements of one attribute, or the whole of it
/// in their place. The order is that in which they were wanted first; nothing is asked for twice.
///
/// ```
/// use dlt698::catalogue::Layout;
/// use dlt698::{Oad, planning};
///
/// let layout = Layout { phases: 3, tariffs: 4 };
/// let total = Oad::element(0x0010, 2, 1);
/// let tariffs: Vec<Oad> = (1..=5).map(|element| Oad::element(0x0010, 2, element)).collect();
/// assert_eq!(planning::fewest_bytes(&[total], layout), [total]);
/// assert_eq!(planning::fewest_bytes(&tariffs, layout), [Oad::new(0x0010, 2)]);
/// ```
#[must_use]
pub fn fewest_bytes(wanted: &[Oad], layout: Layout) -> Vec<Oad> {
    let mut plan: Vec<Oad> = Vec::new();
    for &oad in wanted {
        let whole = Oad { index: 0, ..oad };
        if plan.contains(&oad) || plan.contains(&whole) {
            continue;
        }
        let is_of_it = |other: &Oad| Oad { index: 0, ..*other } == whole;
        if wanted.contains(&whole) || is_whole_shorter(wanted, whole, layout) {
            plan.push(whole);
        } else {
            let elements = wanted.iter().copied().filter(is_of_it);
            for element in elements {
                if !plan.contains(&element) {
                    plan.push(element);
                }
            }
        }
    }
    plan
}

/// Whether the whole attribute takes fewer bytes, asked and answered, than those elements of it that are wanted.
fn is_whole_shorter(wanted: &[Oad], whole: Oad, layout: Layout) -> bool {
    let mut elements: Vec<Oad> =
        wanted.iter().copied().filter(|oad| Oad { index: 0, ..*oad } == whole).collect();
    elements.sort_unstable();
    elements.dedup();
    let cost = |oad: Oad| Some(OAD + OAD + CHOICE + data_len(oad, layout)?);
    let elements = elements.into_iter().map(cost).sum::<Option<usize>>();
    matches!((cost(whole), elements), (Some(whole), Some(elements)) if whole < elements)
}

fn shape_len(shape: &Shape, layout: Layout) -> Option<usize> {
    Some(match shape {
        Shape::Any => return None,
        Shape::Of(tag) | Shape::Number { tag, .. } => TAG + content_len(*tag)?,
        Shape::Digits => TAG + 1 + DIGITS,
        Shape::Array { of, length } => {
            let elements = length.in_layout(layout)?;
            TAG + count_len(elements) + elements * shape_len(of, layout)?
        }
        Shape::Structure(members) => {
            let members_len = members.iter().map(|member| shape_len(&member.shape, layout));
            TAG + count_len(members.len()) + members_len.sum::<Option<usize>>()?
        }
    })
}

/// Bytes behind a tag; nothing for what tells its own length.
const fn content_len(tag: u8) -> Option<usize> {
    Some(match tag {
        0x00 => 0,
        0x03 | 0x0F | 0x11 | 0x16 => 1,
        0x10 | 0x12 | 0x50 | 0x59 => 2,
        0x1B | 0x54 => 3,
        0x05 | 0x06 | 0x17 | 0x51 | 0x53 => 4,
        0x1A | 0x5F => 5,
        0x1C => 7,
        0x14 | 0x15 | 0x18 => 8,
        0x19 => 10,
        _ => return None,
    })
}

const fn count_len(count: usize) -> usize {
    crate::axdr::length_len(count)
}

/// Tag, kind and PIID.
const HEAD: usize = 3;
const OAD: usize = 4;
const CHOICE: usize = 1;
const TAG: usize = 1;
/// None there is.
const TIME_TAG: usize = 1;
/// None there is.
const FOLLOW_REPORT: usize = 1;
/// Addresses and numbers of meters have twelve digits.
const DIGITS: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ServerApdu;
    use crate::apdu::{
        GetResponse, GetResult, PiidAcd, ResultNormal, ServerMessage, ServerService,
    };
    use crate::axdr::{Data, Octets};
    use crate::server::Objects;

    const THREE_PHASES: Layout = Layout { phases: 3, tariffs: 4 };

    #[test]
    fn the_vectors_have_the_lengths_that_were_planned() {
        // Vectors 19 to 22 of dlt698-45.md: the communication address; voltages and currents.
        let address: ServerAddress = "201605190907".parse().expect("an address");
        let check = |oads: &[Oad], request, reply| {
            let overhead = LinkFrame::overhead(&address);
            assert_eq!(request_len(oads) + overhead, request, "{oads:?}");
            let planned = reply_len(oads, THREE_PHASES).map(|len| len + overhead);
            assert_eq!(planned, Some(reply), "{oads:?}");
            assert_eq!(exchange_len(oads, THREE_PHASES, &address), Some(request + reply));
        };
        check(&[Oad::new(0x4001, 2)], 25, 35);
        check(&[Oad::new(0x2000, 2), Oad::new(0x2001, 2)], 30, 61);
    }

    /// Answers with a value of the shape that the catalogue has.
    struct Shaped;

    fn shaped(shape: &Shape) -> Option<Data> {
        Some(match shape {
            Shape::Number { tag: 0x05, .. } => Data::DoubleLong(1),
            Shape::Number { tag: 0x06, .. } => Data::DoubleLongUnsigned(1),
            Shape::Number { tag: 0x10, .. } => Data::Long(1),
            Shape::Number { tag: 0x12, .. } => Data::LongUnsigned(1),
            Shape::Number { tag: 0x15, .. } => Data::Long64Unsigned(1),
            Shape::Digits => Data::OctetString(Octets(vec![0; 6])),
            Shape::Array { of, length } => {
                let elements = length.in_layout(THREE_PHASES)?;
                Data::Array(vec![shaped(of)?; elements])
            }
            _ => return None,
        })
    }

    impl Objects for Shaped {
        fn get(&mut self, oad: Oad) -> GetResult {
            let data = shaped(catalogue::shape(oad));
            data.map_or(GetResult::Failed(crate::Dar::UNDEFINED), GetResult::Found)
        }
    }

    #[test]
    fn what_is_planned_is_what_comes() {
        let mut planned = 0;
        for object in catalogue::objects() {
            for attribute in object.attributes {
                let oad = Oad::new(object.oi.0, attribute.number);
                let result = Shaped.get(oad);
                let GetResult::Found(_) = result else { continue };
                let service = ServerService::Get(GetResponse::Normal(ResultNormal { oad, result }));
                let piid = PiidAcd { number: 1, is_urgent: false, wants_attention: false };
                let message = ServerMessage { piid, service, follow_report: None, time_tag: None };
                let len = ServerApdu::from(message).emit().len();
                assert_eq!(reply_len(&[oad], THREE_PHASES), Some(len), "{oad}");
                planned += 1;
            }
        }
        assert!(planned > 90, "{planned} attributes");
    }

    #[test]
    fn the_fewest_bytes_keep_the_order_and_ask_once() {
        let element = |oi, n| Oad::element(oi, 2, n);
        let plan = |wanted: &[Oad]| fewest_bytes(wanted, THREE_PHASES);
        assert_eq!(
            plan(&[element(0x2000, 1), element(0x0010, 1), element(0x2000, 2), element(0x2000, 3)]),
            [Oad::new(0x2000, 2), element(0x0010, 1)]
        );
        assert_eq!(plan(&[element(0x0010, 1), Oad::new(0x0010, 2)]), [Oad::new(0x0010, 2)]);
        assert_eq!(plan(&[element(0x0010, 1), element(0x0010, 1)]), [element(0x0010, 1)]);
        // Nobody knows how long a list of holidays is: it is read as it was wanted.
        let holidays = [element(0x4011, 1), element(0x4011, 2)];
        assert_eq!(plan(&holidays), holidays);
    }
}
