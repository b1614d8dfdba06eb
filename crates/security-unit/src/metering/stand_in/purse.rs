//! The money in an ESAM: what was bought, by whom, and that none is taken twice.

use serde::{Deserialize, Serialize};

use super::refusal::EsamRefusal;
use crate::metering::{Purchase, PurchaseKind, PurseCustomer};

/// The purse (钱包): what was bought and by whom. What is left of it is the meter's to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purse {
    /// Bought in all, in fen.
    pub bought_fen: u64,
    /// 购电次数
    pub count: u32,
    /// All zeros before an account was opened.
    pub customer: PurseCustomer,
}

impl Purse {
    /// A purse that nobody owns yet.
    pub(super) const EMPTY: Purse = Purse { bought_fen: 0, count: 0, customer: NOBODY };

    /// The purse after `purchase`; the rules are those of reference 9.3.
    pub(super) fn take(
        self,
        purchase: &Purchase,
        purse_max_fen: Option<u64>,
    ) -> Result<Self, EsamRefusal> {
        let may_own = self.customer == NOBODY && purchase.kind == PurchaseKind::OpenAccount;
        if self.customer != purchase.customer && !may_own {
            return Err(EsamRefusal::OtherCustomer);
        }
        if purchase.count == self.count {
            return Err(EsamRefusal::RepeatedPurchase);
        }
        if Some(purchase.count) != self.count.checked_add(1) {
            return Err(EsamRefusal::PurchaseCount);
        }
        let amount = u64::from(purchase.amount_fen);
        if purse_max_fen.is_some_and(|max| amount > max) {
            return Err(EsamRefusal::OverHoarding);
        }
        let bought_fen = self.bought_fen + amount;
        Ok(Self { bought_fen, count: purchase.count, customer: purchase.customer })
    }
}

const NOBODY: PurseCustomer = PurseCustomer::from_bytes([0; 6]);
