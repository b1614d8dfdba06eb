//! The moment of action: everything that forbids the command is asked again before its signed form is given out.

use async_trait::async_trait;
use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::identity::{self, CardState};
use platform_store::{Command, Tx, feed};
use serde_json::json;
use sync::{AuthorisationState, Released, SignedAuthorisation};
use vocabulary::{AuthorisationId, CardId, CardKind, Instant, PersonId, UnitSerial, minutes};

use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::metering::blocks::blocks;
use crate::metering::facts::{Asked, gather};
use crate::metering::material::Material;
use crate::metering::{lookup, refusal, signing, view};
use crate::orders::{Cause, Order};

/// Releases an authorisation to its executor. Asked again within its minutes (the answer was lost), it gives the same signed
/// form; afterwards never again, because the command may have reached the meter.
pub struct ReleaseAuthorisation {
    pub platform: Platform,
    pub cause: Cause,
    pub person: PersonId,
    pub authorisation: AuthorisationId,
    /// The security unit at the meter.
    pub unit: Option<UnitSerial>,
    /// The business card at the meter, as the terminal says.
    pub business_card: Option<CardId>,
    /// What the key authority made for it, where there is one.
    pub material: Option<Material>,
}

#[async_trait]
impl Command for ReleaseAuthorisation {
    type Answer = Released;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Released, Problem> {
        let (org, now) = (self.platform.org(), self.cause.received_at);
        let before = lookup::authorisation(tx, org, self.authorisation).await?;
        if before.executor != self.person {
            return Err(Problem::new(ProblemKind::NotAllowed, "该授权是给别人的"));
        }
        self.check_business_card(tx).await?;
        match before.state {
            AuthorisationState::Approved => {}
            AuthorisationState::Released => return self.again(&before),
            state => {
                let detail = format!("该授权不能使用，状态为 {}", state.as_str());
                return Err(
                    Problem::new(ProblemKind::Conflict, detail).with(json!({ "state": state }))
                );
            }
        }
        if now < before.not_before || now >= before.not_after {
            return Err(Problem::new(ProblemKind::Gone, "授权不在有效期内"));
        }
        // A first attempt came to nothing: only the terminal that made it knows that it sent nothing since.
        if before.released_at.is_some() && before.released_to != self.unit {
            let detail = "授权已放行给另一台终端，请用那台终端，或重新申请";
            return Err(Problem::new(ProblemKind::Gone, detail));
        }
        ask_again(&self.platform, tx, &before, now).await?;
        self.expect_material()?;
        let until = before.not_after.min(now.plus(MOMENT));
        let signed = signing::sign(&self.platform, &before, (now, until), self.material.as_ref())?;
        let after = AuthorisationRow {
            state: AuthorisationState::Released,
            rev: before.rev + 1,
            signed: Some(json!(signed)),
            released_at: Some(now),
            released_to: self.unit,
            ..before.clone()
        };
        self.note(tx, &after).await?;
        authorisations::update(tx, org, &before, &after).await?;
        let touch = view::touch(tx, org, &after).await?;
        feed::touch(tx, org, now, vec![touch]).await?;
        Ok(Released { signed, now })
    }
}

impl ReleaseAuthorisation {
    fn again(&self, row: &AuthorisationRow) -> Result<Released, Problem> {
        let now = self.cause.received_at;
        let signed = row.signed.clone().map(serde_json::from_value::<SignedAuthorisation>);
        let signed = signed.transpose().map_err(|error| Problem::internal(&error))?;
        let fresh = row.released_at.is_some_and(|at| now < at.plus(MOMENT));
        // What another unit was given this one could do nothing with, and the first may have done it already.
        let same_unit = row.released_to == self.unit;
        match signed {
            Some(signed) if fresh && same_unit => Ok(Released { signed, now }),
            _ => Err(Problem::new(ProblemKind::Gone, "授权已放行过，须先核实表计状态")),
        }
    }

    /// What is on record of a card is true, whatever the card says of itself. One that is on no record (made before business
    /// cards were registered) is taken at its word.
    async fn check_business_card(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let Some(card) = self.business_card else { return Ok(()) };
        let Some(card) = identity::card(tx, self.platform.org(), card).await? else {
            return Ok(());
        };
        if card.kind != CardKind::Business {
            let words = card.kind.instead_of(CardKind::Business);
            return Err(Problem::new(ProblemKind::OtherCardKind, words.zh));
        }
        match card.state {
            CardState::Active => Ok(()),
            CardState::Revoked => {
                Err(Problem::new(ProblemKind::Conflict, "这张业务卡已吊销，请换一张"))
            }
        }
    }

    /// It was approved between the key authority's answer and now: nothing was fetched.
    fn expect_material(&self) -> Result<(), Problem> {
        let wanted = self.unit.is_some() && self.platform.key_authority().is_some();
        let made_for = self.material.as_ref().map(|material| material.unit);
        if wanted && made_for != self.unit {
            return Err(Problem::new(ProblemKind::Conflict, "授权状态刚有变化，请再试一次"));
        }
        Ok(())
    }

    async fn note(&self, tx: &mut Tx<'_>, row: &AuthorisationRow) -> Result<(), Problem> {
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), row.order).await?;
        let Some(mut order) = loaded else { return Ok(()) };
        let body = json!({
            "authorisation": row.authorisation, "command": row.command, "unit": row.released_to,
        });
        order.note("authorisation_released", body);
        order.save_beside(tx).await
    }
}

/// What forbids the command of an approved authorisation now.
///
/// # Errors
/// That something does, or that the stage is in other hands.
pub async fn ask_again(
    platform: &Platform,
    tx: &mut Tx<'_>,
    row: &AuthorisationRow,
    now: Instant,
) -> Result<(), Problem> {
    let org = platform.org();
    let record = lookup::order_for(tx, org, row.order, row.command).await?;
    let stage = record.view.stage(row.stage);
    if !stage.is_some_and(|stage| stage.state.is_open() && stage.assignee == Some(row.executor)) {
        return Err(Problem::new(ProblemKind::NotAllowed, "该环节已不在您手上"));
    }
    let meter = lookup::meter(tx, org, &row.meter.comm_address).await?;
    let parameter = row.parameter.as_ref();
    let asked = Asked { order: &record, meter: &meter, parameter, now };
    let facts = gather(platform, tx, &asked).await?;
    let found = blocks(row.command, &facts, platform.stop_policies().in_force(now), now);
    if found.is_empty() { Ok(()) } else { Err(refusal(&found)) }
}

/// How long a signed form is good for: a trip takes eight seconds at 1,200 baud, a worker on a ladder longer.
pub const MOMENT: std::time::Duration = minutes(5);
