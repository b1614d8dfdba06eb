//! `ronghe meter encode`: puts frames together.

use clap::Args;
use serde::Deserialize;
use serde_json::Value;

use super::protocol::Protocol;
use crate::advice::{Advise as _, stop};
use crate::told::tell;

/// Makes the frame of a message, as `ronghe meter decode` tells it in "message"; prints it in hexadecimal.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Encode {
    #[arg(long, value_enum, default_value = "auto")]
    protocol: Protocol,
    /// JSON; - for standard input. A whole line of `decode` serves too.
    #[arg(value_name = "MESSAGE")]
    message: String,
    /// Puts four FEH before it, which wake a line up.
    #[arg(long)]
    wake_up: bool,
}

const EXAMPLE: &str = r#"Example:
  ronghe meter encode '{"address": "000000000161", "request": {"read": {"identifier": "02010100"}}}'"#;

/// A 698 message: the frame, with its APDU or with bytes.
#[derive(Deserialize)]
struct Message698 {
    control: dlt698::Control,
    server: dlt698::ServerAddress,
    client: u8,
    apdu: Option<dlt698::Apdu>,
    #[serde(default)]
    payload: String,
}

impl Encode {
    pub async fn run(self) -> anyhow::Result<()> {
        let text = match self.message.as_str() {
            "-" => {
                let mut text = String::new();
                tokio::io::AsyncReadExt::read_to_string(&mut tokio::io::stdin(), &mut text).await?;
                text
            }
            text => text.to_owned(),
        };
        let told: Value = serde_json::from_str(&text).next_step("give the message as JSON")?;
        let message = told.get("message").cloned().unwrap_or(told);
        let frame = frame(self.protocol, message)?;
        let wake_up = if self.wake_up { "FEFEFEFE" } else { "" };
        tell(format_args!("{wake_up}{}", hex::encode_upper(frame)))?;
        Ok(())
    }
}

fn frame(protocol: Protocol, message: Value) -> anyhow::Result<Vec<u8>> {
    let is_698 = match protocol {
        Protocol::Auto => message.get("control").is_some(),
        Protocol::Dlt645 => false,
        Protocol::Dlt698 => true,
    };
    if is_698 {
        let message: Message698 = serde_json::from_value(message).next_step(NEXT_STEP)?;
        let payload = match (&message.apdu, &message.payload) {
            (Some(apdu), payload) if payload.is_empty() => apdu.emit(),
            (None, payload) => hex::decode(payload).next_step("payload is hexadecimal")?,
            (Some(_), _) => {
                return Err(stop("both apdu and payload are given", "leave one of them out"));
            }
        };
        let (control, server, client) = (message.control, message.server, message.client);
        return Ok(dlt698::LinkFrame { control, server, client, payload }.emit());
    }
    let message: dlt645::Message = serde_json::from_value(message).next_step(NEXT_STEP)?;
    Ok(message.frame().next_step(NEXT_STEP)?.to_octets())
}

const NEXT_STEP: &str = "decode a frame of its kind and change its \"message\"";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_of_either_protocol_becomes_its_frame() {
        let read = json!({ "address": "000000000161", "request": { "read": { "identifier": "02010100" } } });
        let octets = frame(Protocol::Auto, read).expect("a frame");
        // dlt645-2007.md, P8.
        assert_eq!(hex::encode_upper(octets), "68610100000000681104333434351716");
        let wrong =
            json!({ "address": "0161", "request": { "read": { "identifier": "02010100" } } });
        assert!(frame(Protocol::Auto, wrong).is_err());
    }
}
