//! What a meter's ESAM answers.

use serde::{Deserialize, Serialize};

use super::{
    AMOUNT, COUNT, CUSTOMER, DATA, END_VALIDITY, ESAM_SERIAL, IDENTITY, INFRARED_QUERY, KEY_STATUS,
    RANDOM_2, READ_BACK, ReadBack, SOFTWARE_COMPARE, STATUS_QUERY,
};
use crate::authority::{CIPHERTEXT, MAC, MAC_LEN};
use crate::fields::{FieldFault, Fields};
use crate::octets::as_hex;
use crate::{DataIdentifier, Mac, Name, Octets};

/// A reply to a command of 03H, by its identifier (dlt645-2007.md, 9.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityReply {
    /// 070000FF.
    Identity { random_2: Octets<4>, esam_serial: Octets<8> },
    /// 070002FF.
    ValidityEnded { customer: Octets<6>, amount_fen: u32, count: u32, key_status: Octets<4> },
    /// 078001FF.
    ReadBack { read_back: ReadBack, content: ReadBackContent },
    /// 078002FF: 64 bytes.
    SoftwareCompared { ciphertext: Octets<64> },
    /// 078003FF.
    Infrared {
        /// Meter number (表号), 04000402.
        meter: Octets<6>,
        esam_serial: Octets<8>,
        /// Random 1, encrypted.
        ciphertext: Octets<8>,
        random_2: Octets<8>,
    },
    /// 078102FF.
    Status {
        amount_fen: u32,
        mac_1: Mac,
        count: u32,
        mac_2: Mac,
        customer: Octets<6>,
        key_status: Octets<4>,
    },
    /// The identifier alone: done. So all other commands are answered.
    Done { identifier: DataIdentifier },
    /// What is not in the reference.
    Unknown {
        identifier: DataIdentifier,
        #[serde(with = "as_hex")]
        data: Vec<u8>,
    },
}

/// What a read-back found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadBackContent {
    /// As many bytes as were asked for, in natural order.
    File {
        #[serde(with = "as_hex")]
        data: Vec<u8>,
        mac: Mac,
    },
    /// The purse (file 1, eight bytes asked for), each half with a MAC.
    Purse { amount_fen: u32, mac_1: Mac, count: u32, mac_2: Mac },
}

impl SecurityReply {
    #[must_use]
    pub const fn identifier(&self) -> DataIdentifier {
        match self {
            Self::Identity { .. } => IDENTITY,
            Self::ValidityEnded { .. } => END_VALIDITY,
            Self::ReadBack { .. } => READ_BACK,
            Self::SoftwareCompared { .. } => SOFTWARE_COMPARE,
            Self::Infrared { .. } => INFRARED_QUERY,
            Self::Status { .. } => STATUS_QUERY,
            Self::Done { identifier } | Self::Unknown { identifier, .. } => *identifier,
        }
    }

    /// Reads what follows the identifier.
    pub(crate) fn parse(
        identifier: DataIdentifier,
        fields: &mut Fields<'_>,
    ) -> Result<Self, FieldFault> {
        Ok(match identifier {
            IDENTITY => Self::Identity {
                random_2: fields.group(RANDOM_2)?,
                esam_serial: fields.group(ESAM_SERIAL)?,
            },
            END_VALIDITY => Self::ValidityEnded {
                customer: fields.group(CUSTOMER)?,
                amount_fen: fields.long(AMOUNT)?,
                count: fields.long(COUNT)?,
                key_status: fields.group(KEY_STATUS)?,
            },
            READ_BACK => {
                let read_back = ReadBack::parse(fields)?;
                let content = ReadBackContent::parse(read_back, fields)?;
                Self::ReadBack { read_back, content }
            }
            SOFTWARE_COMPARE => Self::SoftwareCompared { ciphertext: fields.group(CIPHERTEXT)? },
            INFRARED_QUERY => Self::Infrared {
                meter: fields.group(METER)?,
                esam_serial: fields.group(ESAM_SERIAL)?,
                ciphertext: fields.group(CIPHERTEXT)?,
                random_2: fields.group(RANDOM_2)?,
            },
            STATUS_QUERY => Self::Status {
                amount_fen: fields.long(AMOUNT)?,
                mac_1: fields.group(MAC)?,
                count: fields.long(COUNT)?,
                mac_2: fields.group(MAC)?,
                customer: fields.group(CUSTOMER)?,
                key_status: fields.group(KEY_STATUS)?,
            },
            _ if fields.left() == 0 => Self::Done { identifier },
            _ => Self::Unknown { identifier, data: fields.rest_but(DATA, 0)?.to_vec() },
        })
    }

    /// Writes what follows the identifier.
    pub(crate) fn emit(&self, out: &mut Vec<u8>) {
        match self {
            Self::Identity { random_2, esam_serial } => {
                out.extend(random_2.to_wire());
                out.extend(esam_serial.to_wire());
            }
            Self::ValidityEnded { customer, amount_fen, count, key_status } => {
                out.extend(customer.to_wire());
                out.extend(amount_fen.to_le_bytes());
                out.extend(count.to_le_bytes());
                out.extend(key_status.to_wire());
            }
            Self::ReadBack { read_back, content } => {
                read_back.emit(out);
                content.emit(out);
            }
            Self::SoftwareCompared { ciphertext } => out.extend(ciphertext.to_wire()),
            Self::Infrared { meter, esam_serial, ciphertext, random_2 } => {
                out.extend(meter.to_wire());
                out.extend(esam_serial.to_wire());
                out.extend(ciphertext.to_wire());
                out.extend(random_2.to_wire());
            }
            Self::Status { amount_fen, mac_1, count, mac_2, customer, key_status } => {
                out.extend(amount_fen.to_le_bytes());
                out.extend(mac_1.to_wire());
                out.extend(count.to_le_bytes());
                out.extend(mac_2.to_wire());
                out.extend(customer.to_wire());
                out.extend(key_status.to_wire());
            }
            Self::Done { .. } => {}
            Self::Unknown { data, .. } => out.extend(data),
        }
    }
}

impl ReadBackContent {
    /// A purse is told from eight bytes of another file by its two MACs.
    fn parse(read_back: ReadBack, fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        if read_back.file == ReadBack::PURSE && read_back.len == 8 && fields.left() == PURSE_LEN {
            return Ok(Self::Purse {
                amount_fen: fields.long(AMOUNT)?,
                mac_1: fields.group(MAC)?,
                count: fields.long(COUNT)?,
                mac_2: fields.group(MAC)?,
            });
        }
        let len = usize::from(read_back.len);
        let data = fields.bytes(DATA, len)?.iter().rev().copied().collect();
        Ok(Self::File { data, mac: fields.group(MAC)? })
    }

    fn emit(&self, out: &mut Vec<u8>) {
        match self {
            Self::File { data, mac } => {
                out.extend(data.iter().rev());
                out.extend(mac.to_wire());
            }
            Self::Purse { amount_fen, mac_1, count, mac_2 } => {
                out.extend(amount_fen.to_le_bytes());
                out.extend(mac_1.to_wire());
                out.extend(count.to_le_bytes());
                out.extend(mac_2.to_wire());
            }
        }
    }
}

/// Amount, MAC, count, MAC.
const PURSE_LEN: usize = 8 + 2 * MAC_LEN;
const METER: Name = Name::new("表号", "meter number");
