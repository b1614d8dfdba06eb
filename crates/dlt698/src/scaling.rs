//! By which power of ten a number is to be multiplied, and its unit (Scaler_Unit, tag 89).

use std::fmt;

use vocabulary::{Quantity, Unit};

use crate::axdr::{codes, sequence};

sequence! {
    /// Scale and unit (换算及单位, Scaler_Unit): 2 bytes. Attribute 3 of an object tells them at run time.
    #[derive(Copy, Hash)]
    pub struct ScalerUnit shown {
        /// The power of ten: -2 makes hundredths of the unit.
        pub scaler: i8,
        pub unit: UnitCode,
    }
}

codes! {
    /// The unit of a [`ScalerUnit`]. Codes 10 and 52 to 56 have a single source; others are kept as numbers.
    pub struct UnitCode {
        YEAR = 1, "a", "年";
        MONTH = 2, "month", "月";
        WEEK = 3, "week", "周";
        DAY = 4, "d", "日";
        HOUR = 5, "h", "小时";
        MINUTE = 6, "min", "分";
        SECOND = 7, "s", "秒";
        CELSIUS = 9, "°C", "摄氏度";
        CURRENCY = 10, "currency", "货币";
        WATT = 27, "W", "瓦";
        KILOWATT = 28, "kW", "千瓦";
        VOLT_AMPERE = 29, "VA", "伏安";
        KILOVOLT_AMPERE = 30, "kVA", "千伏安";
        VAR = 31, "var", "乏";
        KILOVAR = 32, "kvar", "千乏";
        KILOWATT_HOUR = 33, "kWh", "千瓦时";
        KILOVOLT_AMPERE_HOUR = 34, "kVAh", "千伏安时";
        KILOVAR_HOUR = 35, "kvarh", "千乏时";
        AMPERE = 36, "A", "安";
        COULOMB = 37, "C", "库";
        VOLT = 38, "V", "伏";
        HERTZ = 47, "Hz", "赫兹";
        PERCENT = 51, "%", "百分比";
        BYTE = 52, "byte", "字节";
        DECIBEL_MILLIWATT = 53, "dBm", "分贝毫瓦";
        YUAN_PER_KILOWATT_HOUR = 54, "yuan/kWh", "元每千瓦时";
        AMPERE_HOUR = 55, "Ah", "安时";
        MILLISECOND = 56, "ms", "毫秒";
        NONE = 255, "none", "无单位";
    }
}

impl UnitCode {
    /// The unit as the business has it; nothing for one that no quantity of ours has.
    #[must_use]
    pub const fn unit(self) -> Option<Unit> {
        Some(match self {
            Self::MINUTE => Unit::Minute,
            Self::SECOND => Unit::Second,
            Self::CELSIUS => Unit::Celsius,
            Self::CURRENCY => Unit::Yuan,
            Self::WATT => Unit::Watt,
            Self::KILOWATT => Unit::Kilowatt,
            Self::VOLT_AMPERE => Unit::VoltAmpere,
            Self::KILOVOLT_AMPERE => Unit::KilovoltAmpere,
            Self::VAR => Unit::Var,
            Self::KILOVAR => Unit::Kilovar,
            Self::KILOWATT_HOUR => Unit::KilowattHour,
            Self::KILOVOLT_AMPERE_HOUR => Unit::KilovoltAmpereHour,
            Self::KILOVAR_HOUR => Unit::KilovarHour,
            Self::AMPERE => Unit::Ampere,
            Self::VOLT => Unit::Volt,
            Self::HERTZ => Unit::Hertz,
            Self::PERCENT => Unit::Percent,
            Self::YUAN_PER_KILOWATT_HOUR => Unit::YuanPerKilowattHour,
            Self::AMPERE_HOUR => Unit::AmpereHour,
            Self::MILLISECOND => Unit::Millisecond,
            Self::NONE => Unit::One,
            _ => return None,
        })
    }
}

impl ScalerUnit {
    #[must_use]
    pub const fn new(scaler: i8, unit: UnitCode) -> Self {
        Self { scaler, unit }
    }

    /// The quantity that `number` is in this unit; nothing if the unit is none of ours, if there are more decimal
    /// places than a [`Quantity`] has, or if it does not fit.
    #[must_use]
    pub fn quantity(self, number: i64) -> Option<Quantity> {
        scaled(number, self.scaler, self.unit.unit()?)
    }
}

/// `number` times ten to the power of `scaler`, without rounding.
pub(crate) fn scaled(number: i64, scaler: i8, unit: Unit) -> Option<Quantity> {
    if scaler > 0 {
        let factor = 10_i64.checked_pow(u32::from(scaler.unsigned_abs()))?;
        return Some(Quantity::new(number.checked_mul(factor)?, 0, unit));
    }
    let decimals = scaler.unsigned_abs();
    (decimals <= Quantity::DECIMALS_MAX).then(|| Quantity::new(number, decimals, unit))
}

impl fmt::Display for ScalerUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "10^{} {}", self.scaler, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_has_the_places_of_its_scale() {
        let told = |scaler, unit, number| {
            let quantity = ScalerUnit::new(scaler, unit).quantity(number);
            quantity.map(|quantity| quantity.to_string())
        };
        assert_eq!(told(-2, UnitCode::KILOWATT_HOUR, 123_456).as_deref(), Some("1234.56 kWh"));
        assert_eq!(told(-1, UnitCode::VOLT, 2413).as_deref(), Some("241.3 V"));
        assert_eq!(told(2, UnitCode::WATT, 5).as_deref(), Some("500 W"));
        assert_eq!(told(0, UnitCode::COULOMB, 5), None);
        assert_eq!(told(-10, UnitCode::VOLT, 5), None);
        assert_eq!(told(19, UnitCode::VOLT, 5), None);
        assert_eq!(told(-128, UnitCode::VOLT, 5), None);
    }
}
