//! `ronghe meter`: meters from the command line, without a platform or a terminal.

mod decode;
mod encode;
mod link;
mod protocol;
mod read;
mod simulate;

use clap::{Args, Subcommand};

/// Reads meters, takes their frames apart and puts them together, and simulates a meter.
#[derive(Debug, Args)]
pub struct Meter {
    #[command(subcommand)]
    command: MeterCommand,
}

#[derive(Debug, Subcommand)]
enum MeterCommand {
    Read(read::Read),
    Decode(decode::Decode),
    Encode(encode::Encode),
    Simulate(simulate::Simulate),
}

impl Meter {
    /// # Errors
    /// When a meter cannot be read, or a frame is none.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            MeterCommand::Read(read) => read.run().await,
            MeterCommand::Decode(decode) => decode.run().await,
            MeterCommand::Encode(encode) => encode.run().await,
            MeterCommand::Simulate(simulate) => simulate.run().await,
        }
    }
}
