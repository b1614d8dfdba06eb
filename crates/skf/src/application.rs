//! An application (应用) of a device: its PINs, its files, its containers.
#![expect(unsafe_code, reason = "calls the library's functions")]

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::SkfFault;
use crate::abi::{Functions, Handle, OutUlong, Ulong};
use crate::container::SkfContainer;
use crate::device::Connection;
use crate::library::Text;

/// An open application; closed when everything that came from it is dropped.
#[derive(Clone)]
pub struct SkfApplication(Arc<Opened>);

pub(crate) struct Opened {
    pub connection: Arc<Connection>,
    handle: Handle,
}

// SAFETY: as for the device: a name of the library's for the whole process, handed back by one thread at a time.
unsafe impl Send for Opened {}
// SAFETY: as above; nothing here changes the handle.
unsafe impl Sync for Opened {}

/// Whose PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKind {
    /// 管理员PIN: unlocks the user's.
    Administrator,
    /// 用户PIN
    User,
}

impl PinKind {
    const fn code(self) -> Ulong {
        match self {
            PinKind::Administrator => 0,
            PinKind::User => 1,
        }
    }
}

/// How often a PIN may still be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinTries {
    pub max: u32,
    /// 0 is locked.
    pub left: u32,
}

impl SkfApplication {
    pub(crate) fn new(connection: Arc<Connection>, handle: Handle) -> Self {
        Self(Arc::new(Opened { connection, handle }))
    }

    /// # Errors
    /// When the card does not tell.
    pub fn tries(&self, kind: PinKind) -> Result<PinTries, SkfFault> {
        let (mut max, mut left, mut is_default) =
            (OutUlong::default(), OutUlong::default(), OutUlong::default());
        self.call(|functions, handle| {
            // SAFETY: the handle is the library's own and open; all three places outlive the call.
            unsafe {
                (functions.get_pin_info)(
                    handle,
                    kind.code(),
                    max.pointer(),
                    left.pointer(),
                    is_default.pointer(),
                )
            }
        })?;
        Ok(PinTries { max: max.get(), left: left.get() })
    }

    /// Presents a PIN; it holds until [`SkfApplication::clear_secure_state`] or the card's removal.
    ///
    /// # Errors
    /// [`SkfFault::PinIncorrect`], [`SkfFault::PinLocked`].
    pub fn verify_pin(&self, kind: PinKind, pin: &str) -> Result<(), SkfFault> {
        let pin = Text::new(pin)?;
        self.0.connection.library.call_counted(|functions, left| {
            // SAFETY: the handle is the library's own and open; PIN and place outlive the call.
            unsafe { (functions.verify_pin)(self.0.handle, kind.code(), pin.pointer(), left) }
        })
    }

    /// # Errors
    /// As [`SkfApplication::verify_pin`].
    pub fn change_pin(&self, kind: PinKind, current: &str, new: &str) -> Result<(), SkfFault> {
        let (current, new) = (Text::new(current)?, Text::new(new)?);
        self.0.connection.library.call_counted(|functions, left| {
            let (current, new) = (current.pointer(), new.pointer());
            // SAFETY: the handle is the library's own and open; both PINs and the place outlive the call.
            unsafe { (functions.change_pin)(self.0.handle, kind.code(), current, new, left) }
        })
    }

    /// Gives the user a new PIN, with the administrator's.
    ///
    /// # Errors
    /// As [`SkfApplication::verify_pin`], for the administrator's PIN.
    pub fn unblock_pin(&self, administrator: &str, new: &str) -> Result<(), SkfFault> {
        let (administrator, new) = (Text::new(administrator)?, Text::new(new)?);
        self.0.connection.library.call_counted(|functions, left| {
            let (administrator, new) = (administrator.pointer(), new.pointer());
            // SAFETY: the handle is the library's own and open; both PINs and the place outlive the call.
            unsafe { (functions.unblock_pin)(self.0.handle, administrator, new, left) }
        })
    }

    /// Forgets the presented PINs. A library that complains that none was presented is not listened to.
    ///
    /// # Errors
    /// [`SkfFault::Removed`], when they are forgotten anyway.
    pub fn clear_secure_state(&self) -> Result<(), SkfFault> {
        let cleared = self.call(|functions, handle| {
            // SAFETY: the handle is the library's own and open.
            unsafe { (functions.clear_secure_state)(handle) }
        });
        match cleared {
            Err(SkfFault::PinNeeded) => Ok(()),
            cleared => cleared,
        }
    }

    /// The first `len` bytes of a file, or as many as it has.
    ///
    /// # Errors
    /// [`SkfFault::Missing`]; [`SkfFault::PinNeeded`] for a file that is not everybody's.
    pub fn read_file(&self, name: &str, len: u32) -> Result<Zeroizing<Vec<u8>>, SkfFault> {
        let name = Text::new(name)?;
        let mut bytes = Zeroizing::new(vec![0; len as usize]);
        let mut filled = OutUlong::new(len);
        self.call(|functions, handle| {
            let (name, bytes) = (name.pointer(), bytes.as_mut_ptr());
            // SAFETY: the handle is the library's own and open; the name ends in a zero octet; there are `len` bytes of
            // room, which outlive the call.
            unsafe { (functions.read_file)(handle, name, 0, len, bytes, filled.pointer()) }
        })?;
        bytes.truncate(filled.get().min(len) as usize);
        Ok(bytes)
    }

    /// # Errors
    /// [`SkfFault::Missing`] when there is none of this name.
    pub fn open_container(&self, name: &str) -> Result<SkfContainer, SkfFault> {
        let name = Text::new(name)?;
        let mut container: Handle = std::ptr::null_mut();
        self.call(|functions, handle| {
            // SAFETY: the handle is the library's own and open; name and place outlive the call.
            unsafe { (functions.open_container)(handle, name.pointer(), &raw mut container) }
        })?;
        Ok(SkfContainer::new(self.0.clone(), container))
    }

    fn call(&self, act: impl FnOnce(&Functions, Handle) -> Ulong) -> Result<(), SkfFault> {
        self.0.connection.library.call(|functions| act(functions, self.0.handle))
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        // The application of a device that has gone is closed already.
        let _ = self.connection.library.call(|functions| {
            // SAFETY: the handle is the library's own; this is its last use.
            unsafe { (functions.close_application)(self.handle) }
        });
    }
}
