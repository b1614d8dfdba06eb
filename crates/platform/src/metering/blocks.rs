//! What forbids a command to a meter now, whoever wants it (`domain.md` 3.7): asked when leave is asked for, when it is
//! given, and again at the moment of action.

use serde::Serialize;
use time::Duration;
use utoipa::ToSchema;
use vocabulary::{Instant, MeterCommand, MeterTime, Text};

use super::stop_policy::StopPolicy;

/// What is known of a customer, his meter and the day when the question is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct StopFacts {
    /// Nobody knows the customer: nothing of the rest is known.
    pub unknown_customer: bool,
    /// 重要客户
    pub critical: bool,
    pub life_support: bool,
    /// 保电
    pub guard_on: bool,
    /// Of the marketing system's newest record; none where it knows of no arrears.
    pub arrears_fen: Option<u64>,
    /// Of a customer under fee control.
    pub balance_fen: Option<i64>,
    /// Of the payment that the order was told of.
    pub receipt_no: Option<String>,
    /// How much that was.
    pub paid_fen: Option<u64>,
    /// How much is to be written into the meter's purse.
    pub recharge_fen: Option<u64>,
    /// A complaint or a disputed bill is open.
    pub disputed: bool,
    /// When the notice was delivered.
    pub notice_at: Option<Instant>,
    /// When the second notice was given, just before.
    pub second_notice_at: Option<Instant>,
    /// Today, or tomorrow, is not worked.
    pub day_off: bool,
    /// Why the office has announced that nobody is stopped now.
    pub bans: Vec<String>,
    /// When the last attempt at this meter failed.
    pub failed_at: Option<Instant>,
    /// A work at this meter was cut off, and nobody has verified it since.
    pub unverified: bool,
    /// Since when a command may be under way or done of which its terminal has not told.
    pub unreported_at: Option<Instant>,
    /// Sudden supply may injure or damage: the customer is contacted before he is given it back.
    pub confirmed_restore: bool,
    /// It is agreed that he gets it back without a word.
    pub auto_restore: bool,
    /// He was, and agreed.
    pub contacted: bool,
    /// The company does not have money written into meters on site.
    pub recharge_off: bool,
}

/// Something that forbids a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    UnknownCustomer,
    LifeSupport,
    CriticalCustomer,
    GuardOn,
    PaidMeanwhile,
    DisputeOpen,
    NoticeMissing,
    NoticePeriod,
    SecondNotice,
    Night,
    DayOff,
    Announced,
    FailedRecently,
    Unverified,
    Unreported,
    NotContacted,
    RechargeOff,
    NotPaid,
    MoreThanPaid,
}

impl Block {
    /// Why, in words.
    #[must_use]
    pub fn words(self) -> Text {
        let (zh, en) = match self {
            Self::UnknownCustomer => {
                ("没有该用户的资料，无法核对", "nothing is known of this customer")
            }
            Self::LifeSupport => {
                ("用户有维持生命的用电设备", "somebody's life hangs on this supply")
            }
            Self::CriticalCustomer => ("重要客户", "an important customer"),
            Self::GuardOn => ("保电状态未解除", "the supply is guarded"),
            Self::PaidMeanwhile => ("用户已缴清费用", "the customer has paid meanwhile"),
            Self::DisputeOpen => ("电费争议或投诉尚未处理完", "a dispute or complaint is open"),
            Self::NoticeMissing => ("没有停电通知送达记录", "no delivered notice is on record"),
            Self::NoticePeriod => ("停电通知期未满", "the notice period still runs"),
            Self::SecondNotice => (
                "停电前30分钟的再次通知未满或未记录",
                "the notice just before the stop is missing, or too young",
            ),
            Self::Night => ("夜间禁停时段", "nobody is stopped at night"),
            Self::DayOff => {
                ("节假日及其前一日禁停", "nobody is stopped on a day off or on its eve")
            }
            Self::Announced => {
                ("已公布禁停时段", "the office has announced that nobody is stopped now")
            }
            Self::FailedRecently => {
                ("刚有失败的操作，请稍后再试", "an attempt has just failed; wait")
            }
            Self::Unverified => {
                ("上次操作结果未知，须先核实", "the last command was cut off: verify first")
            }
            Self::Unreported => (
                "已下发的授权尚未回报结果，须等终端回报或现场核实表计",
                "leave went out and nobody has told what became of it: wait for that terminal, or look at the meter",
            ),
            Self::NotContacted => (
                "须先联系用户确认再复电",
                "the customer must be contacted before his supply returns",
            ),
            Self::RechargeOff => (
                "本单位未启用现场充值，请让用户到营业厅或线上缴费充值",
                "on-site recharge is switched off here: let the customer recharge at the counter or online",
            ),
            Self::NotPaid => {
                ("工单没有缴费记录，不能充值", "no payment is on record for this order")
            }
            Self::MoreThanPaid => ("充值金额大于实缴金额", "more would be recharged than was paid"),
        };
        Text::new(zh, en)
    }
}

/// Everything that forbids `command` now, the gravest first.
#[must_use]
pub fn blocks(
    command: MeterCommand,
    facts: &StopFacts,
    policy: &StopPolicy,
    now: Instant,
) -> Vec<Block> {
    let mut found = Vec::new();
    let mut forbid = |block, holds: bool| {
        if holds {
            found.push(block);
        }
    };
    match command {
        MeterCommand::Trip => {
            forbid(Block::UnknownCustomer, facts.unknown_customer);
            forbid(Block::LifeSupport, facts.life_support);
            forbid(Block::CriticalCustomer, facts.critical);
            forbid(Block::GuardOn, facts.guard_on);
            forbid(Block::PaidMeanwhile, !facts.unknown_customer && has_paid(facts));
            forbid(Block::DisputeOpen, facts.disputed);
            let (notice, second) = (facts.notice_at, facts.second_notice_at);
            forbid(Block::NoticeMissing, notice.is_none());
            let days = Duration::days(policy.notice_days.into());
            forbid(Block::NoticePeriod, notice.is_some_and(|at| !has_passed(at, days, now)));
            let minutes = Duration::minutes(policy.second_notice_min.into());
            forbid(Block::SecondNotice, second.is_none_or(|at| !has_passed(at, minutes, now)));
            forbid(Block::Night, is_night(policy, now));
            forbid(Block::DayOff, policy.days_off && facts.day_off);
            forbid(Block::Announced, !facts.bans.is_empty());
        }
        MeterCommand::PermitClose | MeterCommand::DirectClose => {
            forbid(Block::NotContacted, facts.confirmed_restore && !facts.contacted);
        }
        MeterCommand::Recharge => {
            forbid(Block::RechargeOff, facts.recharge_off);
            forbid(Block::NotPaid, facts.receipt_no.is_none());
            let more =
                facts.recharge_fen.zip(facts.paid_fen).is_some_and(|(more, paid)| more > paid);
            forbid(Block::MoreThanPaid, more);
        }
        _ => {}
    }
    if command.changes_meter() {
        forbid(Block::Unverified, facts.unverified);
        forbid(Block::Unreported, facts.unreported_at.is_some());
        let minutes = Duration::minutes(policy.failed_attempt_min.into());
        forbid(
            Block::FailedRecently,
            facts.failed_at.is_some_and(|at| !has_passed(at, minutes, now)),
        );
    }
    found
}

/// Nothing is owed any more, by whichever account the customer has.
fn has_paid(facts: &StopFacts) -> bool {
    let owes = facts.arrears_fen.is_some_and(|fen| fen > 0);
    let overdrawn = facts.balance_fen.is_some_and(|fen| fen < 0);
    facts.receipt_no.is_some() || !owes && !overdrawn
}

/// An instant in the future has not passed, however its clock was set.
fn has_passed(at: Instant, by: Duration, now: Instant) -> bool {
    at <= now && i128::from(now.since(at)) >= by.whole_microseconds()
}

fn is_night(policy: &StopPolicy, now: Instant) -> bool {
    // Outside the calendar nobody can say that it is day.
    MeterTime::right_at(now).is_none_or(|shown| {
        shown.hour() >= policy.night_from_h || shown.hour() < policy.night_until_h
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::metering::stop_policy::StopPolicies;

    fn at(text: &str) -> Instant {
        text.parse::<MeterTime>().expect("a time").instant()
    }

    /// A customer who may be stopped at ten in the morning of a working day.
    fn stoppable() -> StopFacts {
        StopFacts {
            arrears_fen: Some(12_300),
            notice_at: Some(at("2026-11-20T09:00:00")),
            second_notice_at: Some(at("2026-11-30T09:20:00")),
            ..StopFacts::default()
        }
    }

    fn asked(command: MeterCommand, facts: &StopFacts, now: &str) -> Vec<Block> {
        let now = at(now);
        blocks(command, facts, StopPolicies::shipped().in_force(now), now)
    }

    const TEN: &str = "2026-11-30T10:00:00";

    #[test]
    fn who_owes_and_was_told_may_be_stopped_by_day() {
        assert_eq!(asked(MeterCommand::Trip, &stoppable(), TEN), []);
    }

    #[test]
    fn each_hard_block_forbids_a_stop_by_itself() {
        type Change = fn(&mut StopFacts);
        let cases: [(Change, Block); 14] = [
            (|facts| facts.unknown_customer = true, Block::UnknownCustomer),
            (|facts| facts.life_support = true, Block::LifeSupport),
            (|facts| facts.critical = true, Block::CriticalCustomer),
            (|facts| facts.guard_on = true, Block::GuardOn),
            (|facts| facts.arrears_fen = Some(0), Block::PaidMeanwhile),
            (|facts| facts.receipt_no = Some("R1".into()), Block::PaidMeanwhile),
            (|facts| facts.disputed = true, Block::DisputeOpen),
            (|facts| facts.notice_at = None, Block::NoticeMissing),
            (|facts| facts.notice_at = Some(at("2026-11-25T09:00:00")), Block::NoticePeriod),
            (|facts| facts.second_notice_at = Some(at("2026-11-30T09:31:00")), Block::SecondNotice),
            (|facts| facts.day_off = true, Block::DayOff),
            (|facts| facts.bans = vec!["台风".into()], Block::Announced),
            (|facts| facts.unverified = true, Block::Unverified),
            (|facts| facts.unreported_at = Some(at("2026-11-30T09:40:00")), Block::Unreported),
        ];
        for (change, block) in cases {
            let mut facts = stoppable();
            change(&mut facts);
            assert_eq!(asked(MeterCommand::Trip, &facts, TEN), [block]);
        }
    }

    #[test]
    fn nobody_is_stopped_at_night() {
        for now in ["2026-11-30T20:00:00", "2026-12-01T07:59:59"] {
            assert_eq!(asked(MeterCommand::Trip, &stoppable(), now), [Block::Night], "{now}");
        }
        assert_eq!(asked(MeterCommand::Trip, &stoppable(), "2026-12-01T08:00:00"), []);
    }

    #[test]
    fn an_overdrawn_balance_is_a_debt_and_a_notice_from_tomorrow_is_none() {
        let mut facts = StopFacts { arrears_fen: None, balance_fen: Some(-1), ..stoppable() };
        assert_eq!(asked(MeterCommand::Trip, &facts, TEN), []);
        facts.second_notice_at = Some(at("2026-12-01T09:00:00"));
        assert_eq!(asked(MeterCommand::Trip, &facts, TEN), [Block::SecondNotice]);
    }

    #[test]
    fn a_supply_returns_at_night_but_never_past_a_customer_who_must_be_asked() {
        let mut facts = StopFacts { confirmed_restore: true, ..StopFacts::default() };
        let night = "2026-11-30T23:00:00";
        assert_eq!(asked(MeterCommand::DirectClose, &facts, night), [Block::NotContacted]);
        facts.contacted = true;
        assert_eq!(asked(MeterCommand::PermitClose, &facts, night), []);
    }

    #[test]
    fn no_more_is_recharged_than_was_paid() {
        let recharge = |facts: &StopFacts| asked(MeterCommand::Recharge, facts, TEN);
        let mut facts = StopFacts { recharge_fen: Some(5_000), ..StopFacts::default() };
        assert_eq!(recharge(&facts), [Block::NotPaid]);
        facts.receipt_no = Some("R1".to_owned());
        assert_eq!(recharge(&facts), [], "of some payments only the receipt is told");
        facts.paid_fen = Some(4_999);
        assert_eq!(recharge(&facts), [Block::MoreThanPaid]);
        facts.paid_fen = Some(5_000);
        assert_eq!(recharge(&facts), []);
        facts.recharge_off = true;
        assert_eq!(recharge(&facts), [Block::RechargeOff]);
        assert_eq!(asked(MeterCommand::SetClock, &facts, TEN), [], "it is the recharge's own");
    }

    #[test]
    fn after_a_failed_attempt_one_waits() {
        let facts =
            StopFacts { failed_at: Some(at("2026-11-30T09:55:00")), ..StopFacts::default() };
        assert_eq!(asked(MeterCommand::SetClock, &facts, TEN), [Block::FailedRecently]);
        assert_eq!(asked(MeterCommand::SetClock, &facts, "2026-11-30T10:05:00"), []);
        assert_eq!(asked(MeterCommand::Read, &facts, TEN), []);
    }

    proptest! {
        /// Whatever else is true: who cannot live without it is never stopped, and neither is who owes nothing.
        #[test]
        fn no_other_fact_outweighs_a_life(
            (critical, guard, disputed, day_off, owes) in any::<(bool, bool, bool, bool, u64)>(),
            now in 1_500_000_000_i64..2_000_000_000,
        ) {
            let now = Instant::from_micros(now * 1_000_000);
            let mut facts = StopFacts {
                life_support: true, critical, guard_on: guard, disputed, day_off,
                arrears_fen: Some(owes), ..stoppable()
            };
            let policies = StopPolicies::shipped();
            let policy = policies.in_force(now);
            prop_assert!(blocks(MeterCommand::Trip, &facts, policy, now).contains(&Block::LifeSupport));
            facts.life_support = false;
            facts.arrears_fen = Some(0);
            prop_assert!(blocks(MeterCommand::Trip, &facts, policy, now).contains(&Block::PaidMeanwhile));
        }
    }
}
