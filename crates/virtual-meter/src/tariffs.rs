//! Which tariff counts when, and what it costs: yearly zones, daily periods, prices, each in two sets
//! (dlt645-2007.md, 7.5: 0401xxxx, 0402xxxx, 0405xxxx, 04000106 to 04000108).

use vocabulary::MeterTime;

use crate::registers::TARIFFS;
use crate::second::Second;

/// From this day of the year on, this daily table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone {
    pub month: u8,
    pub day: u8,
    /// 1 to 8.
    pub table: u8,
}

/// From this minute of the day on, this tariff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub minute_of_day: u16,
    /// 1 to 4.
    pub tariff: u8,
}

/// Two sets of everything; the second takes over when its time has come.
#[derive(Debug, Clone)]
pub(crate) struct Tariffs {
    pub zones: [Box<[Zone]>; 2],
    /// Table n lies at n - 1.
    pub tables: [Vec<Box<[Period]>>; 2],
    /// 0.0001 yuan for a kWh.
    pub prices: [[u32; TARIFFS]; 2],
    pub in_use: InUse,
    pub switching: Switching,
}

/// Which of the two sets is in use: 0 or 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct InUse {
    pub zones: usize,
    pub tables: usize,
    pub prices: usize,
}

/// When the other set takes over (04000106, 04000107, 04000108); never, if nobody said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Switching {
    pub zones: Option<MeterTime>,
    pub tables: Option<MeterTime>,
    pub prices: Option<MeterTime>,
}

/// What changed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Switched {
    Zones,
    Tables,
    Prices,
}

/// Why a table is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableFault {
    /// Out of order, or a day or time that does not exist.
    Entry,
    TooManyZones,
    TooManyPeriods,
    TooManyTariffs,
}

impl Tariffs {
    /// One zone, one table of four tariffs, prices between 0.3 and 0.9 yuan.
    pub(crate) fn usual() -> Self {
        let zones: Box<[Zone]> = Box::new([Zone { month: 1, day: 1, table: 1 }]);
        let period = |hour: u16, tariff| Period { minute_of_day: hour * 60, tariff };
        let periods = [
            period(0, 4),
            period(7, 3),
            period(9, 2),
            period(12, 3),
            period(18, 1),
            period(21, 2),
            period(23, 4),
        ];
        let table: Box<[Period]> = Box::new(periods);
        let prices = [9_000, 8_000, 5_000, 3_000];
        Self {
            zones: [zones.clone(), zones],
            tables: [vec![table.clone()], vec![table]],
            prices: [prices; 2],
            in_use: InUse::default(),
            switching: Switching::default(),
        }
    }

    /// The tariff of a moment, counted from 0.
    pub(crate) fn tariff(&self, at: Second) -> usize {
        let minute = at.minute_of_day();
        let periods = self.periods(at);
        let running = periods.iter().rev().find(|period| period.minute_of_day <= minute);
        // Before its first entry a table goes on with its last.
        let running = running.or(periods.last());
        running.map_or(0, |period| usize::from(period.tariff - 1))
    }

    /// When the next period begins, at midnight at the latest.
    pub(crate) fn next_period(&self, at: Second) -> Second {
        let minute = at.minute_of_day();
        let midnight = at.next(86_400);
        let periods = self.periods(at).iter();
        let next = periods.map(|period| period.minute_of_day).find(|begin| *begin > minute);
        next.map_or(midnight, |begin| midnight.plus(i64::from(begin) * 60 - 86_400))
    }

    /// The price of a moment in 0.0001 yuan for a kWh.
    pub(crate) fn price(&self, at: Second) -> u32 {
        self.prices[self.in_use.prices][self.tariff(at)]
    }

    /// The sets that take over by now.
    pub(crate) fn switch(&mut self, now: Second) -> Vec<Switched> {
        if self.next_switch().is_none_or(|due| now < due) {
            return Vec::new();
        }
        let now = now.time();
        let mut switched = Vec::new();
        let is_due = |time: &mut Option<MeterTime>| time.take_if(|time| *time <= now).is_some();
        if is_due(&mut self.switching.zones) {
            self.in_use.zones ^= 1;
            switched.push(Switched::Zones);
        }
        if is_due(&mut self.switching.tables) {
            self.in_use.tables ^= 1;
            switched.push(Switched::Tables);
        }
        if is_due(&mut self.switching.prices) {
            self.in_use.prices ^= 1;
            switched.push(Switched::Prices);
        }
        switched
    }

    /// When a set takes over next.
    pub(crate) fn next_switch(&self) -> Option<Second> {
        let Switching { zones, tables, prices } = self.switching;
        [zones, tables, prices].into_iter().flatten().min().map(Second::of)
    }

    /// # Errors
    /// [`TableFault`]; the zones stay as they were.
    pub(crate) fn set_zones(&mut self, set: usize, zones: Vec<Zone>) -> Result<(), TableFault> {
        if zones.len() > ZONES_MAX {
            return Err(TableFault::TooManyZones);
        }
        let exists = |zone: &Zone| {
            // A leap year, so that the 29th of February may begin a zone.
            let day = MeterTime::new((2000, zone.month, zone.day), (0, 0, 0));
            day.is_ok() && (1..=TABLES_MAX).contains(&usize::from(zone.table))
        };
        let rise = zones
            .windows(2)
            .all(|pair| (pair[0].month, pair[0].day) <= (pair[1].month, pair[1].day));
        if zones.is_empty() || !zones.iter().all(exists) || !rise {
            return Err(TableFault::Entry);
        }
        self.zones[set] = zones.into();
        Ok(())
    }

    /// `table` counts from 1 to 8.
    ///
    /// # Errors
    /// [`TableFault`]; the table stays as it was.
    pub(crate) fn set_table(
        &mut self,
        set: usize,
        table: usize,
        periods: Vec<Period>,
    ) -> Result<(), TableFault> {
        if periods.len() > PERIODS_MAX {
            return Err(TableFault::TooManyPeriods);
        }
        if periods.iter().any(|period| usize::from(period.tariff) > TARIFFS) {
            return Err(TableFault::TooManyTariffs);
        }
        let exists = |period: &Period| period.minute_of_day < 1_440 && period.tariff >= 1;
        let rise = periods.windows(2).all(|pair| pair[0].minute_of_day <= pair[1].minute_of_day);
        if periods.is_empty() || !periods.iter().all(exists) || !rise {
            return Err(TableFault::Entry);
        }
        let tables = &mut self.tables[set];
        while tables.len() < table {
            let first = tables[0].clone();
            tables.push(first);
        }
        tables[table - 1] = periods.into();
        Ok(())
    }

    /// A table's periods; a table that nobody set is like the first.
    pub(crate) fn table(&self, set: usize, table: usize) -> &[Period] {
        let tables = &self.tables[set];
        tables.get(table.wrapping_sub(1)).unwrap_or(&tables[0])
    }

    fn periods(&self, at: Second) -> &[Period] {
        let zones = &self.zones[self.in_use.zones];
        let table = match &zones[..] {
            // One zone lasts all year, whatever the day.
            [only] => only.table,
            zones => {
                let today = at.time();
                let today = (today.month(), today.day());
                let running = zones.iter().rev().find(|zone| (zone.month, zone.day) <= today);
                // Before its first entry a year goes on with its last.
                running.or(zones.last()).map_or(1, |zone| zone.table)
            }
        };
        self.table(self.in_use.tables, usize::from(table))
    }
}

/// p of 04000201.
pub(crate) const ZONES_MAX: usize = 14;
/// q of 04000202.
pub(crate) const TABLES_MAX: usize = 8;
/// m of 04000203.
pub(crate) const PERIODS_MAX: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Second {
        Second::of(text.parse().expect("a time"))
    }

    #[test]
    fn the_tariff_follows_the_table_of_the_day() {
        let tariffs = Tariffs::usual();
        let check = |text, tariff| assert_eq!(tariffs.tariff(at(text)) + 1, tariff, "{text}");
        check("2026-11-30T00:00:00", 4);
        check("2026-11-30T08:59:59", 3);
        check("2026-11-30T09:00:00", 2);
        check("2026-11-30T18:00:00", 1);
        check("2026-11-30T23:59:59", 4);
        assert_eq!(tariffs.price(at("2026-11-30T19:00:00")), 9_000);
        let next = |text| tariffs.next_period(at(text)).time().to_string();
        assert_eq!(next("2026-11-30T09:00:00"), "2026-11-30T12:00:00");
        assert_eq!(next("2026-11-30T23:30:00"), "2026-12-01T00:00:00");
    }

    #[test]
    fn a_zone_chooses_the_table_and_the_year_goes_round() {
        let mut tariffs = Tariffs::usual();
        let flat = vec![Period { minute_of_day: 0, tariff: 3 }];
        tariffs.set_table(0, 2, flat).expect("a table");
        let summer = Zone { month: 6, day: 1, table: 2 };
        let autumn = Zone { month: 9, day: 1, table: 1 };
        tariffs.set_zones(0, vec![summer, autumn]).expect("zones");
        assert_eq!(tariffs.tariff(at("2026-07-15T19:00:00")), 2);
        assert_eq!(tariffs.tariff(at("2026-11-15T19:00:00")), 0);
        assert_eq!(tariffs.tariff(at("2026-02-15T19:00:00")), 0, "the last zone goes on");
    }

    #[test]
    fn what_does_not_exist_is_not_taken() {
        let mut tariffs = Tariffs::usual();
        let zone = |month, day| Zone { month, day, table: 1 };
        assert_eq!(tariffs.set_zones(0, vec![zone(1, 1); 15]), Err(TableFault::TooManyZones));
        assert_eq!(tariffs.set_zones(0, vec![zone(2, 30)]), Err(TableFault::Entry));
        assert_eq!(tariffs.set_zones(0, vec![zone(6, 1), zone(1, 1)]), Err(TableFault::Entry));
        assert_eq!(tariffs.set_zones(0, vec![]), Err(TableFault::Entry));
        let period = |minute_of_day, tariff| Period { minute_of_day, tariff };
        let set = |tariffs: &mut Tariffs, periods| tariffs.set_table(0, 1, periods);
        assert_eq!(set(&mut tariffs, vec![period(0, 1); 15]), Err(TableFault::TooManyPeriods));
        assert_eq!(set(&mut tariffs, vec![period(0, 5)]), Err(TableFault::TooManyTariffs));
        assert_eq!(set(&mut tariffs, vec![period(0, 0)]), Err(TableFault::Entry));
        assert_eq!(set(&mut tariffs, vec![period(1_440, 1)]), Err(TableFault::Entry));
    }

    #[test]
    fn the_other_set_takes_over_once() {
        let mut tariffs = Tariffs::usual();
        tariffs.prices[1] = [1; TARIFFS];
        let due = at("2026-12-01T00:00:00");
        tariffs.switching.prices = Some(due.time());
        assert_eq!(tariffs.switch(at("2026-11-30T23:59:59")), []);
        assert_eq!(tariffs.switch(due), [Switched::Prices]);
        assert_eq!(tariffs.price(at("2026-12-01T00:00:00")), 1);
        assert_eq!((tariffs.switch(due), tariffs.next_switch()), (vec![], None));
    }
}
