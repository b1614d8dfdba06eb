//! `ronghe meter decode`: takes frames apart.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::protocol::Protocol;
use crate::advice::{Advise as _, stop};
use crate::told::tell;

/// Names every field of a frame; one frame a line in, one JSON object a line out.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Decode {
    #[arg(long, value_enum, default_value = "auto")]
    protocol: Protocol,
    /// The frame in hexadecimal; spaces may stand between.
    #[arg(value_name = "HEX", required_unless_present = "file", conflicts_with = "file")]
    hex: Vec<String>,
    /// A file with one frame a line; - for standard input.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

const EXAMPLE: &str = "Example:
  ronghe meter decode 68 61 01 00 00 00 00 68 91 06 33 34 34 35 34 43 10 16

Exit status 1 says that a line is no frame; \"fault\" names its byte, counted from 0.";

impl Decode {
    pub async fn run(self) -> anyhow::Result<()> {
        let lines = match &self.file {
            None => vec![self.hex.join(" ")],
            Some(file) => {
                let text = read(file).await?;
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                lines.map(str::to_owned).collect()
            }
        };
        let mut refused = 0;
        for line in &lines {
            let told = told(self.protocol, line);
            refused += usize::from(told["ok"] == false);
            tell(format_args!("{told}"))?;
        }
        if refused > 0 {
            let cause = format!("{refused} of {} lines are no frame", lines.len());
            return Err(stop(cause, "look at \"fault\" of the lines with \"ok\": false"));
        }
        Ok(())
    }
}

async fn read(file: &std::path::Path) -> anyhow::Result<String> {
    let bytes = if file == std::path::Path::new("-") {
        let mut bytes = Vec::new();
        tokio::io::AsyncReadExt::read_to_end(&mut tokio::io::stdin(), &mut bytes).await?;
        bytes
    } else {
        tokio::fs::read(file).await.next_step("give the path of a file that you may read")?
    };
    if bytes.len() > FILE_LEN_MAX {
        return Err(stop("the file has more than 64 MiB", "split it"));
    }
    String::from_utf8(bytes).next_step("the file must be text: one frame a line in hexadecimal")
}

const FILE_LEN_MAX: usize = 64 << 20;

/// What one line is.
fn told(protocol: Protocol, line: &str) -> Value {
    let bytes = match bytes(line) {
        Ok(bytes) => bytes,
        Err((at, message)) => {
            return json!({ "ok": false, "fault": { "character": at, "message": message } });
        }
    };
    match protocol {
        Protocol::Dlt645 => told_645(&bytes),
        Protocol::Dlt698 => told_698(&bytes),
        Protocol::Auto => whichever(&bytes),
    }
}

/// The protocol in which the bytes are a frame; if in neither, the one that could read more of them.
fn whichever(bytes: &[u8]) -> Value {
    let (of_645, of_698) = (told_645(bytes), told_698(bytes));
    let reach = |told: &Value| match told["ok"] == true {
        true => u64::MAX,
        false => told["fault"]["at"].as_u64().unwrap_or_default(),
    };
    if reach(&of_698) > reach(&of_645) { of_698 } else { of_645 }
}

fn told_645(bytes: &[u8]) -> Value {
    let explained = dlt645::explain(bytes);
    let fault = explained.fault.as_ref();
    let fault = fault.map(|fault| json!({ "at": fault.at, "message": fault.told }));
    let mut told =
        json!({ "ok": fault.is_none(), "protocol": "dlt645", "fields": explained.parts });
    if let Some(message) = &explained.message {
        told["message"] = json!(message);
    }
    if let Some(fault) = fault {
        told["fault"] = fault;
    }
    told
}

fn told_698(bytes: &[u8]) -> Value {
    let explained = dlt698::explain(bytes);
    let fault = explained.fault.as_ref();
    let fault = fault.map(|fault| json!({ "at": fault.at, "message": fault.message }));
    let mut told =
        json!({ "ok": fault.is_none(), "protocol": "dlt698", "fields": explained.fields });
    if !explained.remarks.is_empty() {
        told["remarks"] = json!(explained.remarks);
    }
    match fault {
        Some(fault) => told["fault"] = fault,
        None => told["message"] = message_698(bytes),
    }
    told
}

/// What makes the same frame again: the frame, and the APDU in it unless it is a fragment.
fn message_698(bytes: &[u8]) -> Value {
    let frame = bytes.iter().position(|byte| *byte != 0xFE).unwrap_or_default();
    let Ok(frame) = dlt698::LinkFrame::parse(&bytes[frame..]) else { return Value::Null };
    let mut message = json!(frame);
    if !frame.control.is_fragment
        && let Ok(apdu) = dlt698::Apdu::parse(&frame.payload)
        && let Some(members) = message.as_object_mut()
    {
        members.remove("payload");
        members.insert("apdu".to_owned(), json!(apdu));
    }
    message
}

/// The bytes of a line, or where it is no hexadecimal.
fn bytes(line: &str) -> Result<Vec<u8>, (usize, &'static str)> {
    let digits: Vec<(usize, char)> =
        line.char_indices().filter(|(_, character)| !character.is_whitespace()).collect();
    if let Some((at, _)) = digits.iter().find(|(_, digit)| !digit.is_ascii_hexdigit()) {
        return Err((*at, "expected hexadecimal digits"));
    }
    if digits.len() % 2 == 1 {
        return Err((line.len(), "expected another digit: a byte has two"));
    }
    let text: String = digits.into_iter().map(|(_, digit)| digit).collect();
    hex::decode(text).map_err(|_| (0, "expected hexadecimal digits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // dlt645-2007.md P9; dlt698-45.md, vector 20.
    const VOLTAGE: &str = "68 61 01 00 00 00 00 68 91 06 33 34 34 35 34 43 10 16";
    const ADDRESS: &str = "682100C30507091905162010FBD28501014001020001090612345678901200 00CB8916";

    #[test]
    fn the_protocol_is_found_by_itself() {
        let told = |line| told(Protocol::Auto, line);
        assert_eq!(
            (&told(VOLTAGE)["ok"], &told(VOLTAGE)["protocol"]),
            (&json!(true), &json!("dlt645"))
        );
        assert_eq!(
            (&told(ADDRESS)["ok"], &told(ADDRESS)["protocol"]),
            (&json!(true), &json!("dlt698"))
        );
        assert!(told(VOLTAGE).to_string().contains("100.1 V"));
    }

    #[test]
    fn what_is_no_frame_is_told_with_its_byte() {
        let broken = VOLTAGE.replace("10 16", "11 16");
        let told = told(Protocol::Auto, &broken);
        assert_eq!((&told["ok"], &told["fault"]["at"]), (&json!(false), &json!(16)));
        assert_eq!(super::told(Protocol::Auto, "68 6G")["fault"]["character"], 4);
        assert_eq!(super::told(Protocol::Auto, "68 6")["ok"], false);
    }
}
