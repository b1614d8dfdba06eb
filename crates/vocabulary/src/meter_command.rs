//! What can be done with a meter, and what became of it.

use serde::{Deserialize, Serialize};

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident $word:literal $zh:literal $en:literal;)*) => {
        /// A command to a meter (仪表作业), one word per thing in code, SQL, JSON and on the screen.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum MeterCommand {
            $($(#[$doc])* $name,)*
        }

        impl MeterCommand {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What it is called in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$name => $zh,)* }
            }

            /// What it is called in English.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$name => $en,)* }
            }
        }
    };
}

commands! {
    /// Address, numbers, model, clock, key state, relay and balance: is it the meter of the order?
    Acquire "acquire" "信息获取" "information acquisition";
    Read "read" "读取数据" "reading";
    /// Status words, events, relay, batteries, instantaneous values.
    Snapshot "snapshot" "运行参数" "running parameters";
    /// 1AH: the relay opens.
    Trip "trip" "跳闸" "trip";
    /// 1BH: the customer may close by pressing the meter's button.
    PermitClose "permit_close" "合闸允许" "permit closing";
    /// 1CH: the relay closes at once.
    DirectClose "direct_close" "直接合闸" "direct closing";
    AlarmOn "alarm_on" "报警" "alarm on";
    AlarmOff "alarm_off" "报警解除" "alarm off";
    /// 3AH: the meter refuses to trip.
    GuardOn "guard_on" "保电" "supply guard on";
    GuardOff "guard_off" "保电解除" "supply guard off";
    SetClock "set_clock" "时钟设置" "clock setting";
    SetParameter "set_parameter" "参数设置" "parameter setting";
    UpdateKeys "update_keys" "密钥更新" "key update";
    Recharge "recharge" "现场充值" "on-site recharge";
}

impl MeterCommand {
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.as_str() == word)
    }

    /// The meter is another one afterwards: it needs an authorisation, and is read back before anybody says "done".
    #[must_use]
    pub const fn changes_meter(self) -> bool {
        !matches!(self, Self::Acquire | Self::Read | Self::Snapshot)
    }

    /// Somebody's supply depends on it: it moves the relay, or forbids it to move.
    #[must_use]
    pub const fn switches(self) -> bool {
        matches!(
            self,
            Self::Trip | Self::PermitClose | Self::DirectClose | Self::GuardOn | Self::GuardOff
        )
    }

    /// It gives a customer his supply back.
    #[must_use]
    pub const fn restores(self) -> bool {
        matches!(self, Self::PermitClose | Self::DirectClose)
    }
}

/// What became of a command to a meter.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MeterOutcome {
    /// The state was read back, and is as the command wanted it.
    Done,
    /// The meter, or an interlock before it, said no; nothing was changed.
    Refused,
    /// It was tried, and the state that was read back is not the one that was wanted.
    Failed,
    /// It was cut off after the command may have reached the meter: verify first.
    Unknown,
}

impl MeterOutcome {
    pub const ALL: [Self; 4] = [Self::Done, Self::Refused, Self::Failed, Self::Unknown];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// A relay (继电器) as the meter says it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelayState {
    /// The customer has supply.
    Closed,
    Open,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spelt_alike_in_json_and_sql() {
        for command in MeterCommand::ALL {
            assert_eq!(serde_json::json!(command), command.as_str());
            assert_eq!(MeterCommand::parse(command.as_str()), Some(*command));
        }
        for outcome in MeterOutcome::ALL {
            assert_eq!(serde_json::json!(outcome), outcome.as_str());
            assert_eq!(MeterOutcome::parse(outcome.as_str()), Some(outcome));
        }
    }

    #[test]
    fn whatever_moves_the_relay_changes_the_meter() {
        for command in MeterCommand::ALL.iter().filter(|command| command.switches()) {
            assert!(command.changes_meter(), "{}", command.as_str());
        }
        assert!(!MeterCommand::Read.changes_meter());
    }
}
