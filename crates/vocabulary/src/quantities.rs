//! What a meter measures: whole numbers with their decimal places and their unit, never floats.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A measured quantity: a whole number of the smallest step that was told, so that nothing is rounded on the way.
///
/// Two quantities are equal if they say the same with the same steps; [`Quantity::in_steps`] compares what was told
/// with different ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quantity {
    steps: i64,
    decimals: u8,
    unit: Unit,
}

impl Quantity {
    /// As many decimal places as any meter tells.
    pub const DECIMALS_MAX: u8 = 9;

    /// `steps` of 10^-`decimals` of the unit; no more than nine places are kept.
    ///
    /// # Panics
    /// When `decimals` is more than [`Quantity::DECIMALS_MAX`]: the places are a property of the item, not of the reply.
    #[must_use]
    pub const fn new(steps: i64, decimals: u8, unit: Unit) -> Self {
        assert!(decimals <= Self::DECIMALS_MAX, "no meter tells more than nine decimal places");
        Self { steps, decimals, unit }
    }

    #[must_use]
    pub const fn steps(self) -> i64 {
        self.steps
    }

    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    #[must_use]
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// The same quantity in steps of 10^-`decimals`; nothing if it cannot be told so without rounding.
    #[must_use]
    pub fn in_steps(self, decimals: u8) -> Option<i64> {
        if decimals >= self.decimals {
            let factor = 10i64.checked_pow(u32::from(decimals - self.decimals))?;
            return self.steps.checked_mul(factor);
        }
        let factor = 10i64.checked_pow(u32::from(self.decimals - decimals))?;
        (self.steps % factor == 0).then_some(self.steps / factor)
    }

    /// The number alone, with all its places: `220.1`, `-0.0500`.
    #[must_use]
    pub fn number(self) -> String {
        let places = usize::from(self.decimals);
        let digits = format!("{:0width$}", self.steps.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if self.steps < 0 { "-" } else { "" };
        let point = if places == 0 { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.number())?;
        match self.unit.symbol() {
            "" => Ok(()),
            symbol => write!(f, " {symbol}"),
        }
    }
}

macro_rules! units {
    ($($(#[$doc:meta])* $name:ident $word:literal $symbol:literal;)*) => {
        /// The unit of a [`Quantity`], under the name that JSON carries.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        pub enum Unit {
            $($(#[$doc])* #[serde(rename = $word)] $name,)*
        }

        impl Unit {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As it stands behind a number; empty for what is counted.
            #[must_use]
            pub const fn symbol(self) -> &'static str {
                match self { $(Self::$name => $symbol,)* }
            }
        }
    };
}

units! {
    KilowattHour "kWh" "kWh";
    KilovarHour "kvarh" "kvarh";
    KilovoltAmpereHour "kVAh" "kVAh";
    AmpereHour "Ah" "Ah";
    Watt "W" "W";
    Var "var" "var";
    VoltAmpere "VA" "VA";
    Kilowatt "kW" "kW";
    Kilovar "kvar" "kvar";
    KilovoltAmpere "kVA" "kVA";
    Volt "V" "V";
    Ampere "A" "A";
    Hertz "Hz" "Hz";
    Degree "deg" "°";
    Celsius "degC" "℃";
    Percent "percent" "%";
    Yuan "yuan" "元";
    YuanPerKilowattHour "yuan/kWh" "元/kWh";
    Minute "min" "min";
    Second "s" "s";
    Millisecond "ms" "ms";
    /// Impulses per kWh or kvarh (电表常数).
    ImpulsePerKilowattHour "imp/kWh" "imp/kWh";
    ImpulsePerKilovarHour "imp/kvarh" "imp/kvarh";
    /// A number of things, or a ratio.
    One "1" "";
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_quantity_is_told_with_all_its_places() {
        let told = |steps, decimals, unit| Quantity::new(steps, decimals, unit).to_string();
        assert_eq!(told(2201, 1, Unit::Volt), "220.1 V");
        assert_eq!(told(-500, 4, Unit::Kilowatt), "-0.0500 kW");
        assert_eq!(told(7, 0, Unit::One), "7");
        assert_eq!(told(0, 2, Unit::KilowattHour), "0.00 kWh");
    }

    #[test]
    fn what_would_be_rounded_is_not_told_in_larger_steps() {
        let energy = Quantity::new(123_400, 4, Unit::KilowattHour);
        assert_eq!(energy.in_steps(2), Some(1234));
        assert_eq!(energy.in_steps(1), None);
        assert_eq!(Quantity::new(i64::MAX, 0, Unit::One).in_steps(1), None);
    }

    proptest! {
        #[test]
        fn a_number_reads_back_as_the_same_steps(steps in any::<i64>(), decimals in 0u8..=9) {
            let number = Quantity::new(steps, decimals, Unit::One).number();
            prop_assert_eq!(number.replace('.', "").parse::<i128>().ok(), Some(i128::from(steps)));
        }
    }
}
