//! What is done with accounts, sessions and cards.

mod change_account;
mod create_account;
mod first_administrator;
mod issue_card;
mod reveal_unlock_code;
mod revoke_card;
mod sign_in;

pub use change_account::{AccountChange, ChangeAccount};
pub use create_account::{AccountCreated, CreateAccount};
pub use first_administrator::FirstAdministrator;
pub use issue_card::{CardIssued, IssueCard};
pub use reveal_unlock_code::{RevealUnlockCode, SealedUnlockCode};
pub use revoke_card::RevokeCard;
pub(super) use sign_in::{Proof, SignIn, prove, sign_in};
