//! An exchange in DL/T 698.45.

use dlt698::LinkFrame;
use dlt698::apdu::ClientService;
use dlt698::client::{Client, ExchangeError, Expect, Reply, Step};

use crate::ask_645::unknown;
use crate::hear::Hearing698;
use crate::line::Verdict;
use crate::{Line, LinkFault};

impl Line {
    /// Asks a meter in plain, with the fragments and blocks of a long answer. What changes the meter is sent once.
    ///
    /// # Errors
    /// [`LinkFault::Unknown`] when what changes it was not answered. A refusal stands in the reply, item by item.
    pub async fn ask_698(
        &mut self,
        client: &mut Client,
        service: ClientService,
    ) -> Result<Reply, LinkFault> {
        let message = client.request(service);
        let mut step = client.begin(message);
        loop {
            step = match step {
                Step::Send { frame, next } => self.send_698(&frame, next).await?,
                Step::Done(reply) => return Ok(reply),
                Step::SendOnly { .. } => {
                    let why = "no meter answers this; tell it".to_owned();
                    return Err(LinkFault::Unsendable { why });
                }
                Step::Open { .. } | Step::Protect { .. } => {
                    let why = "a protected answer came to a plain request".to_owned();
                    return Err(LinkFault::NotTheAnswer { why });
                }
            };
        }
    }

    /// One step of an exchange: sends its frame and takes what answers it. Whoever holds a security unit drives the
    /// steps between by it.
    ///
    /// # Errors
    /// As [`Line::ask_698`].
    pub async fn send_698(&mut self, frame: &[u8], next: Expect) -> Result<Step, LinkFault> {
        let is_repeatable = next.again().is_some();
        let tries = if is_repeatable { self.pace.tries } else { 1 };
        let judge = |heard: &LinkFrame| match next.clone().take(heard) {
            Ok(step) => Verdict::Answer(step),
            Err(unexpected) => Verdict::Other(other(unexpected.error)),
        };
        let answered = self.ask(frame, tries, Hearing698::new(), judge).await;
        answered.map_err(|fault| if is_repeatable { fault } else { unknown(fault) })
    }
}

fn other(error: ExchangeError) -> LinkFault {
    match error {
        ExchangeError::Server { expected, received } => {
            LinkFault::OtherMeter { expected: expected.to_string(), heard: received.to_string() }
        }
        other => LinkFault::NotTheAnswer { why: other.to_string() },
    }
}
