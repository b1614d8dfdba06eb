//! A connected device: a card in its reader, or a key in its socket.
#![expect(unsafe_code, reason = "calls the library's functions")]

use std::sync::Arc;

use crate::SkfFault;
use crate::abi::Handle;
use crate::application::SkfApplication;
use crate::library::{SkfLibrary, Text};

/// A connected device; disconnected when everything that came from it is dropped.
#[derive(Clone)]
pub struct SkfDevice(Arc<Connection>);

pub(crate) struct Connection {
    pub library: Arc<SkfLibrary>,
    name: String,
    handle: Handle,
}

// SAFETY: the handle is a name that the library gave for a device of the whole process; it is only handed back to the
// library, by one thread at a time.
unsafe impl Send for Connection {}
// SAFETY: as above; nothing here changes the handle.
unsafe impl Sync for Connection {}

impl SkfDevice {
    pub(crate) fn new(library: Arc<SkfLibrary>, name: String, handle: Handle) -> Self {
        Self(Arc::new(Connection { library, name, handle }))
    }

    /// Whether it is still there.
    ///
    /// # Errors
    /// When the library does not tell.
    pub fn is_present(&self) -> Result<bool, SkfFault> {
        self.0.library.is_present(&self.0.name)
    }

    /// Opens an application of the device; its PINs are still to be presented.
    ///
    /// # Errors
    /// [`SkfFault::Missing`] when there is none of this name.
    pub fn open_application(&self, name: &str) -> Result<SkfApplication, SkfFault> {
        let text = Text::new(name)?;
        let mut handle: Handle = std::ptr::null_mut();
        self.0.library.call(|functions| {
            // SAFETY: the device's handle is the library's own and connected; name and place outlive the call.
            unsafe { (functions.open_application)(self.0.handle, text.pointer(), &raw mut handle) }
        })?;
        let application = SkfApplication::new(self.0.clone(), handle);
        // What another program of this session left open is closed: a PIN is presented to us or to nobody.
        application.clear_secure_state()?;
        Ok(application)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // A device that has gone is disconnected already.
        let _ = self.library.call(|functions| {
            // SAFETY: the handle is the library's own; this is its last use.
            unsafe { (functions.disconnect_dev)(self.handle) }
        });
    }
}
