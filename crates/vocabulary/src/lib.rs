//! The words of the business: ids, numbers with check rules, quantities, times and states.
//!
//! Everything above speaks in these types. A value that exists is valid: parsing is the only door. Nothing here knows
//! a database, a network or the machine's clock; time comes from a [`Clock`], randomness from an [`Entropy`].

mod card_kind;
mod clock;
mod compared;
mod digest;
mod entropy;
mod ids;
mod meter_command;
mod meter_time;
mod nul;
mod numbers;
mod quantities;
mod roles;
mod security_parts;
mod states;
mod text;

pub use card_kind::CardKind;
pub use clock::{
    Clock, Instant, ManualClock, SystemClock, hours, local_date, local_midnight, minutes,
};
pub use compared::compared;
pub use digest::{Digest, digest_of_json};
pub use entropy::{Entropy, SeededEntropy, SystemEntropy};
pub use ids::*;
pub use meter_command::{MeterCommand, MeterOutcome, RelayState};
pub use meter_time::{MeterTime, NoMeterTime};
pub use nul::{json_spells_nul, uri_spells_nul};
pub use numbers::{
    AssetNo, CommAddress, CustomerNo, IdNo, MeterNo, Mobile, NumberError, OrderNo,
    UnifiedSocialCreditCode,
};
pub use quantities::{Quantity, Unit};
pub use roles::{Role, known_roles};
pub use security_parts::{NoUnitSerial, SecurityPart, UnitSerial};
pub use states::{InvalidTransition, OrderState, StageState};
pub use text::Text;
