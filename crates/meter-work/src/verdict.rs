//! What became of a command: what the meter says of itself afterwards decides, not what it answered.

use sync::{MeterState, ParameterChange};
use vocabulary::{MeterCommand, MeterOutcome, RelayState};

use crate::seen::{HALF_UPDATED, Seen};
use crate::speech::Answer;

/// What was wanted of the meter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) command: MeterCommand,
    /// `public` or `private`, of a key update.
    pub(crate) keys: Option<&'static str>,
    /// The meter holds such keys already, of an older version: its state says nothing of the update.
    pub(crate) is_rotation: bool,
    pub(crate) purchase: Option<Purchase>,
    /// The meter stood so before it was told: that it does so afterwards says nothing of a command that it refused.
    pub(crate) was_so: bool,
}

/// What a recharge is to add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Purchase {
    pub(crate) count: u32,
    pub(crate) amount_fen: u32,
    /// The meter's balance before, once it is known.
    pub(crate) balance_before_fen: Option<i64>,
}

impl Wanted {
    pub(crate) const fn of(command: MeterCommand) -> Self {
        Self { command, keys: None, is_rotation: false, purchase: None, was_so: false }
    }
}

/// How the answer went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Taken,
    Refused,
    InPart,
    /// Nothing came back, or nothing that can be believed.
    Nothing,
}

impl From<&Answer> for Told {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Taken => Self::Taken,
            Answer::Refused(_) => Self::Refused,
            Answer::TakenInPart(_) => Self::InPart,
        }
    }
}

/// How far the meter came, by what it says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    There,
    NotThere(&'static str),
    /// It says nothing about this, or is still on its way.
    Untold(&'static str),
}

/// The outcome, and a word for why where it is not plainly done.
pub(crate) fn verdict(
    wanted: &Wanted,
    told: Told,
    after: &Seen,
    parameter: Option<&ParameterChange>,
) -> (MeterOutcome, Option<&'static str>) {
    match (came(wanted, told, after, parameter), told) {
        (Came::There, Told::Taken) => (MeterOutcome::Done, None),
        (Came::There, Told::Refused) if wanted.was_so => {
            (MeterOutcome::Refused, Some("meter_refused"))
        }
        // It is as it was wanted, whatever was said.
        (Came::There, _) => (MeterOutcome::Done, Some("read_back_only")),
        (Came::NotThere(_), Told::Refused) => (MeterOutcome::Refused, Some("meter_refused")),
        (Came::NotThere(why), _) => (MeterOutcome::Failed, Some(why)),
        (Came::Untold(_), Told::Refused) => (MeterOutcome::Refused, Some("meter_refused")),
        (Came::Untold(why), _) => (MeterOutcome::Unknown, Some(why)),
    }
}

/// Whether the meter stands as it is wanted before anything was sent.
pub(crate) fn stands_so(
    wanted: &Wanted,
    before: &Seen,
    parameter: Option<&ParameterChange>,
) -> bool {
    let present =
        parameter.map(|change| ParameterChange { after: change.before.clone(), ..change.clone() });
    came(wanted, Told::Nothing, before, present.as_ref()) == Came::There
}

fn came(wanted: &Wanted, told: Told, after: &Seen, parameter: Option<&ParameterChange>) -> Came {
    let state = &after.state;
    match wanted.command {
        MeterCommand::Trip => match (state.relay, after.is_told_to_open) {
            (Some(RelayState::Open), Some(true) | None) => Came::There,
            // Open by itself, and the customer may close it: it was not told to open.
            (Some(RelayState::Open), Some(false)) => Came::NotThere(NO_EFFECT),
            // A trip delay holds it back; without one the relay does not obey.
            (Some(RelayState::Closed), Some(true)) if after.has_trip_delay == Some(false) => {
                Came::NotThere("relay_stuck")
            }
            (Some(RelayState::Closed), Some(true)) => Came::Untold("delayed"),
            (Some(RelayState::Closed), _) => Came::NotThere(NO_EFFECT),
            (None, _) => Came::Untold(NOT_READABLE),
        },
        MeterCommand::DirectClose => relay(state, RelayState::Closed),
        MeterCommand::PermitClose => match (state.relay, after.is_told_to_open) {
            (Some(RelayState::Closed), _) | (Some(RelayState::Open), Some(false)) => Came::There,
            (Some(RelayState::Open), Some(true)) => Came::NotThere(NO_EFFECT),
            (Some(RelayState::Open), None) => taken(told),
            (None, _) => Came::Untold(NOT_READABLE),
        },
        MeterCommand::GuardOn => guard(state, true),
        MeterCommand::GuardOff => guard(state, false),
        // No meter tells whether it alarms; nobody's supply depends on it.
        MeterCommand::AlarmOn | MeterCommand::AlarmOff => taken(told),
        MeterCommand::SetClock => match state.clock_ahead_s {
            Some(ahead) if ahead.abs() <= CLOCK_TOLERANCE_S => Came::There,
            Some(_) => Came::NotThere(NO_EFFECT),
            None => Came::Untold(NOT_READABLE),
        },
        MeterCommand::SetParameter => match parameter {
            Some(ParameterChange { after: Some(after), wanted, .. }) if after == wanted => {
                Came::There
            }
            Some(ParameterChange { after: Some(_), .. }) => Came::NotThere(NO_EFFECT),
            _ => Came::Untold(NOT_READABLE),
        },
        MeterCommand::UpdateKeys => match state.keys.as_deref() {
            keys @ Some(_) if keys == wanted.keys && wanted.is_rotation => rotated(told),
            keys @ Some(_) if keys == wanted.keys => Came::There,
            Some(HALF_UPDATED) => Came::NotThere(HALF_UPDATED),
            Some(_) => Came::NotThere(NO_EFFECT),
            None => Came::Untold(NOT_READABLE),
        },
        MeterCommand::Recharge => match (state.purchase_count, wanted.purchase) {
            (Some(count), Some(purchase)) if count == purchase.count => {
                purchase.credited(state.balance_fen)
            }
            (Some(_), _) => Came::NotThere(NO_EFFECT),
            (None, _) => Came::Untold(NOT_READABLE),
        },
        MeterCommand::Acquire | MeterCommand::Read | MeterCommand::Snapshot => Came::There,
    }
}

impl Purchase {
    /// The meter has counted the purchase: whether its money came, too. What a meter lends is paid back first, and what
    /// was used meanwhile is gone; more than was paid never comes.
    fn credited(self, after_fen: Option<i64>) -> Came {
        let (Some(before), Some(after)) = (self.balance_before_fen, after_fen) else {
            return Came::Untold(NOT_READABLE);
        };
        let (rose, amount) = (after.saturating_sub(before), i64::from(self.amount_fen));
        let may_have_lent = before <= 0;
        if rose > amount || (!may_have_lent && rose < amount - USED_MEANWHILE_FEN) {
            return Came::NotThere(BALANCE_DIFFERS);
        }
        Came::There
    }
}

fn relay(state: &MeterState, wanted: RelayState) -> Came {
    match state.relay {
        Some(relay) if relay == wanted => Came::There,
        Some(_) => Came::NotThere(NO_EFFECT),
        None => Came::Untold(NOT_READABLE),
    }
}

fn guard(state: &MeterState, wanted: bool) -> Came {
    match state.guard_on {
        Some(is_on) if is_on == wanted => Came::There,
        Some(_) => Came::NotThere(NO_EFFECT),
        // Meters of DL/T 645 do not tell: the next trip would.
        None => Came::Untold(NOT_READABLE),
    }
}

/// No meter tells the version of its keys: its answer is all that there is.
const fn rotated(told: Told) -> Came {
    match told {
        Told::Taken => Came::There,
        Told::Refused => Came::NotThere(NO_EFFECT),
        Told::InPart | Told::Nothing => Came::Untold(NOT_READABLE),
    }
}

const fn taken(told: Told) -> Came {
    match told {
        Told::Taken => Came::There,
        Told::Refused | Told::InPart => Came::NotThere(NO_EFFECT),
        Told::Nothing => Came::Untold(NOT_READABLE),
    }
}

/// The word of a purchase that was counted and whose money is not what was paid.
pub(crate) const BALANCE_DIFFERS: &str = "balance_differs";
/// What a customer uses between two looks at his balance, at most.
const USED_MEANWHILE_FEN: i64 = 100;
const NO_EFFECT: &str = "no_effect";
const NOT_READABLE: &str = "not_readable";
/// A clock that was set shows ours, but for the seconds that frames take at 1200 bit/s.
const CLOCK_TOLERANCE_S: i64 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(
        command: MeterCommand,
        told: Told,
        change: impl FnOnce(&mut Seen),
    ) -> (MeterOutcome, Option<&'static str>) {
        let mut after = Seen::default();
        change(&mut after);
        let wanted = Wanted { keys: Some("private"), ..Wanted::of(command) };
        verdict(&wanted, told, &after, None)
    }

    #[test]
    fn what_a_meter_answers_is_not_what_it_did() {
        let closed = |seen: &mut Seen| seen.state.relay = Some(RelayState::Closed);
        let open = |seen: &mut Seen| seen.state.relay = Some(RelayState::Open);
        let trip = MeterCommand::Trip;
        assert_eq!(judged(trip, Told::Taken, open), (MeterOutcome::Done, None));
        assert_eq!(judged(trip, Told::Taken, closed), (MeterOutcome::Failed, Some("no_effect")));
        assert_eq!(
            judged(trip, Told::Refused, closed),
            (MeterOutcome::Refused, Some("meter_refused"))
        );
        assert_eq!(judged(trip, Told::Nothing, open), (MeterOutcome::Done, Some("read_back_only")));
        assert_eq!(judged(trip, Told::Nothing, |_| ()).0, MeterOutcome::Unknown);
    }

    #[test]
    fn a_trip_that_waits_for_its_delay_is_not_done() {
        let waiting = |seen: &mut Seen| {
            seen.state.relay = Some(RelayState::Closed);
            seen.is_told_to_open = Some(true);
        };
        let judged = judged(MeterCommand::Trip, Told::Taken, waiting);
        assert_eq!(judged, (MeterOutcome::Unknown, Some("delayed")));
    }

    #[test]
    fn a_relay_that_opened_by_itself_was_not_tripped() {
        let prepaid = |seen: &mut Seen| {
            seen.state.relay = Some(RelayState::Open);
            seen.is_told_to_open = Some(false);
        };
        let judged = judged(MeterCommand::Trip, Told::Taken, prepaid);
        assert_eq!(judged, (MeterOutcome::Failed, Some("no_effect")));
    }

    #[test]
    fn half_of_the_keys_are_not_the_keys() {
        let half = |seen: &mut Seen| seen.state.keys = Some("half_updated".to_owned());
        let all = |seen: &mut Seen| seen.state.keys = Some("private".to_owned());
        let keys = MeterCommand::UpdateKeys;
        assert_eq!(judged(keys, Told::Nothing, half), (MeterOutcome::Failed, Some("half_updated")));
        assert_eq!(judged(keys, Told::Taken, all), (MeterOutcome::Done, None));
    }

    #[test]
    fn a_refused_rotation_is_not_done_although_the_keys_are_private() {
        let mut after = Seen::default();
        after.state.keys = Some("private".to_owned());
        let rotation = Wanted {
            keys: Some("private"),
            is_rotation: true,
            ..Wanted::of(MeterCommand::UpdateKeys)
        };
        for (told, judged) in [
            (Told::Taken, (MeterOutcome::Done, None)),
            (Told::Refused, (MeterOutcome::Refused, Some("meter_refused"))),
            (Told::InPart, (MeterOutcome::Unknown, Some("not_readable"))),
            (Told::Nothing, (MeterOutcome::Unknown, Some("not_readable"))),
        ] {
            assert_eq!(verdict(&rotation, told, &after, None), judged, "{told:?}");
        }
    }

    #[test]
    fn a_refusal_of_what_stood_so_before_is_a_refusal() {
        let mut open = Seen::default();
        open.state.relay = Some(RelayState::Open);
        let mut wanted = Wanted::of(MeterCommand::Trip);
        wanted.was_so = stands_so(&wanted, &open, None);
        assert!(wanted.was_so);
        let refused = (MeterOutcome::Refused, Some("meter_refused"));
        assert_eq!(verdict(&wanted, Told::Refused, &open, None), refused);
        assert_eq!(verdict(&wanted, Told::Taken, &open, None), (MeterOutcome::Done, None));
        let set = ParameterChange {
            identifier: "04000306".to_owned(),
            before: Some("05".to_owned()),
            wanted: "05".to_owned(),
            after: None,
        };
        assert!(stands_so(&Wanted::of(MeterCommand::SetParameter), &open, Some(&set)));
    }

    #[test]
    fn a_purchase_is_done_once_its_money_is_there() {
        let judged = |before: i64, after: Option<i64>| {
            let purchase =
                Purchase { count: 7, amount_fen: 5_000, balance_before_fen: Some(before) };
            let wanted = Wanted { purchase: Some(purchase), ..Wanted::of(MeterCommand::Recharge) };
            let mut seen = Seen::default();
            seen.state.purchase_count = Some(7);
            seen.state.balance_fen = after;
            verdict(&wanted, Told::Taken, &seen, None)
        };
        let differs = (MeterOutcome::Failed, Some("balance_differs"));
        assert_eq!(judged(1_000, Some(6_000)), (MeterOutcome::Done, None));
        assert_eq!(judged(1_000, Some(5_990)), (MeterOutcome::Done, None), "some was used");
        assert_eq!(judged(1_000, Some(1_000)), differs);
        assert_eq!(judged(1_000, Some(6_001)), differs);
        assert_eq!(judged(0, Some(2_000)), (MeterOutcome::Done, None), "the rest paid a debt");
        assert_eq!(judged(0, Some(5_001)), differs);
        assert_eq!(judged(1_000, None), (MeterOutcome::Unknown, Some("not_readable")));
    }

    #[test]
    fn guard_that_no_meter_tells_is_unknown() {
        let judged = judged(MeterCommand::GuardOn, Told::Taken, |_| ());
        assert_eq!(judged, (MeterOutcome::Unknown, Some("not_readable")));
    }
}
