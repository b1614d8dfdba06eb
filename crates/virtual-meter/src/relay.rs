//! The relay between grid and customer, what it was told, and what keeps it from obeying (dlt645-2007.md, 9.4).

use crate::second::Second;

/// What the relay is told by a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Trip,
    /// The customer may close by the button.
    PermitClose,
    Close,
    /// The alarm now, the trip after so many minutes.
    PreTrip {
        minutes: u16,
    },
    Alarm,
    EndAlarm,
    Guard,
    EndGuard,
}

/// Why a command is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RelayRefusal {
    /// Under guard (保电) trips are refused.
    Guarded,
}

/// What moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moved {
    Opened,
    Closed,
}

/// Minutes between a command and the movement: 04001401 and 04001402.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Delays {
    pub trip_min: u16,
    pub close_min: u16,
}

/// A latching relay: it stays as it is without power.
#[derive(Debug, Clone, Default)]
pub(crate) struct Relay {
    is_open: bool,
    /// Bit 6 of status word 3.
    told_to_open: bool,
    may_close: bool,
    is_guarded: bool,
    has_alarm: bool,
    is_short_of_money: bool,
    warns_of_trip: bool,
    pending: Option<(Second, Moved)>,
    /// It was opened because the balance was used up, and nobody has told it anything since.
    is_open_for_money: bool,
    /// It takes commands and does not move.
    is_stuck: bool,
    pub delays: Delays,
}

impl Relay {
    /// Carries out a command, at once or when its delay is over. Gives what moved.
    ///
    /// # Errors
    /// [`RelayRefusal`]; nothing has changed then.
    pub(crate) fn obey(
        &mut self,
        order: Order,
        now: Second,
    ) -> Result<Option<Moved>, RelayRefusal> {
        match order {
            Order::Trip | Order::PreTrip { .. } if self.is_guarded => {
                return Err(RelayRefusal::Guarded);
            }
            Order::Trip => self.tell(Moved::Opened, now, self.delays.trip_min),
            Order::PreTrip { minutes } => {
                self.warns_of_trip = true;
                let minutes = if minutes == 0 { self.delays.trip_min } else { minutes };
                self.tell(Moved::Opened, now, minutes);
            }
            Order::Close => self.tell(Moved::Closed, now, self.delays.close_min),
            Order::PermitClose => {
                self.told_to_open = false;
                self.drop_trip();
                self.may_close = self.is_open;
            }
            Order::Alarm => self.has_alarm = true,
            Order::EndAlarm => self.has_alarm = false,
            Order::Guard => {
                self.is_guarded = true;
                // A trip that waits for its delay would be one under guard.
                self.drop_trip();
            }
            Order::EndGuard => self.is_guarded = false,
        }
        Ok(self.move_when_due(now))
    }

    /// The customer presses the button for some seconds: closes if that was permitted.
    pub(crate) fn press_button(&mut self) -> Option<Moved> {
        if !self.may_close {
            return None;
        }
        self.moved(Moved::Closed)
    }

    /// What moves because its delay is over.
    pub(crate) fn move_when_due(&mut self, now: Second) -> Option<Moved> {
        let (_, movement) = self.pending.take_if(|(due, _)| *due <= now)?;
        self.warns_of_trip = false;
        self.moved(movement)
    }

    pub(crate) fn next_movement(&self) -> Option<Second> {
        self.pending.map(|(due, _)| due)
    }

    /// The balance is used up: opens at once, without the trip delay; under guard it does not.
    pub(crate) fn trip_for_money(&mut self, now: Second) -> Option<Moved> {
        if self.is_guarded {
            return None;
        }
        self.tell(Moved::Opened, now, 0);
        self.is_open_for_money = true;
        self.move_when_due(now)
    }

    /// There is money again: the button closes what opened for want of it, and nothing that was told to open.
    pub(crate) fn permit_for_money(&mut self) {
        if self.is_open_for_money {
            self.told_to_open = false;
            self.may_close = self.is_open;
        }
    }

    /// The balance is low, or is not any more.
    pub(crate) fn sound_low_money(&mut self, is_low: bool) {
        self.is_short_of_money = is_low;
    }

    /// The clock was set: what waits, waits as long as it would have.
    pub(crate) fn follow_clock(&mut self, by_seconds: i64) {
        self.pending = self.pending.map(|(due, movement)| (due.plus(by_seconds), movement));
    }

    pub(crate) fn set_stuck(&mut self, is_stuck: bool) {
        self.is_stuck = is_stuck;
    }

    pub(crate) const fn is_open(&self) -> bool {
        self.is_open
    }

    pub(crate) const fn was_told_to_open(&self) -> bool {
        self.told_to_open
    }

    pub(crate) const fn may_be_closed(&self) -> bool {
        self.may_close
    }

    pub(crate) const fn is_guarded(&self) -> bool {
        self.is_guarded
    }

    /// Told from afar, or for want of money.
    pub(crate) const fn has_alarm(&self) -> bool {
        self.has_alarm || self.is_short_of_money
    }

    pub(crate) const fn warns_of_trip(&self) -> bool {
        self.warns_of_trip
    }

    fn tell(&mut self, movement: Moved, now: Second, minutes: u16) {
        self.told_to_open = movement == Moved::Opened;
        self.may_close = false;
        self.is_open_for_money = false;
        if movement == Moved::Closed {
            self.drop_trip();
        }
        self.pending = Some((now.plus(i64::from(minutes) * 60), movement));
    }

    fn drop_trip(&mut self) {
        self.pending = None;
        self.warns_of_trip = false;
    }

    fn moved(&mut self, movement: Moved) -> Option<Moved> {
        self.may_close = false;
        let opens = movement == Moved::Opened;
        if self.is_stuck || self.is_open == opens {
            return None;
        }
        self.is_open = opens;
        Some(movement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Second {
        Second::of("2026-11-30T10:00:00".parse().expect("a time"))
    }

    #[test]
    fn guard_refuses_a_trip_and_drops_one_that_waits() {
        let mut relay = Relay { delays: Delays { trip_min: 5, close_min: 0 }, ..Relay::default() };
        assert_eq!(relay.obey(Order::Trip, now()), Ok(None));
        assert!(relay.was_told_to_open() && !relay.is_open());
        assert_eq!(relay.obey(Order::Guard, now()), Ok(None));
        assert_eq!(relay.move_when_due(now().plus(600)), None);
        assert_eq!(relay.obey(Order::Trip, now()), Err(RelayRefusal::Guarded));
        let pre_trip = Order::PreTrip { minutes: 5 };
        assert_eq!(relay.obey(pre_trip, now()), Err(RelayRefusal::Guarded));
        relay.obey(Order::EndGuard, now()).expect("guard ends");
        relay.obey(Order::Trip, now()).expect("taken");
        assert_eq!(relay.move_when_due(now().plus(300)), Some(Moved::Opened));
    }

    #[test]
    fn a_permit_moves_nothing_until_the_button_is_pressed() {
        let mut relay = Relay::default();
        assert_eq!(relay.obey(Order::Trip, now()), Ok(Some(Moved::Opened)));
        assert_eq!(relay.press_button(), None, "not permitted yet");
        assert_eq!(relay.obey(Order::PermitClose, now()), Ok(None));
        assert!(relay.is_open() && !relay.was_told_to_open() && relay.may_be_closed());
        assert_eq!(relay.press_button(), Some(Moved::Closed));
        assert_eq!(relay.press_button(), None);
        relay.obey(Order::Trip, now()).expect("taken");
        assert_eq!(relay.obey(Order::Close, now()), Ok(Some(Moved::Closed)));
    }

    #[test]
    fn a_pre_trip_warns_first() {
        let mut relay = Relay::default();
        relay.obey(Order::PreTrip { minutes: 10 }, now()).expect("taken");
        assert!(relay.warns_of_trip() && !relay.is_open());
        assert_eq!(relay.next_movement(), Some(now().plus(600)));
        assert_eq!(relay.move_when_due(now().plus(600)), Some(Moved::Opened));
        assert!(!relay.warns_of_trip());
    }

    #[test]
    fn money_closes_nothing_that_was_told_to_open() {
        let mut relay = Relay::default();
        assert_eq!(relay.trip_for_money(now()), Some(Moved::Opened));
        relay.permit_for_money();
        assert!(relay.may_be_closed());
        // Somebody stops the supply for another reason.
        relay.obey(Order::Trip, now()).expect("taken");
        relay.permit_for_money();
        assert!(!relay.may_be_closed() && relay.was_told_to_open());
        assert_eq!(relay.press_button(), None);
    }

    #[test]
    fn a_stuck_relay_says_what_it_was_told_and_stays() {
        let mut relay = Relay::default();
        relay.set_stuck(true);
        assert_eq!(relay.obey(Order::Trip, now()), Ok(None));
        assert!(relay.was_told_to_open() && !relay.is_open());
    }
}
