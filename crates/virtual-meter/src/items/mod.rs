//! DL/T 645-2007 as a meter speaks it: which request it takes, from whom, and what it answers.

mod clears;
mod read;
mod records;
mod security;
mod switch;
mod write;

use dlt645::{
    AddressKind, DataIdentifier, Decoder, End, ErrorReason, ErrorWord, Event, FrameView, Function,
    LoadRecords, MeterAddress, Plain, Request, Response, SecurityErrorWord, SecurityReason, Speed,
    TerminalOutput, is_told_before_infrared_authentication, paged,
};
use security_unit::metering::Generation;
use vocabulary::Instant;

use crate::freezes::Occasion;
use crate::meter::Meter;
use crate::port::Port;

/// What a port of DL/T 645 remembers.
pub(crate) struct Speaker645 {
    decoder: Decoder,
    /// The parts of a long reply that 12H asks for.
    following: Vec<Response>,
}

impl Speaker645 {
    pub(crate) fn new() -> Self {
        Self { decoder: Decoder::new(End::Meter), following: Vec::new() }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut frames = Vec::new();
        self.decoder.push(bytes, |event| keep_frame(event, &mut frames));
        frames
    }

    pub(crate) fn finish(&mut self) -> Vec<Vec<u8>> {
        let mut frames = Vec::new();
        self.decoder.finish(|event| keep_frame(event, &mut frames));
        frames
    }

    pub(crate) fn answer(
        &mut self,
        meter: &mut Meter,
        port: Port,
        frame: &[u8],
        now: Instant,
    ) -> Option<Vec<u8>> {
        let view = FrameView::new_checked(frame).ok()?;
        let kind = view.address().kind();
        let function = view.control().function();
        if !may_reach(function, kind) {
            return None;
        }
        let response = match Request::parse(&view) {
            // Functions that this standard does not have are ignored.
            Ok(Request::Unknown { .. }) => None,
            Ok(request) => self.respond(meter, port, kind, request, now),
            Err(_) => Some(refusal(function, ErrorReason::Other)),
        };
        let response = response.filter(|_| kind != AddressKind::Broadcast);
        emitted(&response?, meter.address)
    }

    fn respond(
        &mut self,
        meter: &mut Meter,
        port: Port,
        kind: AddressKind,
        request: Request,
        now: Instant,
    ) -> Option<Response> {
        let function = request.function();
        if meter.is_gated(port) && !passes_gate(&request) {
            // A broadcast time is ignored silently; to one address it is refused (reference, 9.1).
            // 15H has no error reply at all.
            let is_told = kind != AddressKind::Broadcast && function != Function::WriteAddress;
            return is_told.then(|| refusal(function, ErrorReason::Password));
        }
        let done = match request {
            Request::Security { operator, command } => {
                return Some(meter.secure(operator, command));
            }
            Request::BroadcastTime(time) => {
                meter.take_broadcast(now, time);
                return None;
            }
            Request::Read { identifier, records } => {
                return Some(self.read(meter, identifier, records));
            }
            Request::ReadFollowing { identifier, sequence } => {
                return Some(self.follow(identifier, sequence));
            }
            Request::ReadAddress => return Some(Response::Address(meter.address)),
            Request::WriteAddress(given) => {
                // There is no error reply to 15H: who may not write hears nothing.
                let may = meter.allows_programming() || !meter.rules.address_needs_key;
                if !may || given.kind() != AddressKind::Meter {
                    return None;
                }
                if !meter.is_hollow {
                    meter.address = given;
                }
                Ok(())
            }
            Request::Write { identifier, content } => meter.write(identifier, content, now),
            Request::Freeze(dlt645::FreezeTime::Instantly) => {
                meter.freeze(Occasion::Instant);
                Ok(())
            }
            Request::Freeze(time) => {
                if !meter.is_hollow {
                    meter.freezes.timed = Some(time);
                }
                Ok(())
            }
            Request::ChangeSpeed(speed) => match meter.change_speed(port, speed) {
                Ok(()) => return Some(Response::SpeedChanged(speed)),
                Err(reason) => Err(reason),
            },
            Request::ChangePassword { identifier, old, new } => {
                match meter.change_password(identifier, old, new) {
                    Ok(()) => return Some(Response::PasswordChanged(Some(new))),
                    Err(reason) => Err(reason),
                }
            }
            Request::ClearDemand(plain) => meter.clear_demand_by(plain),
            Request::ClearMeter(content) => meter.clear_meter_by(content),
            Request::ClearEvents(content) => meter.clear_events_by(content),
            Request::Switch(content) => match meter.switch(content) {
                Ok(()) => Ok(()),
                Err(reason) => return Some(meter.switch_refusal(reason)),
            },
            Request::TerminalOutput(TerminalOutput::Unknown(_)) => Err(ErrorReason::Other),
            Request::TerminalOutput(output) => return Some(Response::TerminalOutput(output)),
            Request::Unknown { .. } => return None,
        };
        Some(match done {
            Ok(()) => Response::Done(function),
            Err(reason) => refusal(function, reason),
        })
    }

    fn read(
        &mut self,
        meter: &Meter,
        identifier: DataIdentifier,
        records: LoadRecords,
    ) -> Response {
        self.following.clear();
        let octets = match records {
            LoadRecords::None => meter.item(identifier),
            // Load records are not kept.
            LoadRecords::Blocks(_) | LoadRecords::BlocksFrom { .. } => None,
        };
        let Some(octets) = octets else {
            return refusal(Function::Read, ErrorReason::NoSuchData);
        };
        // Identifier and sequence number travel with each part.
        let part_len = usize::from(meter.rules.data_len_max).saturating_sub(5).max(1);
        let mut parts = paged(identifier, &octets, part_len);
        let first = parts.remove(0);
        self.following = parts;
        first
    }

    fn follow(&self, identifier: DataIdentifier, wanted: u8) -> Response {
        let is_wanted = |response: &&Response| {
            matches!(response, Response::Following { identifier: of, sequence, .. }
                if (*of, *sequence) == (identifier, wanted))
        };
        let part = self.following.iter().find(is_wanted);
        part.cloned().unwrap_or_else(|| refusal(Function::ReadFollowing, ErrorReason::NoSuchData))
    }
}

impl Meter {
    /// Whether somebody at this port has to prove himself first.
    pub(crate) fn is_gated(&self, port: Port) -> bool {
        port == Port::Infrared
            && self.rules.gates_infrared
            && self.esam.generation() == Generation::Of2013
            && !self.esam.is_infrared_open(self.time())
    }

    /// Takes a password and what has to go with it.
    ///
    /// # Errors
    /// The reason for the error byte: always the same, so that nobody learns how far he came.
    pub(crate) fn enter(&mut self, plain: Plain) -> Result<(), ErrorReason> {
        let password = plain.password;
        let now = self.second();
        self.passwords
            .enter(password.level, *password.secret.natural(), now)
            .map_err(|_| ErrorReason::Password)?;
        if password.level == KEY_LEVEL && !self.allows_programming() {
            return Err(ErrorReason::Password);
        }
        Ok(())
    }

    fn change_speed(&mut self, port: Port, speed: Speed) -> Result<(), ErrorReason> {
        let baud = speed.baud().ok_or(ErrorReason::Speed)?;
        // One firmware takes 1200 on its infrared port and nothing else.
        if port == Port::Infrared && baud != INFRARED_BAUD {
            return Err(ErrorReason::Speed);
        }
        if !self.is_hollow {
            self.speeds[port.index()] = speed;
        }
        Ok(())
    }
}

/// Whether a frame is for the meter, among others or alone.
pub(crate) fn is_for(meter: &Meter, frame: &[u8]) -> bool {
    FrameView::new_checked(frame).is_ok_and(|view| view.address().matches(meter.address))
}

/// An answer of a meter that refuses without looking.
pub(crate) fn refuse(frame: &[u8]) -> Option<Vec<u8>> {
    let view = FrameView::new_checked(frame).ok()?;
    let meter = view.address();
    let function = view.control().function();
    let is_answered = meter.kind() == AddressKind::Meter && function != Function::BroadcastTime;
    if !is_answered {
        return None;
    }
    emitted(&refusal(function, ErrorReason::Other), meter)
}

/// What this meter answers is short enough for a frame, or there is none.
fn emitted(response: &Response, meter: MeterAddress) -> Option<Vec<u8>> {
    response.to_frame(meter).ok().map(|frame| frame.to_octets())
}

pub(crate) const fn refusal(function: Function, reason: ErrorReason) -> Response {
    match function {
        Function::SecurityAuthentication => {
            // What the ESAM refuses has names of its own; here are the gate and what has no sense.
            Response::SecurityRefused(SecurityErrorWord::of(SecurityReason::Other))
        }
        function => Response::Refused { function, error: ErrorWord::of(reason) },
    }
}

/// Which functions may be sent to which addresses (reference, section 2): to all only what nobody answers, to any meter
/// and to a shortened address reads only.
const fn may_reach(function: Function, kind: AddressKind) -> bool {
    match kind {
        AddressKind::Meter => true,
        AddressKind::Broadcast => {
            matches!(
                function,
                Function::BroadcastTime | Function::Freeze | Function::TerminalOutput
            )
        }
        AddressKind::Any => matches!(
            function,
            Function::Read
                | Function::ReadFollowing
                | Function::ReadAddress
                | Function::WriteAddress
        ),
        AddressKind::Shortened => matches!(function, Function::Read | Function::ReadFollowing),
        AddressKind::Other => false,
    }
}

/// What an infrared port takes before infrared authentication (reference, 9.1 and section 5): the address, a short list
/// of reads, the authentication itself, and a switching command with a password.
fn passes_gate(request: &Request) -> bool {
    use dlt645::{SecurityCommand, SwitchContent};
    match request {
        Request::ReadAddress => true,
        Request::Read { identifier, .. } => is_told_before_infrared_authentication(*identifier),
        Request::Security { command, .. } => matches!(
            command,
            SecurityCommand::QueryInfrared { .. } | SecurityCommand::AuthenticateInfrared { .. }
        ),
        Request::Switch(SwitchContent::Plain { .. }) => true,
        _ => false,
    }
}

fn keep_frame(event: Event<'_>, frames: &mut Vec<Vec<u8>>) {
    if let Event::Frame(view) = event {
        frames.push(view.octets().to_vec());
    }
}

/// The level that serves with the programming key only.
const KEY_LEVEL: u8 = 0x04;
const INFRARED_BAUD: u32 = 1_200;
