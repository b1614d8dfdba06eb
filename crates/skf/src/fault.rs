//! Why a library or a card did not do what was asked.

/// The outcome of a call that failed. Numbers are those of GM/T 0016-2012, annex A.
#[derive(Debug, thiserror::Error)]
pub enum SkfFault {
    #[error("the SKF library {path} cannot be loaded")]
    Library {
        path: String,
        #[source]
        cause: libloading::Error,
    },
    #[error("the library {path} is no SKF library: it lacks {symbol}")]
    Symbol { path: String, symbol: &'static str },
    #[error("the card has gone")]
    Removed,
    #[error("the PIN is wrong, {tries_left} tries are left")]
    PinIncorrect { tries_left: u32 },
    #[error("the PIN is locked")]
    PinLocked,
    #[error("the PIN is needed first")]
    PinNeeded,
    #[error("there is no application, container, file or certificate of this name")]
    Missing,
    #[error("a name or PIN holds a zero octet")]
    Text,
    #[error("the card's answer is none that can be used: {reason}")]
    Answer { reason: &'static str },
    #[error("the card answers with code {code:08X}")]
    Code { code: u32 },
}

impl SkfFault {
    /// What `code` means; nothing for success. `tries_left` is what the library filled in, where it does.
    pub(crate) fn of(code: u32, tries_left: u32) -> Result<(), Self> {
        Err(match code {
            0x0000_0000 => return Ok(()),
            // A handle that the library does not know any more is that of a card that was pulled.
            0x0A00_0023 | 0x0A00_0005 => SkfFault::Removed,
            0x0A00_0024 | 0x0A00_0026 | 0x0A00_0027 => SkfFault::PinIncorrect { tries_left },
            0x0A00_0025 => SkfFault::PinLocked,
            0x0A00_002D => SkfFault::PinNeeded,
            0x0A00_001B | 0x0A00_001C | 0x0A00_002B | 0x0A00_002E | 0x0A00_0031 => {
                SkfFault::Missing
            }
            code => SkfFault::Code { code },
        })
    }
}
