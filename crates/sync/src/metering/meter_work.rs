//! What was done at a meter (仪表作业), with everything that was sent and heard.

use serde::{Deserialize, Serialize};
use vocabulary::{
    AssetNo, AuthorisationId, CardId, CommAddress, Digest, Epoch, Instant, MeterCommand,
    MeterOutcome, MeterTime, MeterWorkId, OrderId, OrderNo, RelayState, StageId, digest_of_json,
};

use super::work_circumstances::{LineQuality, LinkKind, WorkPosition};

/// Works in one request, at most.
pub const METER_WORKS_MAX: usize = 50;
/// Frames of one work, at most: a key update over a bad line with all its retries has fewer.
pub const FRAMES_MAX: usize = 2_000;

/// One command given to one meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeterWork {
    pub work: MeterWorkId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// By which the order is known elsewhere, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_no: Option<OrderNo>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<AuthorisationId>,
    /// The operator card that was in its slot.
    pub card: CardId,
    /// The business card, for commands that change a meter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_card: Option<CardId>,
    pub command: MeterCommand,
    /// Whom the order meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant: Option<CommAddress>,
    /// Who answered; none if nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meter: Option<CommAddress>,
    pub outcome: MeterOutcome,
    /// A word for why, where it is not done: `wrong_meter`, `no_answer`, `guard_on`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// By the terminal's corrected clock.
    pub started_at: Instant,
    pub ended_at: Instant,
    /// Where the terminal was when it began; none where nobody could tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<WorkPosition>,
    /// How the meter was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LinkKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_quality: Option<LineQuality>,
    #[serde(default)]
    pub before: MeterState,
    #[serde(default)]
    pub after: MeterState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<MeterReadings>,
    /// What was set, for commands that set a parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<ParameterChange>,
    /// What stood under a parameter, for a look that asked for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter_read: Option<ParameterRead>,
    pub frames: Vec<FrameRecord>,
    /// The record before it on this terminal's journal, and so a chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Digest>,
    pub app_version: String,
}

/// What a meter said of itself; what was not asked is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeterState {
    /// The asset number inside the meter, which its label should show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset_no: Option<AssetNo>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<RelayState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guard_on: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub clock: Option<MeterTime>,
    /// Seconds by which the clock was ahead of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_ahead_s: Option<i64>,
    /// `public`, `private` or `half_updated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance_fen: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_count: Option<u32>,
    /// 0.1 V of phases A, B, C.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voltage_v_e1: Vec<u32>,
}

impl MeterState {
    /// Whether it tells what became of an earlier command of which nobody knew: what that would have changed was read.
    /// Of what no meter tells, anything that this one told is all that can be known.
    #[must_use]
    pub fn tells_of(&self, command: MeterCommand) -> bool {
        match command {
            MeterCommand::Trip | MeterCommand::PermitClose | MeterCommand::DirectClose => {
                self.relay.is_some()
            }
            MeterCommand::SetClock => self.clock.is_some(),
            MeterCommand::UpdateKeys => self.keys.is_some(),
            MeterCommand::Recharge => self.purchase_count.is_some() || self.balance_fen.is_some(),
            MeterCommand::GuardOn
            | MeterCommand::GuardOff
            | MeterCommand::AlarmOn
            | MeterCommand::AlarmOff
            | MeterCommand::SetParameter => *self != Self::default(),
            MeterCommand::Acquire | MeterCommand::Read | MeterCommand::Snapshot => true,
        }
    }
}

/// Registers of forward active energy, 10⁻⁴ kWh.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeterReadings {
    pub total_kwh_e4: i64,
    /// In the meter's own order of tariffs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tariffs_kwh_e4: Vec<i64>,
}

/// A parameter before and after, as it travels, hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ParameterChange {
    /// The protocol's own identifier: DI3 to DI0, or an OAD.
    pub identifier: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    pub wanted: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A parameter as it was found, hex as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ParameterRead {
    /// As that of a [`ParameterChange`].
    pub identifier: String,
    /// None where the meter has no such thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// One frame on the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FrameRecord {
    pub at: Instant,
    pub way: FrameWay,
    /// As it was on the line, hex.
    pub hex: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrameWay {
    Sent,
    Heard,
}

/// `POST /sync/v1/meter-works`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeterWorkBatch {
    pub works: Vec<MeterWork>,
}

/// The receipts: works that this generation of the platform's data holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeterWorksKept {
    pub epoch: Epoch,
    pub kept: Vec<MeterWorkId>,
}

/// What a record of a work cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MeterWorkFault {
    #[error("{found} frames, at most {FRAMES_MAX} are possible")]
    TooManyFrames { found: usize },
    #[error("a frame has more than {FRAME_HEX_MAX} digits, or is no hex")]
    NoFrame,
    #[error("{field} has more than {most} characters")]
    TooLong { field: &'static str, most: usize },
    #[error("the meter is said to be changed without an authorisation")]
    NoAuthorisation,
    #[error("{field} is not read back, so that the work cannot be done")]
    NotReadBack { field: &'static str },
    #[error("it is said to be done at another meter than was meant, or at none")]
    OtherMeter,
}

impl MeterWork {
    /// Checks what its types leave open.
    ///
    /// # Errors
    /// Names the first thing that is wrong. A terminal makes no such record: it is a fault of the program.
    pub fn check(&self) -> Result<(), MeterWorkFault> {
        if self.frames.len() > FRAMES_MAX {
            return Err(MeterWorkFault::TooManyFrames { found: self.frames.len() });
        }
        let is_frame = |frame: &FrameRecord| {
            frame.hex.len() <= FRAME_HEX_MAX
                && frame.hex.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        if !self.frames.iter().all(is_frame) {
            return Err(MeterWorkFault::NoFrame);
        }
        let of_parameter =
            |part: fn(&ParameterChange) -> Option<&str>| self.parameter.as_ref().and_then(part);
        let read = self.parameter_read.as_ref();
        let words = [
            ("reason", self.reason.as_deref(), 200),
            ("app_version", Some(&*self.app_version), 50),
            ("identifier", of_parameter(|change| Some(&change.identifier)), 20),
            ("before", of_parameter(|change| change.before.as_deref()), PARAMETER_HEX_MAX),
            ("wanted", of_parameter(|change| Some(&change.wanted)), PARAMETER_HEX_MAX),
            ("after", of_parameter(|change| change.after.as_deref()), PARAMETER_HEX_MAX),
            ("identifier", read.map(|read| &*read.identifier), 20),
            ("value", read.and_then(|read| read.value.as_deref()), PARAMETER_HEX_MAX),
        ];
        for (field, text, most) in words {
            if text.is_some_and(|text| text.chars().count() > most) {
                return Err(MeterWorkFault::TooLong { field, most });
            }
        }
        if self.outcome == MeterOutcome::Done {
            self.check_done()?;
        }
        Ok(())
    }

    fn check_done(&self) -> Result<(), MeterWorkFault> {
        if self.meter.is_none() || self.meant.is_some() && self.meant != self.meter {
            return Err(MeterWorkFault::OtherMeter);
        }
        if !self.command.changes_meter() {
            return Ok(());
        }
        if self.authorisation.is_none() {
            return Err(MeterWorkFault::NoAuthorisation);
        }
        let missing = |field| Err(MeterWorkFault::NotReadBack { field });
        match self.command {
            MeterCommand::Trip if self.after.relay != Some(RelayState::Open) => missing("relay"),
            MeterCommand::DirectClose if self.after.relay != Some(RelayState::Closed) => {
                missing("relay")
            }
            MeterCommand::PermitClose if self.after.relay.is_none() => missing("relay"),
            MeterCommand::GuardOn if self.after.guard_on != Some(true) => missing("guard_on"),
            MeterCommand::GuardOff if self.after.guard_on != Some(false) => missing("guard_on"),
            MeterCommand::SetClock if self.after.clock.is_none() => missing("clock"),
            MeterCommand::UpdateKeys if self.after.keys.is_none() => missing("keys"),
            MeterCommand::Recharge if self.after.purchase_count.is_none() => {
                missing("purchase_count")
            }
            MeterCommand::SetParameter => {
                let is_set =
                    |change: &ParameterChange| change.after.as_ref() == Some(&change.wanted);
                if self.parameter.as_ref().is_some_and(is_set) {
                    Ok(())
                } else {
                    missing("parameter")
                }
            }
            _ => Ok(()),
        }
    }

    /// The record's own digest, which the next one on the journal names.
    ///
    /// # Errors
    /// Never for these types.
    pub fn digest(&self) -> Result<Digest, serde_json::Error> {
        digest_of_json(&serde_json::to_value(self)?)
    }
}

/// Digits of one parameter in hex, at most: no frame holds a longer one.
const PARAMETER_HEX_MAX: usize = 4_000;
/// Digits of one frame in hex, at most: the longest of either protocol with its wake-up bytes fits.
const FRAME_HEX_MAX: usize = 2 * 20_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn trip() -> MeterWork {
        serde_json::from_value(serde_json::json!({
            "work": "019a0000-0000-7000-8000-000000000001",
            "authorisation": "019a0000-0000-7000-8000-000000000002",
            "card": "019a0000-0000-7000-8000-000000000003",
            "command": "trip", "meant": "000000000001", "meter": "000000000001",
            "outcome": "done", "started_at": 1, "ended_at": 2,
            "before": { "relay": "closed" }, "after": { "relay": "open" },
            "frames": [{ "at": 1, "way": "sent", "hex": "68aa" }], "app_version": "0.1.0",
        }))
        .expect("a work")
    }

    #[test]
    fn done_is_said_only_after_the_state_was_read_back() {
        assert_eq!(trip().check(), Ok(()));
        for relay in [None, Some(RelayState::Closed)] {
            let mut work = trip();
            work.after.relay = relay;
            assert_eq!(work.check(), Err(MeterWorkFault::NotReadBack { field: "relay" }));
            work.outcome = MeterOutcome::Unknown;
            assert_eq!(work.check(), Ok(()));
        }
    }

    #[test]
    fn a_record_from_before_it_had_a_position_keeps_its_digest() {
        let old = "99a781ed881c7718c67096c9533ff4f0cf4302d68b7c3f82be2033942af3c946";
        assert_eq!(trip().digest().expect("JSON").to_string(), old);
    }

    #[test]
    fn a_look_tells_of_a_command_what_it_has_read() {
        let open = MeterState { relay: Some(RelayState::Open), ..MeterState::default() };
        assert!(open.tells_of(MeterCommand::Trip));
        assert!(!open.tells_of(MeterCommand::UpdateKeys));
        assert!(open.tells_of(MeterCommand::GuardOn), "no meter of DL/T 645 tells more");
        for command in MeterCommand::ALL.iter().filter(|command| command.changes_meter()) {
            assert!(!MeterState::default().tells_of(*command), "{}", command.as_str());
        }
    }

    #[test]
    fn nothing_is_done_at_another_meter_or_without_leave() {
        let mut work = trip();
        work.meter = Some("000000000002".parse().expect("an address"));
        assert_eq!(work.check(), Err(MeterWorkFault::OtherMeter));
        let mut work = trip();
        work.authorisation = None;
        assert_eq!(work.check(), Err(MeterWorkFault::NoAuthorisation));
    }

    #[test]
    fn a_frame_is_hex_of_a_sensible_length() {
        for hex in ["6z".to_owned(), "68".repeat(FRAME_HEX_MAX)] {
            let mut work = trip();
            work.frames[0].hex = hex;
            assert_eq!(work.check(), Err(MeterWorkFault::NoFrame));
        }
    }
}
