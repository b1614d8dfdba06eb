//! An exchange in DL/T 645.

use dlt645::{
    Exchange, Frame, MeterAddress, NoExchange, Outcome, Request, Response, SecurityCommand, Step,
    Unexpected,
};
use vocabulary::Text;

use crate::hear::Hearing645;
use crate::line::Verdict;
use crate::{Line, LinkFault};

impl Line {
    /// Asks a meter, with the parts of a long reply. What changes the meter is sent once.
    ///
    /// # Errors
    /// [`LinkFault::Refused`] in the meter's words; [`LinkFault::Unknown`] when what changes it was not answered.
    pub async fn ask_645(
        &mut self,
        address: MeterAddress,
        request: Request,
    ) -> Result<Outcome, LinkFault> {
        let outcome = self.hear_645(address, request).await?;
        match refusal(&outcome.response) {
            Some(reason) => Err(LinkFault::Refused { reason }),
            None => Ok(outcome),
        }
    }

    /// As [`Line::ask_645`], where a refusal is an answer.
    ///
    /// # Errors
    /// As [`Line::ask_645`], but for refusals.
    pub async fn hear_645(
        &mut self,
        address: MeterAddress,
        request: Request,
    ) -> Result<Outcome, LinkFault> {
        let is_repeatable = changes_nothing(&request);
        let tries = if is_repeatable { self.pace.tries } else { 1 };
        let mut exchange = match Exchange::begin(address, request.clone()) {
            Ok(exchange) => exchange,
            Err(NoExchange::NotAnswered) => {
                let why = "no meter answers this; tell it".to_owned();
                return Err(LinkFault::Unsendable { why });
            }
            Err(NoExchange::Unsendable(why)) => {
                return Err(LinkFault::Unsendable { why: why.to_string() });
            }
        };
        loop {
            let step = {
                let waiting = exchange.clone();
                let frame = exchange.frame().to_octets();
                let judge = |frame: &Frame| judge(&waiting, frame);
                self.ask(&frame, tries, Hearing645::new(), judge).await
            };
            match step.map_err(|fault| if is_repeatable { fault } else { unknown(fault) })? {
                Step::Send(next) => exchange = next,
                Step::Done(outcome) => return Ok(outcome),
            }
        }
    }

    /// Sends what no meter answers: a broadcast.
    ///
    /// # Errors
    /// When it cannot be sent.
    pub async fn tell_645(
        &mut self,
        address: MeterAddress,
        request: &Request,
    ) -> Result<(), LinkFault> {
        let unsendable =
            |why: dlt645::UnsendableRequest| LinkFault::Unsendable { why: why.to_string() };
        let frame = request.to_frame(address).map_err(unsendable)?;
        self.tell(&frame.to_octets()).await
    }
}

fn judge(waiting: &Exchange, frame: &Frame) -> Verdict<Step> {
    let octets = frame.to_octets();
    let Ok(view) = dlt645::FrameView::new_checked(&octets) else {
        return Verdict::Other(LinkFault::NotTheAnswer { why: "no frame".to_owned() });
    };
    match waiting.take(&view) {
        Ok(step) => Verdict::Answer(step),
        Err(Unexpected::OtherMeter { expected, received }) => {
            Verdict::Other(LinkFault::OtherMeter {
                expected: expected.to_string(),
                heard: received.to_string(),
            })
        }
        Err(other) => Verdict::Other(LinkFault::NotTheAnswer { why: other.to_string() }),
    }
}

/// After what changes a meter was sent, only a cancelled or lost port before it is known to have changed nothing.
pub(crate) fn unknown(fault: LinkFault) -> LinkFault {
    match fault {
        LinkFault::Cancelled | LinkFault::Unsendable { .. } => fault,
        _ => LinkFault::Unknown,
    }
}

/// What may be sent again when nothing came.
fn changes_nothing(request: &Request) -> bool {
    match request {
        Request::Read { .. } | Request::ReadFollowing { .. } | Request::ReadAddress => true,
        // An authentication that is repeated begins a new one; nothing of the meter's own changes.
        Request::Security { command, .. } => matches!(
            command,
            SecurityCommand::AuthenticateIdentity { .. }
                | SecurityCommand::QueryInfrared { .. }
                | SecurityCommand::AuthenticateInfrared { .. }
                | SecurityCommand::QueryStatus
                | SecurityCommand::ReadBack(_)
                | SecurityCommand::CompareSoftware(_)
        ),
        _ => false,
    }
}

fn refusal(response: &Response) -> Option<Text> {
    Some(match response {
        Response::Refused { error, .. } => {
            let (zh, en): (Vec<_>, Vec<_>) =
                error.reasons().map(|reason| (reason.name().zh, reason.name().en)).unzip();
            Text::new(zh.join("、"), en.join(", "))
        }
        Response::SecurityRefused(error) => {
            let (zh, en): (Vec<_>, Vec<_>) =
                error.reasons().map(|reason| (reason.name().zh, reason.name().en)).unzip();
            Text::new(zh.join("、"), en.join(", "))
        }
        Response::SwitchRefused { status } => {
            Text::new(format!("跳合闸执行状态 {status}"), format!("execution status {status}"))
        }
        _ => return None,
    })
}
