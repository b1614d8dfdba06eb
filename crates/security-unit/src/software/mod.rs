//! A card in a file, and a folder as its slot.

mod card;
mod card_file;
mod folder_slot;
mod seal;

pub use card::{IssueFault, NewCard, SoftwareCard};
pub use folder_slot::FolderSlot;
pub use seal::PinCost;

/// How card files end; anything else in a slot's folder is no card.
const CARD_FILE_ENDING: &str = ".card.json";
