//! Why a command is not given, in words.

use std::collections::BTreeSet;

use access::MeteringRefusal;
use vocabulary::{SecurityPart, Text};

/// Why nothing was sent that changes the meter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The terminal lacks a part that guards metering.
    NotFitted {
        missing: BTreeSet<SecurityPart>,
    },
    NoBusinessCard,
    BatteryLow {
        percent: u8,
        least: u8,
    },
    /// Nobody can tell how long the power lasts.
    BatteryUnknown,
    ClockNotCompared,
    NoLeave,
    /// The leave is not the platform's, or says what no leave can say.
    BadLeave {
        why: String,
    },
    LeaveForOther {
        what: &'static str,
    },
    LeaveNotYet,
    LeaveOver,
    LeaveUsed,
    /// The leave brings nothing that the meter would believe.
    NoMaterial,
    /// A command before this one was cut off.
    VerifyFirst,
    TooSoon {
        minutes: u64,
    },
    /// Midnight, a full hour or a freeze is near.
    NearFreeze,
    ClockSetToday,
    ClockFaulty,
    /// Another meter answered than the order means.
    WrongMeter {
        meant: String,
        found: String,
    },
    /// The meter has another number than the leave.
    WrongNumber {
        meant: String,
        found: String,
    },
    GuardOn,
    MeterClockWrong {
        ahead_s: i64,
    },
    /// The meter does not tell its clock.
    MeterClockUntold,
    OtherKeys,
    /// The meter does not tell how its relay stands: what became of the command could never be read back.
    RelayUntold,
    /// The meter keeps no purse.
    NoPurse,
    AlreadyCounted,
    /// The meter's purse has another count than the purchase follows on.
    CountGap {
        meter: u32,
        wanted: u32,
    },
    /// The meter said no.
    Meter {
        reason: Text,
    },
    /// Nobody answered, or not as a meter does; nothing was changed.
    Line {
        code: &'static str,
        told: String,
    },
    /// The security unit did not do what it was asked.
    Unit {
        told: String,
    },
}

impl From<MeteringRefusal> for Refusal {
    fn from(refusal: MeteringRefusal) -> Self {
        Self::NotFitted { missing: refusal.missing }
    }
}

impl Refusal {
    /// A stable word for the record, for programs and for counters.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFitted { .. } => "not_fitted_for_metering",
            Self::NoBusinessCard => "no_business_card",
            Self::BatteryLow { .. } => "battery_low",
            Self::BatteryUnknown => "battery_unknown",
            Self::ClockNotCompared => "clock_not_compared",
            Self::NoLeave => "no_authorisation",
            Self::BadLeave { .. } => "authorisation_bad",
            Self::LeaveForOther { .. } => "authorisation_for_other",
            Self::LeaveNotYet => "authorisation_not_yet",
            Self::LeaveOver => "authorisation_expired",
            Self::LeaveUsed => "authorisation_used",
            Self::NoMaterial => "no_material",
            Self::VerifyFirst => "verify_first",
            Self::TooSoon { .. } => "too_soon",
            Self::NearFreeze => "near_freeze",
            Self::ClockSetToday => "clock_set_today",
            Self::ClockFaulty => "clock_faulty",
            Self::WrongMeter { .. } => "wrong_meter",
            Self::WrongNumber { .. } => "wrong_meter_no",
            Self::GuardOn => "guard_on",
            Self::MeterClockWrong { .. } => "meter_clock_wrong",
            Self::MeterClockUntold => "meter_clock_untold",
            Self::OtherKeys => "other_keys",
            Self::RelayUntold => "relay_untold",
            Self::NoPurse => "no_purse",
            Self::AlreadyCounted => "already_counted",
            Self::CountGap { .. } => "count_gap",
            Self::Meter { .. } => "meter_refused",
            Self::Line { code, .. } => code,
            Self::Unit { .. } => "security_unit",
        }
    }

    /// What people read, with the next step.
    #[must_use]
    pub fn text(&self) -> Text {
        let (zh, en): (String, String) = match self {
            Self::NotFitted { missing } => return not_fitted(missing),
            Self::NoBusinessCard => told("请插入业务卡", "put the business card into its slot"),
            Self::BatteryLow { percent, least } => (
                format!("电量 {percent}%，低于 {least}%；请充电后再操作"),
                format!("the battery has {percent} %, less than {least} %; charge it first"),
            ),
            Self::BatteryUnknown => told(
                "读不到终端电量，不能更新密钥；请检查电池后再试",
                "this terminal's battery cannot be read, and a key update must not be cut off; have it checked",
            ),
            Self::ClockNotCompared => told(
                "终端时间尚未与平台核对；请联网同步一次",
                "this terminal's clock was not compared with the platform's; synchronise once",
            ),
            Self::NoLeave => told(
                "该操作需要授权；请先申请",
                "this command needs an authorisation; ask for one first",
            ),
            Self::BadLeave { why } => (
                format!("授权无效（{why}）；请重新获取"),
                format!("the authorisation is not valid ({why}); fetch it again"),
            ),
            Self::LeaveForOther { what } => (
                format!("该授权不是给{}的", zh_of(what)),
                format!("the authorisation is for another {what}"),
            ),
            Self::LeaveNotYet => told("授权尚未生效", "the authorisation is not valid yet"),
            Self::LeaveOver => {
                told("授权已过期；请重新申请", "the authorisation has expired; ask for a new one")
            }
            Self::LeaveUsed => told(
                "该授权已使用过；请重新申请",
                "the authorisation was used already; ask for a new one",
            ),
            Self::NoMaterial => told(
                "授权未带密钥材料；请在联网时重新放行",
                "the authorisation brings no key material; have it released again on the network",
            ),
            Self::VerifyFirst => told(
                "上一次操作结果未知；请先核实该表状态",
                "what became of the last command is unknown; look at the meter first",
            ),
            Self::TooSoon { minutes } => (
                format!("上次操作失败不久；请 {minutes} 分钟后再试"),
                format!("the last command failed just now; try again in {minutes} minutes"),
            ),
            Self::NearFreeze => told(
                "临近整点、零点或冻结时刻，不能对时；请稍候几分钟",
                "midnight, a full hour or a freeze is near; wait some minutes",
            ),
            Self::ClockSetToday => told(
                "该表今日已对时；一天最多一次",
                "this meter's clock was set today; once a day at most",
            ),
            Self::ClockFaulty => told(
                "该表本月对时两次后仍超差，时钟故障；请转换表流程",
                "set twice this month and still wrong: the clock is faulty; ask for a replacement",
            ),
            Self::WrongMeter { meant, found } => (
                format!("应答的表是 {found}，工单的表是 {meant}；请对准正确的表"),
                format!("meter {found} answered, the order means {meant}; aim at the right one"),
            ),
            Self::WrongNumber { meant, found } => (
                format!("表号是 {found}，授权的表号是 {meant}；请核对档案"),
                format!(
                    "the meter's number is {found}, the authorisation's {meant}; check the archive"
                ),
            ),
            Self::GuardOn => told(
                "该表处于保电状态，不能跳闸",
                "supply guard is on at this meter; it must not be tripped",
            ),
            Self::MeterClockWrong { ahead_s } => (
                format!("表计时钟偏差 {ahead_s} 秒；请先对时，再设参数"),
                format!("the meter's clock is {ahead_s} s ahead; set the clock first"),
            ),
            Self::MeterClockUntold => told(
                "读不到表计时钟，不能设置参数；请核查表计",
                "the meter does not tell its clock, so no parameter is set; check the meter",
            ),
            Self::OtherKeys => told(
                "表内密钥状态与授权不符；请核对后重新申请",
                "the meter holds other keys than the authorisation is for; check and ask again",
            ),
            Self::RelayUntold => told(
                "表计不提供继电器状态，操作后无法确认；请勿操作，转故障处理",
                "the meter does not tell how its relay stands, so nothing could be confirmed; report a fault",
            ),
            Self::NoPurse => told(
                "表计没有购电信息（非本地费控表），不能现场充值",
                "this meter keeps no purse (no local fee control); it cannot be recharged on site",
            ),
            Self::AlreadyCounted => {
                told("该笔充值已经入表", "this purchase is in the meter already")
            }
            Self::CountGap { meter, wanted } => (
                format!("表内购电次数为 {meter}，本次应为 {wanted}；请核对充值记录"),
                format!(
                    "the meter counts {meter} purchases, this one is number {wanted}; check the records"
                ),
            ),
            Self::Meter { reason } => {
                (format!("表计拒绝：{}", reason.zh), format!("the meter refuses: {}", reason.en))
            }
            Self::Line { told, .. } => {
                (format!("与表通信失败：{told}"), format!("the meter cannot be reached: {told}"))
            }
            Self::Unit { told } => (format!("安全单元：{told}"), format!("security unit: {told}")),
        };
        Text::new(zh, en)
    }
}

fn told(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

fn not_fitted(missing: &BTreeSet<SecurityPart>) -> Text {
    MeteringRefusal { missing: missing.clone() }.reason()
}

/// What a leave is for.
fn zh_of(what: &str) -> &'static str {
    match what {
        "person" => "本人",
        "meter" => "这只表",
        "command" => "这项操作",
        _ => "这张工单",
    }
}
