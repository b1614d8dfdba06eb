//! Finds out who is on the line and which protocol he speaks.

use dlt645::{MeterAddress, Request, Response};
use dlt698::apdu::{ClientService, GetRequest};
use dlt698::client::Client;
use dlt698::{Oad, ServerAddress};
use serde::Serialize;
use vocabulary::CommAddress;

use crate::hear::{Hearing645, Hearing698};
use crate::line::Verdict;
use crate::{Line, LinkFault};

/// A protocol that meters speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// DL/T 645-2007
    Dlt645,
    /// DL/T 698.45-2017
    Dlt698,
}

/// How wide the infrared beam is; a line with one meter is focused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beam {
    /// 集中: one meter hears it.
    Focused,
    /// 发散: several may, so that one waits whether a second one answers.
    Diffuse,
}

/// A meter that answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    pub protocol: Protocol,
    pub address: CommAddress,
}

/// Asks who is there, in the protocol that is said or in one after the other.
///
/// DL/T 645 is asked first: its shortest question takes a third of a second at 1200 bit/s, and a meter of the other
/// protocol stays silent. An address that is known is asked for by itself.
///
/// # Errors
/// [`LinkFault::SeveralMeters`] when more than one answers; [`LinkFault::NoAnswer`] when nobody does, whatever he was asked.
pub async fn find_meter(
    line: &mut Line,
    protocol: Option<Protocol>,
    beam: Beam,
) -> Result<Found, LinkFault> {
    match protocol {
        Some(Protocol::Dlt645) => find_645(line, beam).await,
        Some(Protocol::Dlt698) => find_698(line, beam).await,
        None => find_either(line, beam).await,
    }
}

/// Each protocol once in turn, so that a meter of the second is not waited for while the first is asked again and again.
async fn find_either(line: &mut Line, beam: Beam) -> Result<Found, LinkFault> {
    let tries = std::mem::replace(&mut line.pace.tries, 1);
    let mut found = Err(LinkFault::NoAnswer { tries });
    for _ in 0..tries {
        for protocol in [Protocol::Dlt645, Protocol::Dlt698] {
            found = match protocol {
                Protocol::Dlt645 => find_645(line, beam).await,
                Protocol::Dlt698 => find_698(line, beam).await,
            };
            // Nothing that was heard was a frame of this protocol: perhaps it is one of the other.
            let is_other =
                matches!(&found, Err(LinkFault::NoAnswer { .. } | LinkFault::OnlyNoise { .. }));
            if !is_other {
                line.pace.tries = tries;
                return found;
            }
        }
    }
    line.pace.tries = tries;
    found.map_err(|fault| match fault {
        LinkFault::OnlyNoise { .. } => LinkFault::OnlyNoise { tries },
        _ => LinkFault::NoAnswer { tries },
    })
}

async fn find_645(line: &mut Line, beam: Beam) -> Result<Found, LinkFault> {
    let outcome = line.ask_645(MeterAddress::ANY, Request::ReadAddress).await?;
    let Response::Address(address) = outcome.response else {
        return Err(LinkFault::NotTheAnswer { why: "no address".to_owned() });
    };
    if beam == Beam::Diffuse {
        let others =
            line.overhear(Hearing645::new(), |frame| Some(frame.address().to_string())).await?;
        alone(address.to_string(), others)?;
    }
    Ok(Found { protocol: Protocol::Dlt645, address: known(address.comm_address())? })
}

async fn find_698(line: &mut Line, beam: Beam) -> Result<Found, LinkFault> {
    let mut client = Client::new(ServerAddress::ANY, CLIENT);
    let asked = ClientService::Get(GetRequest::Normal(Oad::new(0x4001, 2)));
    let reply = line.ask_698(&mut client, asked).await?;
    if beam == Beam::Diffuse {
        let others =
            line.overhear(Hearing698::new(), |frame| Some(frame.server.to_string())).await?;
        alone(reply.server.to_string(), others)?;
    }
    Ok(Found { protocol: Protocol::Dlt698, address: known(reply.server.comm_address())? })
}

fn alone(first: String, others: Vec<String>) -> Result<(), LinkFault> {
    let mut addresses: Vec<_> = others.into_iter().filter(|other| *other != first).collect();
    if addresses.is_empty() {
        return Ok(());
    }
    addresses.insert(0, first);
    Err(LinkFault::SeveralMeters { addresses: addresses.join(", ") })
}

fn known(address: Option<CommAddress>) -> Result<CommAddress, LinkFault> {
    let why = "its address is none of twelve digits".to_owned();
    address.ok_or(LinkFault::Value { item: "address".to_owned(), why })
}

impl Found {
    /// The meter's address as DL/T 645 frames have it.
    ///
    /// # Errors
    /// Never for twelve digits.
    pub(crate) fn address_645(&self) -> Result<MeterAddress, LinkFault> {
        let unsendable =
            |why: dlt645::NoMeterAddress| LinkFault::Unsendable { why: why.to_string() };
        self.address.as_str().parse().map_err(unsendable)
    }

    /// A client that speaks to this meter.
    ///
    /// # Errors
    /// Never for twelve digits.
    pub fn client(&self) -> Result<Client, LinkFault> {
        let unsendable = |why: dlt698::AddressError| LinkFault::Unsendable { why: why.to_string() };
        Ok(Client::new(self.address.as_str().parse().map_err(unsendable)?, CLIENT))
    }
}

impl Line {
    /// Listens on for as long as a second meter may take, and gives what whole frames say.
    async fn overhear<H: crate::hear::Hearing>(
        &mut self,
        hearing: H,
        told: impl Fn(&H::Frame) -> Option<String>,
    ) -> Result<Vec<String>, LinkFault> {
        let mut heard = Vec::new();
        let listening = self.listen_on(hearing, |frame| {
            heard.extend(told(frame));
            Verdict::Other(LinkFault::Cancelled)
        });
        listening.await?;
        Ok(heard)
    }
}

/// Of a handheld; meters that tell masters from terminals by it take 1xH and AxH for masters (one source).
const CLIENT: u8 = 0x10;
