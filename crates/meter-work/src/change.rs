//! What changes a meter: its last interlocks, the command, and reading back what became of it.

use std::time::Duration;

use security_unit::metering::{KeyState, Permit};
use sync::ParameterChange;
use vocabulary::{MeterCommand, MeterOutcome, Text};

use crate::carry_out::{CUT_OFF, Carried, Course, Stop};
use crate::intent::{Intent, intent};
use crate::leave::Leave;
use crate::seen::{HALF_UPDATED, Seen};
use crate::speech::{Answer, Speech};
use crate::trouble::Trouble;
use crate::verdict::{BALANCE_DIFFERS, Purchase, Told, stands_so, verdict};
use crate::{Doing, JournalFault, Refusal};

/// Changes the meter that was met.
pub(crate) async fn change(
    mut course: Course<'_>,
    speech: &mut dyn Speech,
    leave: Leave,
) -> Result<Carried, JournalFault> {
    let ready = match prepare(&mut course, speech, &leave).await {
        Ok(ready) => ready,
        Err(stop) => return course.stopped(stop).await,
    };
    // The unit works at this moment's time, and proving took seconds.
    let meter = leave.authorisation.meter.meter_no.clone();
    let Some(target) = course.target(meter, ready.keys) else {
        return course.refused(Refusal::ClockNotCompared).await;
    };
    // From now on a pulled battery leaves the record of a work of which nobody knows.
    course.work.outcome = MeterOutcome::Unknown;
    course.work.reason = Some(CUT_OFF.to_owned());
    course.keep().await?;
    let sent_before = course.recorder.sent();
    course.recorder.doing(Doing::Commanding);
    let unit = course.hands.unit.clone();
    let answered = speech.command(&mut course.line, &unit, &target, &ready.permit).await;
    let (told, words) = match &answered {
        Ok(answer) => (Told::from(answer), refusal_of(answer)),
        // A frame is out, and whatever is wrong with what came back, the meter may have done as it was told.
        Err(_) if course.recorder.sent() > sent_before => (Told::Nothing, None),
        Err(trouble) => return course.refused(trouble.refusal()).await,
    };
    course.recorder.doing(Doing::ReadingBack);
    let outcome = read_back(&mut course, speech, &ready.intent, told).await;
    let (outcome, reason) = outcome.unwrap_or((MeterOutcome::Unknown, Some(CUT_OFF)));
    course.work.outcome = outcome;
    course.work.reason = reason.map(ToOwned::to_owned);
    let why = match outcome {
        MeterOutcome::Done => None,
        MeterOutcome::Unknown => Some(unknown(reason)),
        MeterOutcome::Failed => Some(failed(reason)),
        MeterOutcome::Refused => words.map(|reason| Refusal::Meter { reason }.text()),
    };
    course.end(None, why).await
}

/// What is ready to be sent.
struct Ready {
    permit: Permit,
    intent: Intent,
    keys: KeyState,
}

/// Everything up to the frame that may change the meter.
async fn prepare(
    course: &mut Course<'_>,
    speech: &mut dyn Speech,
    leave: &Leave,
) -> Result<Ready, Stop> {
    let permit = leave.material.permit.clone().ok_or(Stop::Refused(Refusal::NoMaterial))?;
    let mut intent = intent(course.job.command, &permit)?;
    intent.is_as_approved(leave.authorisation.parameter.as_ref())?;
    course.recorder.doing(Doing::Looking);
    let before = course.seen(speech).await?;
    course.work.before = before.state.clone();
    intent.wanted.is_rotation =
        intent.wanted.keys.is_some() && before.state.keys.as_deref() == intent.wanted.keys;
    if let Some(refusal) = forbidden(course.job.command, leave, &before) {
        return Err(Stop::Refused(refusal));
    }
    let keys = leave.material.keys.state();
    course.recorder.doing(Doing::Proving);
    let meter = leave.authorisation.meter.meter_no.clone();
    let target = course.target(meter, keys).ok_or(Stop::Refused(Refusal::ClockNotCompared))?;
    let unit = course.hands.unit.clone();
    speech.prove(&mut course.line, &unit, &target, &leave.material.identity).await?;
    if let Some(purchase) = &mut intent.wanted.purchase {
        follows_on(course, speech, purchase).await?;
    }
    if let Some((identifier, wanted)) = &intent.parameter {
        let present = speech.raw(&mut course.line, *identifier).await?;
        course.work.parameter = Some(ParameterChange {
            identifier: format!("{identifier:08X}"),
            before: present.map(hex::encode),
            wanted: wanted.clone(),
            after: None,
        });
    }
    intent.wanted.was_so = stands_so(&intent.wanted, &before, course.work.parameter.as_ref());
    Ok(Ready { permit, intent, keys })
}

/// What forbids the command, now that it is known how the meter stands.
fn forbidden(command: MeterCommand, leave: &Leave, before: &Seen) -> Option<Refusal> {
    let state = &before.state;
    if command == MeterCommand::Trip && state.guard_on == Some(true) {
        return Some(Refusal::GuardOn);
    }
    // What cannot be read back can never be said to be done.
    if (command == MeterCommand::Trip || command.restores()) && state.relay.is_none() {
        return Some(Refusal::RelayUntold);
    }
    if command == MeterCommand::SetParameter {
        match state.clock_ahead_s {
            None => return Some(Refusal::MeterClockUntold),
            Some(ahead_s) if ahead_s.abs() > CLOCK_WRONG_S => {
                return Some(Refusal::MeterClockWrong { ahead_s });
            }
            Some(_) => {}
        }
    }
    let held = state.keys.as_deref();
    let meant = match leave.material.keys.state() {
        KeyState::Public => crate::seen::PUBLIC,
        KeyState::Private => crate::seen::PRIVATE,
    };
    // An update that was cut in two is taken up again.
    let may_be_half = command == MeterCommand::UpdateKeys;
    match held {
        Some(HALF_UPDATED) if may_be_half => None,
        Some(held) if held != meant => Some(Refusal::OtherKeys),
        _ => None,
    }
}

/// A purchase counts once: it is one more than the meter has counted, or it is in the meter already.
async fn follows_on(
    course: &mut Course<'_>,
    speech: &mut dyn Speech,
    purchase: &mut Purchase,
) -> Result<(), Stop> {
    let Some((balance, count)) = speech.purse(&mut course.line).await? else {
        return Err(Stop::Refused(Refusal::NoPurse));
    };
    course.work.before.balance_fen = Some(balance);
    course.work.before.purchase_count = Some(count);
    purchase.balance_before_fen = Some(balance);
    match count {
        count if count == purchase.count => Err(Stop::Refused(Refusal::AlreadyCounted)),
        count if count.checked_add(1) == Some(purchase.count) => Ok(()),
        meter => Err(Stop::Refused(Refusal::CountGap { meter, wanted: purchase.count })),
    }
}

/// Looks at the meter until it is as it was wanted, a few times: a relay takes a moment, a bad line some patience.
async fn read_back(
    course: &mut Course<'_>,
    speech: &mut dyn Speech,
    intent: &Intent,
    told: Told,
) -> Option<(MeterOutcome, Option<&'static str>)> {
    let mut judged = None;
    for attempt in 0..LOOKS {
        if attempt > 0 {
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        let Ok(after) = look_again(course, speech, intent).await else { continue };
        course.work.after = after.state.clone();
        let now = verdict(&intent.wanted, told, &after, course.work.parameter.as_ref());
        let is_settled = matches!(now.0, MeterOutcome::Done | MeterOutcome::Refused);
        judged = Some(now);
        if is_settled || !course.job.command.switches() {
            break;
        }
    }
    judged
}

async fn look_again(
    course: &mut Course<'_>,
    speech: &mut dyn Speech,
    intent: &Intent,
) -> Result<Seen, Trouble> {
    let mut after = course.seen(speech).await?;
    if intent.wanted.purchase.is_some()
        && let Some((balance, count)) = speech.purse(&mut course.line).await?
    {
        after.state.balance_fen = Some(balance);
        after.state.purchase_count = Some(count);
    }
    if let Some((identifier, _)) = &intent.parameter {
        let now = speech.raw(&mut course.line, *identifier).await?;
        if let Some(change) = &mut course.work.parameter {
            change.after = now.map(hex::encode);
        }
    }
    Ok(after)
}

fn refusal_of(answer: &Answer) -> Option<Text> {
    match answer {
        Answer::Taken => None,
        Answer::Refused(reason) | Answer::TakenInPart(reason) => Some(reason.clone()),
    }
}

fn unknown(reason: Option<&str>) -> Text {
    match reason {
        Some("delayed") => Text::new(
            "表计已接受跳闸，正在跳闸延时中；请稍后核实",
            "the meter has taken the trip and waits for its delay; look at it again later",
        ),
        Some("not_readable") => Text::new(
            "表计不提供该状态，无法回读确认；请核实",
            "this meter does not tell that state, so it cannot be read back; verify it",
        ),
        _ => Text::new(
            "结果未知：命令可能已到达表计；请先核实表计状态",
            "unknown: the command may have reached the meter; look at the meter first",
        ),
    }
}

fn failed(reason: Option<&str>) -> Text {
    match reason {
        Some(HALF_UPDATED) => Text::new(
            "密钥只更新了一部分；请保持供电并重新申请密钥更新",
            "only some of the keys were updated; keep the meter powered and ask for the update again",
        ),
        Some(BALANCE_DIFFERS) => Text::new(
            "购电次数已入表，但余额与充值金额不符；请勿再充，转营业人员核对",
            "the purchase is counted but the balance is not what was paid; do not recharge again, have the accounts checked",
        ),
        Some("relay_stuck") => Text::new(
            "表计已接受跳闸，但继电器未动作：继电器故障，请转故障处理",
            "the meter took the trip and its relay does not move: a relay fault, report it",
        ),
        _ => Text::new(
            "命令未生效：回读状态与要求不符",
            "without effect: what was read back is not what was wanted",
        ),
    }
}

/// Beyond this no parameter is written: what it switches would come at a wrong time.
const CLOCK_WRONG_S: i64 = 300;
const LOOKS: u32 = 3;
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);
