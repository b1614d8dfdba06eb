//! Who answers for a transformer area: A and B of its grid, as long as they work here.

use platform_store::{StoreFault, Tx, people};
use vocabulary::{OrganisationId, PersonId};

/// Those whose terminals hold the customers of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Keepers {
    pub primary: Option<PersonId>,
    pub backup: Option<PersonId>,
}

impl Keepers {
    /// Those of an area; nobody for one that the organisation does not know.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of_area(
        tx: &mut Tx<'_>,
        org: OrganisationId,
        area_code: &str,
    ) -> Result<Self, StoreFault> {
        let Some(grid) = people::grid_of_area(tx, org, area_code).await? else {
            return Ok(Self::default());
        };
        Ok(Self {
            primary: still_here(tx, org, grid.primary).await?,
            backup: still_here(tx, org, grid.backup).await?,
        })
    }

    pub fn all(self) -> impl Iterator<Item = PersonId> {
        [self.primary, self.backup].into_iter().flatten()
    }

    #[must_use]
    pub fn has(self, person: PersonId) -> bool {
        self.all().any(|keeper| keeper == person)
    }
}

async fn still_here(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: Option<PersonId>,
) -> Result<Option<PersonId>, StoreFault> {
    let Some(person) = person else { return Ok(None) };
    let row = people::person(tx, org, person).await?;
    Ok(row.filter(|row| row.active).map(|row| row.person))
}
