//! What becomes of an operation that meets the facts of the server (`reference/workorders.md` 5.2).

use vocabulary::{OrderState, PersonId, StageState};

use crate::{Base, ConflictReason, Kind, LateReason, Operation, Outcome, RefusalReason};

/// What the server knows when an operation arrives.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    pub order_state: OrderState,
    /// The process version that the operation was made under is the order's, or was.
    pub knows_bundle: bool,
    /// The stage that the operation names, if the server ever opened it.
    pub stage: Option<StageFacts>,
    /// What became of the operation that this one stands on.
    pub base: BaseFacts<'a>,
    /// The author still has role, grid and card.
    pub author_in_office: bool,
}

/// The server's view of one stage.
#[derive(Debug, Clone, Copy)]
pub struct StageFacts {
    pub state: StageState,
    pub stage_rev: u64,
    pub generation: u32,
    pub assignee: Option<PersonId>,
}

/// What became of an operation's base.
#[derive(Debug, Clone, Copy)]
pub enum BaseFacts<'a> {
    /// The operation stands on a stage, not on another operation.
    None,
    /// The server has not seen it.
    Unknown,
    /// This became of it.
    Known(&'a Outcome),
}

/// What to do with an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Move the order.
    Apply,
    /// Keep it as evidence, move nothing.
    Late(LateReason),
    /// Keep it as a second record, move nothing, flag it.
    Conflict(ConflictReason),
    /// Take nothing; the office sees it.
    Refuse(RefusalReason),
    /// Its base has not arrived; let the terminal send it again.
    Wait,
}

/// Decides what becomes of `operation`. Evidence is never thrown away: only what cannot belong to the order is refused.
#[must_use]
pub fn decide(operation: &Operation, facts: &Facts<'_>) -> Verdict {
    if !facts.knows_bundle {
        return Verdict::Refuse(RefusalReason::BundleMismatch);
    }
    match facts.base {
        BaseFacts::Unknown => return Verdict::Wait,
        BaseFacts::Known(outcome) if !outcome.was_applied() => {
            return Verdict::Late(LateReason::BaseNotApplied);
        }
        BaseFacts::None | BaseFacts::Known(_) => {}
    }
    let Some(stage) = facts.stage else {
        return match operation.base {
            Base::After { .. } => Verdict::Late(LateReason::StepDiffers),
            Base::Stage { .. } => Verdict::Refuse(RefusalReason::UnknownStage),
        };
    };
    match stage.state {
        StageState::Submitted | StageState::Reviewed => {
            return Verdict::Conflict(ConflictReason::StageCompleted);
        }
        StageState::SentBack => return Verdict::Late(LateReason::StageLeft),
        StageState::Cancelled if facts.order_state.is_over() => {
            return Verdict::Late(LateReason::OrderOver);
        }
        StageState::Cancelled => return Verdict::Late(LateReason::StageLeft),
        _ => {}
    }
    match facts.order_state {
        OrderState::Terminated | OrderState::Archived => {
            return Verdict::Late(LateReason::OrderOver);
        }
        OrderState::Suspended => return Verdict::Late(LateReason::OrderSuspended),
        OrderState::Open => {}
    }
    if stage.assignee != Some(operation.author) {
        return Verdict::Late(LateReason::Reassigned);
    }
    if let Base::Stage { stage_rev, generation } = operation.base {
        if generation != stage.generation {
            return Verdict::Late(LateReason::Reassigned);
        }
        if stage_rev != stage.stage_rev {
            return Verdict::Conflict(ConflictReason::StageMovedOn);
        }
    }
    if !facts.author_in_office {
        return Verdict::Late(LateReason::AuthorityLost);
    }
    match reached(operation.kind) {
        Some(state) if stage.state.advance(state).is_err() => {
            Verdict::Conflict(ConflictReason::StageMovedOn)
        }
        _ => Verdict::Apply,
    }
}

/// The state that an operation brings its stage to; a decline gives the stage back instead.
#[must_use]
pub const fn reached(kind: Kind) -> Option<StageState> {
    match kind {
        Kind::SignIn => Some(StageState::SignedIn),
        Kind::SetOut => Some(StageState::EnRoute),
        Kind::Arrive => Some(StageState::OnSite),
        Kind::Begin => Some(StageState::InProgress),
        Kind::Submit => Some(StageState::Submitted),
        Kind::Decline => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use vocabulary::{Digest, Instant, OperationId};

    use super::*;
    use crate::Captured;

    const AUTHOR: u128 = 5;

    fn id<T: std::str::FromStr>(n: u128) -> T
    where
        T::Err: std::fmt::Debug,
    {
        let hex = format!("{n:032x}");
        hex.parse().unwrap()
    }

    fn operation(base: Base) -> Operation {
        Operation {
            op_id: id(1),
            outbox: id(2),
            n: 1,
            author: id(AUTHOR),
            terminal: id(3),
            order: id(4),
            stage: id(6),
            base,
            bundle_hash: Digest::of(b"bundle"),
            kind: Kind::Submit,
            form: None,
            to: None,
            captured: Captured {
                device_time: Instant::default(),
                offset_micros: None,
                monotonic_micros: 0,
                boot: 0,
                fed_at: Instant::default(),
            },
            body: json!({}),
            needs: vec![],
            correlation: None,
            signature: None,
        }
    }

    fn facts() -> Facts<'static> {
        Facts {
            order_state: OrderState::Open,
            knows_bundle: true,
            stage: Some(StageFacts {
                state: StageState::InProgress,
                stage_rev: 4,
                generation: 1,
                assignee: Some(id(AUTHOR)),
            }),
            base: BaseFacts::None,
            author_in_office: true,
        }
    }

    fn stage(change: impl FnOnce(&mut StageFacts)) -> Facts<'static> {
        let mut facts = facts();
        facts.stage.as_mut().map(change);
        facts
    }

    const SEEN: Base = Base::Stage { stage_rev: 4, generation: 1 };

    #[test]
    fn work_on_what_was_seen_is_applied() {
        assert_eq!(decide(&operation(SEEN), &facts()), Verdict::Apply);
    }

    #[test]
    fn reassigned_work_is_kept_as_late_evidence() {
        let to_another = stage(|stage| {
            stage.assignee = Some(id(9));
            stage.generation = 2;
        });
        let late = Verdict::Late(LateReason::Reassigned);
        assert_eq!(decide(&operation(SEEN), &to_another), late);
        // Away and back again: still another assignment than the one that was worked on.
        let and_back = stage(|stage| stage.generation = 3);
        assert_eq!(decide(&operation(SEEN), &and_back), late);
    }

    #[test]
    fn a_stage_completed_by_another_makes_a_second_record() {
        let completed = stage(|stage| {
            stage.assignee = Some(id(9));
            stage.state = StageState::Submitted;
        });
        let conflict = Verdict::Conflict(ConflictReason::StageCompleted);
        assert_eq!(decide(&operation(SEEN), &completed), conflict);
    }

    #[test]
    fn work_on_a_cancelled_order_is_kept() {
        let mut over = stage(|stage| stage.state = StageState::Cancelled);
        over.order_state = OrderState::Terminated;
        assert_eq!(decide(&operation(SEEN), &over), Verdict::Late(LateReason::OrderOver));
    }

    #[test]
    fn a_chain_falls_with_its_base() {
        let chained = operation(Base::After { after: id::<OperationId>(77) });
        let applied = Outcome::Applied { stage_rev: 1 };
        let late = Outcome::AcceptedLate { reason: LateReason::Reassigned };
        let with = |base| Facts { base, ..facts() };
        assert_eq!(decide(&chained, &with(BaseFacts::Known(&applied))), Verdict::Apply);
        let fallen = Verdict::Late(LateReason::BaseNotApplied);
        assert_eq!(decide(&chained, &with(BaseFacts::Known(&late))), fallen);
        assert_eq!(decide(&chained, &with(BaseFacts::Unknown)), Verdict::Wait);
        let elsewhere = Facts { stage: None, ..with(BaseFacts::Known(&applied)) };
        assert_eq!(decide(&chained, &elsewhere), Verdict::Late(LateReason::StepDiffers));
    }

    #[test]
    fn an_author_out_of_office_is_never_refused() {
        let dismissed = Facts { author_in_office: false, ..facts() };
        let verdict = decide(&operation(SEEN), &dismissed);
        assert_eq!(verdict, Verdict::Late(LateReason::AuthorityLost));
    }

    #[test]
    fn another_terminal_of_the_same_person_is_a_conflict_not_an_overwrite() {
        let moved = stage(|stage| stage.stage_rev = 5);
        let conflict = Verdict::Conflict(ConflictReason::StageMovedOn);
        assert_eq!(decide(&operation(SEEN), &moved), conflict);
    }
}
