//! A meter's ports: bytes come in, answers go out when their delay is over, with whatever fault was asked for.

use std::time::Duration;

use dlt645::{Frame, WAKE_UP};
use vocabulary::Instant;

use crate::faults::FaultKind;
use crate::items::Speaker645;
use crate::meter::Meter;
use crate::objects::Speaker698;
use crate::setup::Protocol;

/// Where a meter is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Port {
    /// Near infrared: open to whoever stands before the meter, so gated by infrared authentication.
    Infrared,
    Rs485,
}

/// What a meter sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transmission {
    /// Td, from the last byte of the request to the first of the answer.
    pub delay: Duration,
    /// How much later it is than a meter may be: a fault.
    pub late: Duration,
    pub bytes: Vec<u8>,
}

/// What a port remembers between two bytes and between two frames.
pub(crate) enum PortState {
    Dlt645(Speaker645),
    Dlt698(Box<Speaker698>),
}

impl Port {
    pub(crate) const COUNT: usize = 2;

    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Infrared => 0,
            Self::Rs485 => 1,
        }
    }
}

impl Meter {
    /// Takes bytes that came to a port, in whatever pieces, and gives what is to be sent for them.
    pub fn take(&mut self, port: Port, bytes: &[u8], now: Instant) -> Vec<Transmission> {
        self.advance(now);
        if !self.is_powered() {
            return Vec::new();
        }
        let mut state = self.ports[port.index()].take().unwrap_or_else(|| Box::new(self.state()));
        let frames = state.push(bytes);
        let transmissions =
            frames.into_iter().filter_map(|frame| self.exchange(port, &mut state, &frame, now));
        let transmissions = transmissions.collect();
        self.ports[port.index()] = Some(state);
        transmissions
    }

    /// The line has been silent for longer than a frame may pause (Tb, 500 ms): what is unfinished is given up.
    pub fn fall_silent(&mut self, port: Port, now: Instant) -> Vec<Transmission> {
        self.advance(now);
        let Some(mut state) = self.ports[port.index()].take().filter(|_| self.is_powered()) else {
            return Vec::new();
        };
        let frames = state.finish();
        let transmissions =
            frames.into_iter().filter_map(|frame| self.exchange(port, &mut state, &frame, now));
        let transmissions = transmissions.collect();
        self.ports[port.index()] = Some(state);
        transmissions
    }

    fn state(&self) -> PortState {
        match self.protocol {
            Protocol::Dlt645 => PortState::Dlt645(Speaker645::new()),
            Protocol::Dlt698 => PortState::Dlt698(Box::new(Speaker698::new(self.address))),
        }
    }

    fn exchange(
        &mut self,
        port: Port,
        state: &mut PortState,
        frame: &[u8],
        now: Instant,
    ) -> Option<Transmission> {
        if !self.is_powered() || !state.is_for(self, frame) {
            return None;
        }
        self.frames = self.frames.wrapping_add(1);
        let chance = self.chance.part(2);
        let faults: Vec<FaultKind> =
            self.faults.at(self.frames, chance).into_iter().cloned().collect();
        for fault in &faults {
            match fault {
                FaultKind::Deaf => return None,
                FaultKind::CutBefore { seconds } => {
                    self.cut_power(now, Some(Duration::from_secs(u64::from(*seconds))));
                    state.lose_power();
                    return None;
                }
                _ => {}
            }
        }
        self.is_hollow = faults.contains(&FaultKind::Hollow);
        self.relay.set_stuck(faults.contains(&FaultKind::StuckRelay));
        let answered = if faults.contains(&FaultKind::Refuse) {
            state.refuse(frame)
        } else {
            state.answer(self, port, frame, now)
        };
        self.is_hollow = false;
        for fault in &faults {
            match fault {
                FaultKind::CutAfter { seconds } => {
                    self.cut_power(now, Some(Duration::from_secs(u64::from(*seconds))));
                    state.lose_power();
                    return None;
                }
                FaultKind::Silent => return None,
                _ => {}
            }
        }
        Some(self.transmission(answered?, &faults))
    }

    /// The answer as it goes out: preamble, delay, faults.
    fn transmission(&self, frame: Vec<u8>, faults: &[FaultKind]) -> Transmission {
        let chance = self.chance.part(3);
        let place = u64::from(self.frames) * 4;
        let (least, most) = (*self.rules.preamble.start(), *self.rules.preamble.end());
        let preamble = chance.between(place, u64::from(least), u64::from(most.max(least)));
        let (least, most) = (*self.rules.reply_delay_ms.start(), *self.rules.reply_delay_ms.end());
        let delay = chance.between(place + 1, u64::from(least), u64::from(most.max(least)));
        let mut frame = frame;
        let mut late = Duration::ZERO;
        let mut is_twice = false;
        for fault in faults {
            match fault {
                FaultKind::Late { ms } => late = Duration::from_millis(u64::from(*ms)),
                FaultKind::Twice => is_twice = true,
                FaultKind::OtherAddress(address) => {
                    frame = self.under_another_address(&frame, address.as_ref());
                }
                FaultKind::WrongValue => frame = self.with_another_value(&frame),
                _ => {}
            }
        }
        for fault in faults {
            spoil(&mut frame, fault, chance.number(place + 2));
        }
        let mut bytes = vec![WAKE_UP[0]; usize::try_from(preamble).unwrap_or(0)];
        bytes.extend(&frame);
        if is_twice {
            bytes.extend(&frame);
        }
        Transmission { delay: Duration::from_millis(delay), late, bytes }
    }

    fn under_another_address(
        &self,
        frame: &[u8],
        address: Option<&vocabulary::CommAddress>,
    ) -> Vec<u8> {
        let neighbour = || {
            let mut wire = self.address.to_wire();
            wire[0] ^= 1;
            dlt645::MeterAddress::from_wire(wire)
        };
        let address = address.map_or_else(neighbour, dlt645::MeterAddress::from);
        match self.protocol {
            Protocol::Dlt645 => reframed(frame, Some(address), <[u8]>::to_vec),
            Protocol::Dlt698 => crate::objects::reframed(frame, Some(address), <[u8]>::to_vec),
        }
    }

    /// The last byte that is a value's is another: in DL/T 645 the last of the data, in DL/T 698.45 the last before the
    /// tail of two zeros.
    fn with_another_value(&self, frame: &[u8]) -> Vec<u8> {
        let changed = |data: &[u8], from_end: usize| {
            let mut data = data.to_vec();
            if let Some(at) = data.len().checked_sub(from_end) {
                // The lowest bit of a digit: 8 for 9 and 1 for 0, so that it stays a digit.
                data[at] ^= 1;
            }
            data
        };
        match self.protocol {
            Protocol::Dlt645 => reframed(frame, None, |data| changed(data, 1)),
            Protocol::Dlt698 => crate::objects::reframed(frame, None, |data| changed(data, 3)),
        }
    }
}

impl PortState {
    pub(crate) fn lose_power(&mut self) {
        match self {
            Self::Dlt645(speaker) => *speaker = Speaker645::new(),
            Self::Dlt698(speaker) => speaker.lose_power(),
        }
    }

    fn push(&mut self, bytes: &[u8]) -> Vec<Vec<u8>> {
        match self {
            Self::Dlt645(speaker) => speaker.push(bytes),
            Self::Dlt698(speaker) => speaker.push(bytes),
        }
    }

    fn finish(&mut self) -> Vec<Vec<u8>> {
        match self {
            Self::Dlt645(speaker) => speaker.finish(),
            Self::Dlt698(speaker) => speaker.finish(),
        }
    }

    fn is_for(&self, meter: &Meter, frame: &[u8]) -> bool {
        match self {
            Self::Dlt645(_) => crate::items::is_for(meter, frame),
            Self::Dlt698(speaker) => speaker.is_for(frame),
        }
    }

    /// The frame to send; none to a broadcast, or when there is nothing to say.
    fn answer(
        &mut self,
        meter: &mut Meter,
        port: Port,
        frame: &[u8],
        now: Instant,
    ) -> Option<Vec<u8>> {
        match self {
            Self::Dlt645(speaker) => speaker.answer(meter, port, frame, now),
            Self::Dlt698(speaker) => speaker.answer(meter, port, frame, now),
        }
    }

    fn refuse(&mut self, frame: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Dlt645(_) => crate::items::refuse(frame),
            Self::Dlt698(speaker) => speaker.refuse(frame),
        }
    }
}

/// The frame with another address or other data, and a right checksum; as it was if it is none.
fn reframed(
    frame: &[u8],
    address: Option<dlt645::MeterAddress>,
    data: impl FnOnce(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let Ok(parsed) = Frame::parse(frame) else { return frame.to_vec() };
    let address = address.unwrap_or(parsed.address());
    match Frame::new(address, parsed.control(), data(parsed.data())) {
        Ok(changed) => changed.to_octets(),
        Err(_) => frame.to_vec(),
    }
}

/// What a bad line or a bad driver does to an answer.
fn spoil(frame: &mut Vec<u8>, fault: &FaultKind, number: u64) {
    let at = usize::try_from(number % frame.len().max(1) as u64).unwrap_or(0);
    match fault {
        FaultKind::Truncate { bytes } => {
            frame.truncate(bytes.map_or(frame.len() / 2, usize::from));
        }
        FaultKind::Flip if !frame.is_empty() => frame[at] ^= 1 << (number >> 32 & 7),
        FaultKind::Drop if !frame.is_empty() => {
            frame.remove(at);
        }
        _ => {}
    }
}
