//! What a master asks of an ESAM.

use serde::{Deserialize, Serialize};

use super::{
    AMOUNT, COUNT, CUSTOMER, DATA, END_VALIDITY, Generation, IDENTITY, INFRARED, INFRARED_QUERY,
    INITIALISE_PURSE, KEY_STATUS, OPEN_ACCOUNT, RANDOM_1, READ_BACK, RECHARGE, SOFTWARE_COMPARE,
    STATUS_QUERY, UPDATE_KEYS_2013, VALIDITY, WRITE_FILE_CIPHERED, WRITE_FILE_PLAIN,
};
use crate::authority::{CIPHERTEXT, MAC, MAC_LEN};
use crate::fields::{FieldFault, Fields};
use crate::octets::{as_hex, as_hex_octet, as_hex_short};
use crate::{DataIdentifier, Mac, Name, Octets, bcd};

/// A command of 03H, by its identifier (dlt645-2007.md, 9.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityCommand {
    /// 070000FF 身份认证. The diversifier is 0000 and the meter number (04000402).
    AuthenticateIdentity { ciphertext: Octets<8>, random_1: Octets<8>, diversifier: Octets<8> },
    /// 070001FF 时效设置: how long an identity authentication is valid, 1 to 9999 minutes (5 if nobody says).
    SetValidity { minutes: u16, mac: Mac },
    /// 070002FF 身份认证失效.
    EndValidity,
    /// 070003FF 红外认证, of 2013: random 2, encrypted.
    AuthenticateInfrared { ciphertext: Octets<8> },
    /// 070004FF and 070005FF.
    WriteEsamFile(EsamFile),
    /// 070101FF 开户.
    OpenAccount(Purchase),
    /// 070102FF 充值.
    Recharge(Purchase),
    /// 070103FF 钱包初始化, in the state of public keys only.
    InitialisePurse(PurseFilling),
    /// 070201FF to 070204FF 密钥更新, of 2009.
    UpdateKey { key: KeyRole, mac: Mac, info: KeyInfo, ciphertext: Octets<32> },
    /// 070301FF 密钥更新, of 2013: one to four keys, and the MAC over the exclusive or of their records.
    UpdateKeys { records: Vec<KeyRecord>, mac: Mac },
    /// 078001FF 数据回抄.
    ReadBack(ReadBack),
    /// 078002FF 软件比对. It is no infrared authentication, though some sources say so.
    CompareSoftware(SoftwareCompare),
    /// 078003FF 红外认证请求, of 2013. It ends an identity authentication that stands.
    QueryInfrared { random_1: Octets<8> },
    /// 078102FF 状态查询.
    QueryStatus,
    /// 070302FF and what else is not in the reference: kept as bytes.
    Unknown {
        identifier: DataIdentifier,
        #[serde(with = "as_hex")]
        data: Vec<u8>,
    },
}

/// Bytes for one of the ESAM's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EsamFile {
    pub kind: EsamFileKind,
    #[serde(with = "as_hex_octet")]
    pub file: u8,
    #[serde(with = "as_hex_short")]
    pub offset: u16,
    /// In natural order.
    #[serde(with = "as_hex")]
    pub data: Vec<u8>,
    pub mac: Mac,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EsamFileKind {
    /// 070004FF: files 18, 1A, 1B, 1C.
    Plain,
    /// 070005FF: files 15, 0B.
    Ciphered,
}

/// Money that goes into a meter, for whom, and as which purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Purchase {
    /// 0.01 yuan; binary on the wire.
    pub amount_fen: u32,
    /// One more than the meter's own count; the same count is a repeated recharge.
    pub count: u32,
    /// Over amount and count.
    pub mac_1: Mac,
    /// Twelve digits.
    pub customer: Octets<6>,
    /// Over the customer number.
    pub mac_2: Mac,
}

/// What a purse begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PurseFilling {
    pub amount_fen: u32,
    pub mac_1: Mac,
    pub count: u32,
    pub mac_2: Mac,
}

/// Which key of a meter of 2009 is updated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRole {
    /// 070201FF.
    Control,
    /// 070202FF.
    Parameter,
    /// 070203FF.
    Identity,
    /// 070204FF.
    Master,
}

/// What an update says of a key of 2009.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyInfo {
    pub state: u8,
    /// 01: remote.
    pub mode: u8,
    pub key: u8,
    /// Must be more than the version that the meter has.
    pub version: u8,
}

/// One key of an update of 2013: 36 bytes, which travel turned round as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyRecord {
    /// How many keys the meter has in all.
    pub total: u8,
    pub reserved: u8,
    pub key: u8,
    /// 0 public, 1 private.
    pub kind: u8,
    pub ciphertext: Octets<32>,
}

/// Where a read-back reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReadBack {
    /// DF01.
    #[serde(with = "as_hex_short")]
    pub directory: u16,
    #[serde(with = "as_hex_short")]
    pub file: u16,
    #[serde(with = "as_hex_short")]
    pub start: u16,
    pub len: u16,
}

/// What a software comparison covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SoftwareCompare {
    pub cpu: u8,
    pub key: u8,
    pub factor_address: u32,
    pub data_address: u32,
    /// Southern Grid only: how much, in steps of 256 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u8>,
}

impl SecurityCommand {
    #[must_use]
    pub fn identifier(&self) -> DataIdentifier {
        match self {
            Self::AuthenticateIdentity { .. } => IDENTITY,
            Self::SetValidity { .. } => VALIDITY,
            Self::EndValidity => END_VALIDITY,
            Self::AuthenticateInfrared { .. } => INFRARED,
            Self::WriteEsamFile(EsamFile { kind: EsamFileKind::Plain, .. }) => WRITE_FILE_PLAIN,
            Self::WriteEsamFile(EsamFile { kind: EsamFileKind::Ciphered, .. }) => {
                WRITE_FILE_CIPHERED
            }
            Self::OpenAccount(_) => OPEN_ACCOUNT,
            Self::Recharge(_) => RECHARGE,
            Self::InitialisePurse(_) => INITIALISE_PURSE,
            Self::UpdateKey { key, .. } => key.identifier(),
            Self::UpdateKeys { .. } => UPDATE_KEYS_2013,
            Self::ReadBack(_) => READ_BACK,
            Self::CompareSoftware(_) => SOFTWARE_COMPARE,
            Self::QueryInfrared { .. } => INFRARED_QUERY,
            Self::QueryStatus => STATUS_QUERY,
            Self::Unknown { identifier, .. } => *identifier,
        }
    }

    /// The generation of meters that alone understands this; none if both do, or nobody knows.
    #[must_use]
    pub const fn generation(&self) -> Option<Generation> {
        match self {
            Self::UpdateKey { .. } => Some(Generation::Y2009),
            Self::AuthenticateInfrared { .. }
            | Self::QueryInfrared { .. }
            | Self::UpdateKeys { .. } => Some(Generation::Y2013),
            _ => None,
        }
    }

    /// Whether a meter refuses it (SERR bit 3) without a valid identity authentication.
    #[must_use]
    pub const fn needs_identity(&self) -> bool {
        !matches!(
            self,
            Self::AuthenticateIdentity { .. }
                | Self::AuthenticateInfrared { .. }
                | Self::QueryInfrared { .. }
        )
    }

    /// Reads what follows identifier and operator code.
    pub(crate) fn parse(
        identifier: DataIdentifier,
        fields: &mut Fields<'_>,
    ) -> Result<Self, FieldFault> {
        if let Some(key) = KeyRole::of(identifier) {
            let mac = fields.group(MAC)?;
            let info = KeyInfo::parse(fields)?;
            return Ok(Self::UpdateKey { key, mac, info, ciphertext: fields.group(CIPHERTEXT)? });
        }
        Ok(match identifier {
            IDENTITY => Self::AuthenticateIdentity {
                ciphertext: fields.group(CIPHERTEXT)?,
                random_1: fields.group(RANDOM_1)?,
                diversifier: fields.group(DIVERSIFIER)?,
            },
            VALIDITY => {
                Self::SetValidity { minutes: take_minutes(fields)?, mac: fields.group(MAC)? }
            }
            END_VALIDITY => Self::EndValidity,
            INFRARED => Self::AuthenticateInfrared { ciphertext: fields.group(CIPHERTEXT)? },
            WRITE_FILE_PLAIN => Self::WriteEsamFile(EsamFile::parse(EsamFileKind::Plain, fields)?),
            WRITE_FILE_CIPHERED => {
                Self::WriteEsamFile(EsamFile::parse(EsamFileKind::Ciphered, fields)?)
            }
            OPEN_ACCOUNT => Self::OpenAccount(Purchase::parse(fields)?),
            RECHARGE => Self::Recharge(Purchase::parse(fields)?),
            INITIALISE_PURSE => Self::InitialisePurse(PurseFilling {
                amount_fen: fields.long(AMOUNT)?,
                mac_1: fields.group(MAC)?,
                count: fields.long(COUNT)?,
                mac_2: fields.group(MAC)?,
            }),
            UPDATE_KEYS_2013 => {
                let mut records = Vec::new();
                // One at least, so that a frame without any names what is missing.
                while records.is_empty() || fields.left() > MAC_LEN {
                    records.push(KeyRecord::parse(fields)?);
                }
                if records.len() > KeyRecord::COUNT_MAX {
                    let len = records.len() * KeyRecord::LEN;
                    return Err(fields.value_fault(KEY_RECORD, len, "at most four records"));
                }
                Self::UpdateKeys { records, mac: fields.group(MAC)? }
            }
            READ_BACK => Self::ReadBack(ReadBack::parse(fields)?),
            SOFTWARE_COMPARE => Self::CompareSoftware(SoftwareCompare::parse(fields)?),
            INFRARED_QUERY => Self::QueryInfrared { random_1: fields.group(RANDOM_1)? },
            STATUS_QUERY => Self::QueryStatus,
            _ => Self::Unknown { identifier, data: fields.rest_but(DATA, 0)?.to_vec() },
        })
    }

    /// Writes what follows identifier and operator code.
    pub(crate) fn emit(&self, out: &mut Vec<u8>) {
        match self {
            Self::AuthenticateIdentity { ciphertext, random_1, diversifier } => {
                out.extend(ciphertext.to_wire());
                out.extend(random_1.to_wire());
                out.extend(diversifier.to_wire());
            }
            Self::SetValidity { minutes, mac } => {
                out.extend([bcd::octet_of((minutes % 100) as u8)]);
                out.extend([bcd::octet_of((minutes / 100 % 100) as u8)]);
                out.extend(mac.to_wire());
            }
            Self::EndValidity | Self::QueryStatus => {}
            Self::AuthenticateInfrared { ciphertext } => out.extend(ciphertext.to_wire()),
            Self::WriteEsamFile(file) => file.emit(out),
            Self::OpenAccount(purchase) | Self::Recharge(purchase) => purchase.emit(out),
            Self::InitialisePurse(PurseFilling { amount_fen, mac_1, count, mac_2 }) => {
                out.extend(amount_fen.to_le_bytes());
                out.extend(mac_1.to_wire());
                out.extend(count.to_le_bytes());
                out.extend(mac_2.to_wire());
            }
            Self::UpdateKey { mac, info, ciphertext, .. } => {
                out.extend(mac.to_wire());
                out.extend(info.to_wire());
                out.extend(ciphertext.to_wire());
            }
            Self::UpdateKeys { records, mac } => {
                records.iter().for_each(|record| out.extend(record.to_wire()));
                out.extend(mac.to_wire());
            }
            Self::ReadBack(read_back) => read_back.emit(out),
            Self::CompareSoftware(compare) => compare.emit(out),
            Self::QueryInfrared { random_1 } => out.extend(random_1.to_wire()),
            Self::Unknown { data, .. } => out.extend(data),
        }
    }

    /// Why a meter could not take it as it stands.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        match self {
            Self::SetValidity { minutes, .. } if !(1..=9_999).contains(minutes) => {
                Some("a validity is 1 to 9999 minutes")
            }
            Self::UpdateKeys { records, .. }
                if !(1..=KeyRecord::COUNT_MAX).contains(&records.len()) =>
            {
                Some("an update has one to four keys")
            }
            _ => None,
        }
    }
}

impl EsamFile {
    fn parse(kind: EsamFileKind, fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let file = fields.octet(FILE)?;
        let offset = fields.short(OFFSET)?;
        let data = fields.rest_but(DATA, MAC_LEN)?.iter().rev().copied().collect();
        Ok(Self { kind, file, offset, data, mac: fields.group(MAC)? })
    }

    fn emit(&self, out: &mut Vec<u8>) {
        out.push(self.file);
        out.extend(self.offset.to_le_bytes());
        out.extend(self.data.iter().rev());
        out.extend(self.mac.to_wire());
    }
}

impl Purchase {
    fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        Ok(Self {
            amount_fen: fields.long(AMOUNT)?,
            count: fields.long(COUNT)?,
            mac_1: fields.group(MAC)?,
            customer: fields.group(CUSTOMER)?,
            mac_2: fields.group(MAC)?,
        })
    }

    fn emit(&self, out: &mut Vec<u8>) {
        out.extend(self.amount_fen.to_le_bytes());
        out.extend(self.count.to_le_bytes());
        out.extend(self.mac_1.to_wire());
        out.extend(self.customer.to_wire());
        out.extend(self.mac_2.to_wire());
    }
}

impl KeyRole {
    const ALL: [Self; 4] = [Self::Control, Self::Parameter, Self::Identity, Self::Master];

    #[must_use]
    pub const fn identifier(self) -> DataIdentifier {
        DataIdentifier::new(match self {
            Self::Control => 0x0702_01FF,
            Self::Parameter => 0x0702_02FF,
            Self::Identity => 0x0702_03FF,
            Self::Master => 0x0702_04FF,
        })
    }

    pub(super) fn of(identifier: DataIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.identifier() == identifier)
    }

    #[must_use]
    pub const fn name(self) -> Name {
        match self {
            Self::Control => Name::new("控制密钥更新", "update control key"),
            Self::Parameter => Name::new("参数密钥更新", "update parameter key"),
            Self::Identity => Name::new("身份认证密钥更新", "update identity key"),
            Self::Master => Name::new("主控密钥更新", "update master key"),
        }
    }
}

impl KeyInfo {
    fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let [state, mode, key, version] = *fields.group::<4>(KEY_STATUS)?.natural();
        Ok(Self { state, mode, key, version })
    }

    const fn to_wire(self) -> [u8; 4] {
        [self.version, self.key, self.mode, self.state]
    }
}

impl KeyRecord {
    /// Bytes of one record.
    pub const LEN: usize = 36;
    /// Records in one frame.
    pub const COUNT_MAX: usize = 4;

    fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let record = fields.group::<{ Self::LEN }>(KEY_RECORD)?;
        let [total, reserved, key, kind, ciphertext @ ..] = *record.natural();
        Ok(Self { total, reserved, key, kind, ciphertext: Octets::new(ciphertext) })
    }

    /// The bytes that the MAC is computed over, together with those of the other records.
    #[must_use]
    pub fn natural(&self) -> [u8; Self::LEN] {
        let mut octets = [0; Self::LEN];
        octets[..4].copy_from_slice(&[self.total, self.reserved, self.key, self.kind]);
        octets[4..].copy_from_slice(self.ciphertext.natural());
        octets
    }

    fn to_wire(self) -> [u8; Self::LEN] {
        Octets::new(self.natural()).to_wire()
    }
}

impl ReadBack {
    /// The directory that meters have.
    pub const DIRECTORY: u16 = 0xDF01;
    /// The file that holds the purse.
    pub const PURSE: u16 = 1;

    pub(super) fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let len = fields.short(Name::new("数据长度", "length"))?;
        let start = fields.short(Name::new("起始地址", "start"))?;
        let file = fields.short(FILE)?;
        Ok(Self { len, start, file, directory: fields.short(Name::new("目录", "directory"))? })
    }

    pub(super) fn emit(&self, out: &mut Vec<u8>) {
        let fields = [self.len, self.start, self.file, self.directory];
        out.extend(fields.into_iter().flat_map(u16::to_le_bytes));
    }
}

impl SoftwareCompare {
    fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let cpu = fields.octet(Name::new("CPU编号", "CPU number"))?;
        let key = fields.octet(Name::new("密钥索引", "key index"))?;
        let factor_address = fields.long(Name::new("比对因子起始地址", "factor address"))?;
        let data_address = fields.long(Name::new("比对数据起始地址", "data address"))?;
        let has_pages = fields.left() > 0;
        let pages = Name::new("比对长度(×256)", "length (×256)");
        let pages = if has_pages { Some(fields.octet(pages)?) } else { None };
        Ok(Self { cpu, key, factor_address, data_address, pages })
    }

    fn emit(&self, out: &mut Vec<u8>) {
        out.extend([self.cpu, self.key]);
        out.extend(self.factor_address.to_le_bytes());
        out.extend(self.data_address.to_le_bytes());
        out.extend(self.pages);
    }
}

fn take_minutes(fields: &mut Fields<'_>) -> Result<u16, FieldFault> {
    let octets: [u8; 2] = fields.take(MINUTES)?;
    let minutes = bcd::number(&octets).ok().and_then(|minutes| u16::try_from(minutes).ok());
    let minutes = minutes.filter(|minutes| *minutes > 0);
    let minutes = minutes.ok_or(fields.value_fault(MINUTES, 2, "1 to 9999 minutes in BCD"))?;
    fields.tell(|| format!("{minutes} min"));
    Ok(minutes)
}

const DIVERSIFIER: Name = Name::new("分散因子", "diversifier");
const MINUTES: Name = Name::new("身份认证有效时长", "validity");
const FILE: Name = Name::new("文件", "file");
const OFFSET: Name = Name::new("偏移", "offset");
const KEY_RECORD: Name = Name::new("密钥数据块", "key record");
