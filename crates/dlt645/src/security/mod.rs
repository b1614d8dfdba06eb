//! Security authentication, 03H: the commands to a meter's ESAM and its replies (dlt645-2007.md, section 9).
//!
//! Ciphertexts, random numbers and MACs are taken and given as bytes in natural order, as security units have them;
//! nothing here encrypts. Two generations of meters differ: [`SecurityCommand::generation`].

mod command;
mod reply;

pub use command::{
    EsamFile, EsamFileKind, KeyInfo, KeyRecord, KeyRole, Purchase, PurseFilling, ReadBack,
    SecurityCommand, SoftwareCompare,
};
pub use reply::{ReadBackContent, SecurityReply};

use serde::{Deserialize, Serialize};

use crate::{DataIdentifier, Name};

/// Which edition of the grid's specification a meter follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Generation {
    /// No infrared authentication; keys are updated one by one (070201FF to 070204FF).
    #[serde(rename = "2009")]
    Y2009,
    /// Infrared authentication on the infrared port; keys are updated up to four at a time (070301FF).
    #[serde(rename = "2013")]
    Y2013,
}

pub(crate) const IDENTITY: DataIdentifier = DataIdentifier::new(0x0700_00FF);
pub(crate) const VALIDITY: DataIdentifier = DataIdentifier::new(0x0700_01FF);
pub(crate) const END_VALIDITY: DataIdentifier = DataIdentifier::new(0x0700_02FF);
pub(crate) const INFRARED: DataIdentifier = DataIdentifier::new(0x0700_03FF);
pub(crate) const WRITE_FILE_PLAIN: DataIdentifier = DataIdentifier::new(0x0700_04FF);
pub(crate) const WRITE_FILE_CIPHERED: DataIdentifier = DataIdentifier::new(0x0700_05FF);
pub(crate) const OPEN_ACCOUNT: DataIdentifier = DataIdentifier::new(0x0701_01FF);
pub(crate) const RECHARGE: DataIdentifier = DataIdentifier::new(0x0701_02FF);
pub(crate) const INITIALISE_PURSE: DataIdentifier = DataIdentifier::new(0x0701_03FF);
pub(crate) const UPDATE_KEYS_2013: DataIdentifier = DataIdentifier::new(0x0703_01FF);
pub(crate) const READ_BACK: DataIdentifier = DataIdentifier::new(0x0780_01FF);
pub(crate) const SOFTWARE_COMPARE: DataIdentifier = DataIdentifier::new(0x0780_02FF);
pub(crate) const INFRARED_QUERY: DataIdentifier = DataIdentifier::new(0x0780_03FF);
pub(crate) const STATUS_QUERY: DataIdentifier = DataIdentifier::new(0x0781_02FF);

/// What an identifier of 03H is called.
pub(crate) fn name(identifier: DataIdentifier) -> Option<Name> {
    Some(match identifier {
        IDENTITY => Name::new("身份认证", "identity authentication"),
        VALIDITY => Name::new("身份认证时效设置", "set validity"),
        END_VALIDITY => Name::new("身份认证失效", "end validity"),
        INFRARED => Name::new("红外认证", "infrared authentication"),
        WRITE_FILE_PLAIN => Name::new("ESAM数据明文更新", "write ESAM file in plain"),
        WRITE_FILE_CIPHERED => Name::new("ESAM数据密文更新", "write ESAM file in ciphertext"),
        OPEN_ACCOUNT => Name::new("开户", "open account"),
        RECHARGE => Name::new("充值", "recharge"),
        INITIALISE_PURSE => Name::new("钱包初始化", "initialise purse"),
        UPDATE_KEYS_2013 => Name::new("密钥更新", "update keys"),
        READ_BACK => Name::new("数据回抄", "read back"),
        SOFTWARE_COMPARE => Name::new("软件比对", "compare software"),
        INFRARED_QUERY => Name::new("红外认证请求", "infrared authentication query"),
        STATUS_QUERY => Name::new("状态查询", "status query"),
        _ => return KeyRole::of(identifier).map(KeyRole::name),
    })
}

pub(crate) const AMOUNT: Name = Name::new("金额(分)", "amount (fen)");
pub(crate) const COUNT: Name = Name::new("购电次数", "purchase count");
pub(crate) const CUSTOMER: Name = Name::new("客户编号", "customer number");
pub(crate) const ESAM_SERIAL: Name = Name::new("ESAM序列号", "ESAM serial number");
pub(crate) const KEY_STATUS: Name = Name::new("密钥信息", "key information");
pub(crate) const RANDOM_1: Name = Name::new("随机数1", "random number 1");
pub(crate) const RANDOM_2: Name = Name::new("随机数2", "random number 2");
pub(crate) const DATA: Name = Name::new("数据", "data");
