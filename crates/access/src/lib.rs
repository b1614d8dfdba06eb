//! Who may do what: role × action × scope, two-person rules, and what a terminal must be fitted
//! with.
//!
//! The whole answer stands in one table, [`RIGHTS`], and a short list of [`CONFLICTS`] that always
//! win over it (`domain.md` 3.0). A server asks in one of two ways: [`permit`] before it touches
//! one thing, [`reach`] before it lists many. Both need an [`Actor`], which the channel and the
//! session have proved, and give a [`Permit`] to carry along, or a [`Denial`] with its reason in
//! words. `docs/access.md` is the table printed; a test keeps it true.
//!
//! Some things nobody may do, and so no action exists for them: to edit or delete an audit entry,
//! to alter or delete evidence, to change the tested metering baseline.
//!
//! Before any question about a person there is one about the terminal: [`may_meter`] gives a [`MeteringPermit`] to a
//! terminal that has all of [`vocabulary::SecurityPart`], and names what is missing to any other.
//!
//! # To add an action
//! Add a variant and its line in `action.rs` and its row in `rights.rs`; look whether a conflict
//! forbids it; run the tests with `UPDATE=1 INSTA_UPDATE=always` and read what changed in the
//! snapshot and in `docs/access.md`.
//!
//! ```
//! use access::{Action, Actor, Held, Place, Resource, permit};
//! # use vocabulary::{GridId, OrganisationId, PersonId, Role, StationId};
//! # fn id(n: u128) -> uuid::Uuid { uuid::Uuid::from_u128(n) }
//! # let (organisation, station) = (OrganisationId::from_uuid(id(1)), StationId::from_uuid(id(2)));
//! # let (grid, person) = (GridId::from_uuid(id(3)), PersonId::from_uuid(id(4)));
//! let place = Place::Station { organisation, station, grids: vec![grid] };
//! let manager = Actor::Person { person, roles: vec![Held { role: Role::AreaManager, place }] };
//! let order = Resource::in_organisation(organisation).at_station(station).in_grid(grid);
//! assert!(permit(&manager, Action::ReadOrder, &order).is_ok());
//! assert!(permit(&manager, Action::DispatchOrder, &order).is_err());
//! ```

mod action;
mod actor;
mod conflicts;
mod fitting;
mod markdown;
mod permit;
mod resource;
mod rights;
mod two_persons;

pub use action::Action;
pub use actor::{Actor, Held, Place};
pub use conflicts::{CONFLICTS, Conflict};
pub use fitting::{MeteringPermit, MeteringRefusal, may_meter};
pub use markdown::markdown;
pub use permit::{Denial, Permit, Reach, permit, reach};
pub use resource::Resource;
pub use rights::{RIGHTS, Right, Scope, Who};
pub use two_persons::{SamePersonTwice, Signatory, two_person_rule};
