//! Commands that the company does not have done on site, as the platform told last.

use vocabulary::MeterCommand;

use crate::agent::{Agent, AgentFault};

impl Agent {
    /// None until the platform has told: whatever is asked for, it decides.
    ///
    /// # Errors
    /// When the terminal's data cannot be read.
    pub(super) async fn switched_off(&self) -> Result<Vec<MeterCommand>, AgentFault> {
        Ok(self.device.setting(SWITCHED_OFF).await?.unwrap_or_default())
    }

    /// Keeps what the platform tells with its feed, and shows it.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub(crate) async fn keep_switched_off(&self, told: &[MeterCommand]) -> Result<(), AgentFault> {
        if self.switched_off().await? != told {
            self.device.set(SWITCHED_OFF, &told).await?;
            self.metering.tell();
        }
        Ok(())
    }
}

const SWITCHED_OFF: &str = "commands_switched_off";
