//! A line to meters: sends one frame and listens for its answer.

use std::sync::Arc;

use vocabulary::{Clock, SystemClock};

use crate::hear::{Heard, Hearing};
use crate::{Cancel, LineEvent, LinkFault, Observer, Pace, Port, Way};

/// A port with manners, and somebody who sees what happens. One owner at a time: a line carries one exchange.
pub struct Line {
    port: Box<dyn Port>,
    pub(crate) pace: Pace,
    observer: Box<dyn Observer>,
    clock: Arc<dyn Clock>,
    cancel: Cancel,
    traffic: Traffic,
}

/// What has gone over the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests that were sent, repetitions among them.
    pub exchanges: u32,
    /// Bytes either way, wake-up bytes and noise among them; echoes are counted once more.
    pub bytes: u64,
    /// Something was damaged: billed values are read twice.
    pub is_noisy: bool,
}

/// What a frame means to whoever waits.
pub(crate) enum Verdict<T> {
    Answer(T),
    /// It is none; the wait goes on.
    Other(LinkFault),
}

impl Line {
    #[must_use]
    pub fn new(port: Box<dyn Port>, pace: Pace, observer: Box<dyn Observer>) -> Self {
        Self {
            port,
            pace,
            observer,
            clock: Arc::new(SystemClock::new()),
            cancel: Cancel::default(),
            traffic: Traffic::default(),
        }
    }

    /// The same line by another clock: for the audit's times.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The same line, stopped by a wish that somebody else holds.
    #[must_use]
    pub fn stopped_by(mut self, cancel: Cancel) -> Self {
        self.cancel = cancel;
        self
    }

    /// What stops this line between two frames.
    #[must_use]
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    #[must_use]
    pub const fn traffic(&self) -> Traffic {
        self.traffic
    }

    pub(crate) fn see(&mut self, event: LineEvent<'_>) {
        self.observer.see(self.clock.now(), event);
    }

    /// Sends a frame, again if nothing comes and `tries` allows it, until `judge` takes an answer.
    ///
    /// A late answer to the try before is an answer too. The last thing that was heard and is none is what the fault
    /// tells of.
    pub(crate) async fn ask<H: Hearing, T>(
        &mut self,
        frame: &[u8],
        tries: u32,
        mut hearing: H,
        mut judge: impl FnMut(&H::Frame) -> Verdict<T>,
    ) -> Result<T, LinkFault> {
        let mut other = None;
        let mut heard_noise = false;
        for attempt in 1..=tries {
            if attempt > 1 {
                self.see(LineEvent::Again { tries: attempt });
            }
            self.send(frame).await?;
            let heard = self.listen(frame.len(), &mut hearing, &mut judge).await?;
            match heard {
                Silence::Broken(answer) => return Ok(answer),
                Silence::After { last, noise } => {
                    heard_noise |= noise;
                    other = last.or(other);
                }
            }
        }
        Err(match other {
            Some(fault) => fault,
            None if heard_noise => LinkFault::OnlyNoise { tries },
            None => LinkFault::NoAnswer { tries },
        })
    }

    /// Sends a frame that nobody answers, and waits until it has left.
    pub(crate) async fn tell(&mut self, frame: &[u8]) -> Result<(), LinkFault> {
        self.send(frame).await?;
        if let Some(settings) = self.pace.settings {
            tokio::time::sleep(settings.airtime(frame.len() + self.pace.wake_up)).await;
        }
        Ok(())
    }

    /// Listens without having asked.
    pub(crate) async fn listen_on<H: Hearing>(
        &mut self,
        mut hearing: H,
        mut judge: impl FnMut(&H::Frame) -> Verdict<()>,
    ) -> Result<(), LinkFault> {
        self.listen(0, &mut hearing, &mut judge).await.map(|_| ())
    }

    async fn send(&mut self, frame: &[u8]) -> Result<(), LinkFault> {
        if self.cancel.is_asked() {
            return Err(LinkFault::Cancelled);
        }
        self.port.discard().await?;
        let bytes = [&vec![WAKE_UP; self.pace.wake_up][..], frame].concat();
        self.see(LineEvent::Frame { way: Way::Sent, bytes: &bytes });
        self.traffic.exchanges += 1;
        self.traffic.bytes += bytes.len() as u64;
        Ok(self.port.send(&bytes).await?)
    }

    async fn listen<H: Hearing, T>(
        &mut self,
        sent: usize,
        hearing: &mut H,
        judge: &mut impl FnMut(&H::Frame) -> Verdict<T>,
    ) -> Result<Silence<T>, LinkFault> {
        let (mut last, mut noise) = (None, false);
        let mut patience = self.pace.patience(sent + self.pace.wake_up);
        let mut heard_bytes = 0;
        let mut buffer = [0; 512];
        loop {
            let found = self.port.hear(&mut buffer, patience).await?;
            let mut events = Vec::new();
            if found == 0 {
                hearing.finish(&mut |event| events.push(event));
            } else {
                hearing.push(&buffer[..found], &mut |event| events.push(event));
                self.traffic.bytes += found as u64;
                heard_bytes += found;
            }
            let mut answer = None;
            for event in events {
                match self.judge(event, judge, &mut noise) {
                    Some(Verdict::Answer(found)) if answer.is_none() => answer = Some(found),
                    Some(Verdict::Other(fault)) => last = Some(fault),
                    _ => {}
                }
            }
            if let Some(answer) = answer {
                return Ok(Silence::Broken(answer));
            }
            // Whoever talks without end is not listened to: nothing longer than the longest frame is an answer.
            if found == 0 || heard_bytes > HEARD_MAX {
                return Ok(Silence::After { last, noise });
            }
            // An echo of ours may still be coming: after it the meter has its whole time again.
            patience = self.pace.between_bytes.max(self.pace.reply_within);
        }
    }

    fn judge<F, T>(
        &mut self,
        event: Heard<F>,
        judge: &mut impl FnMut(&F) -> Verdict<T>,
        noise: &mut bool,
    ) -> Option<Verdict<T>> {
        match event {
            Heard::Frame { frame, bytes } => {
                self.see(LineEvent::Frame { way: Way::Heard, bytes: &bytes });
                Some(judge(&frame))
            }
            Heard::Skipped { bytes, why, is_damage } => {
                self.see(LineEvent::Skipped { bytes: &bytes, why: &why, is_damage });
                *noise |= is_damage;
                self.traffic.is_noisy |= is_damage;
                None
            }
        }
    }
}

/// What a wait ended with.
enum Silence<T> {
    Broken(T),
    After { last: Option<LinkFault>, noise: bool },
}

const WAKE_UP: u8 = 0xFE;
/// Bytes that are listened to for one answer: more than the longest frame of either protocol.
const HEARD_MAX: usize = 64 * 1024;
