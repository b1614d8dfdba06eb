//! The place where a card is put in and pulled out.

use std::sync::Arc;

use vocabulary::CardId;

use crate::{CardIdentity, SigningToken};

/// A card slot (卡槽) of a terminal.
pub trait CardSlot: Send + Sync {
    /// The card that is in the slot now.
    fn card(&self) -> Option<Arc<dyn SigningToken>>;

    /// The oldest thing that happened since it was last asked; never waits. Its owner asks about
    /// once a second.
    fn next_event(&self) -> Option<SlotEvent>;
}

/// What happened at a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotEvent {
    Inserted(CardIdentity),
    /// The card's PIN is forgotten; whoever still holds it gets [`crate::TokenFault::Removed`].
    Removed(CardId),
    /// Something is in the slot that is no card.
    Unreadable {
        reason: String,
    },
}
