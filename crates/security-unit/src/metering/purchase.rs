//! Purchases (开户、充值): money that a meter's purse gets on site.

use serde::{Deserialize, Serialize};

use super::{Authority, Mac, PurseCustomer, TaskMac};

/// What is done to the purse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurchaseKind {
    /// 开户, `070101FF`: names the customer and brings the first money.
    OpenAccount,
    /// 充值, `070102FF`
    Recharge,
}

impl PurchaseKind {
    /// DI3 DI2 DI1 DI0.
    #[must_use]
    pub const fn item(self) -> [u8; 4] {
        match self {
            PurchaseKind::OpenAccount => [0x07, 0x01, 0x01, 0xFF],
            PurchaseKind::Recharge => [0x07, 0x01, 0x02, 0xFF],
        }
    }
}

/// One paid purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purchase {
    pub kind: PurchaseKind,
    /// In fen; 4 bytes binary in the meter's message.
    pub amount_fen: u32,
    /// The purchase's number at this meter (购电次数): one more than the meter's own, so that none counts twice.
    pub count: u32,
    pub customer: PurseCustomer,
}

impl Purchase {
    /// What MAC1 covers besides the item: amount and count, 4 bytes each, binary, highest byte first.
    #[must_use]
    pub fn money(&self) -> [u8; 8] {
        let [a, b, c, d] = self.amount_fen.to_be_bytes();
        let [e, f, g, h] = self.count.to_be_bytes();
        [a, b, c, d, e, f, g, h]
    }
}

/// A purchase with what proves that the company permits it: money and customer each under an authority of their own
/// (reference 9.6, function 02 08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorisedPurchase {
    pub purchase: Purchase,
    pub money_authority: Authority,
    pub money_mac: TaskMac,
    pub customer_authority: Authority,
    pub customer_mac: TaskMac,
}

/// The two MACs of a purchase as the meter takes them: MAC1 behind amount and count, MAC2 behind the customer number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedPurchase {
    pub mac1: Mac,
    pub mac2: Mac,
}
