//! A loaded library: one call at a time.
#![expect(unsafe_code, reason = "loads a library and calls its functions")]

use std::ffi::c_char;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use libloading::Library;
use zeroize::Zeroizing;

use crate::SkfFault;
use crate::abi::{Functions, Handle, OutUlong, Ulong};
use crate::device::SkfDevice;

/// A vendor's library. It stays loaded as long as anything that came from it is there.
pub struct SkfLibrary {
    functions: Functions,
    calls: Mutex<()>,
    /// Behind the functions, which point into it.
    _library: Library,
}

impl SkfLibrary {
    /// Loads the library at `path`, which runs in this program: it must be trusted as the program is.
    ///
    /// # Errors
    /// When it cannot be loaded or lacks a function.
    pub fn load(path: &Path) -> Result<Arc<Self>, SkfFault> {
        let told = || path.display().to_string();
        // SAFETY: the library's initialisers run now. That they do no harm is what whoever configures the path vouches
        // for, as the documentation says.
        let library = unsafe { Library::new(path) }
            .map_err(|cause| SkfFault::Library { path: told(), cause })?;
        let functions = Functions::find(&library)
            .map_err(|symbol| SkfFault::Symbol { path: told(), symbol })?;
        Ok(Arc::new(Self { functions, calls: Mutex::new(()), _library: library }))
    }

    /// The names of the devices that are there now.
    ///
    /// # Errors
    /// When the library does not tell.
    pub fn devices(&self) -> Result<Vec<String>, SkfFault> {
        let names = self.fill(NAMES_LEN_MAX, |functions, names, len| {
            // SAFETY: `names` is null or has as many bytes as `len` points to; both outlive the call.
            unsafe { (functions.enum_dev)(PRESENT, names.cast::<c_char>(), len) }
        })?;
        let names = names.split(|octet| *octet == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
    }

    /// Connects the device of this name.
    ///
    /// # Errors
    /// [`SkfFault::Removed`] when there is none now.
    pub fn connect(self: &Arc<Self>, name: &str) -> Result<SkfDevice, SkfFault> {
        let text = Text::new(name)?;
        let mut handle: Handle = std::ptr::null_mut();
        self.call(|functions| {
            // SAFETY: the name ends in a zero octet; the name and the place for the handle outlive the call.
            unsafe { (functions.connect_dev)(text.pointer(), &raw mut handle) }
        })?;
        Ok(SkfDevice::new(self.clone(), name.to_owned(), handle))
    }

    /// Whether the device of this name is there now.
    ///
    /// # Errors
    /// When the library does not tell.
    pub fn is_present(&self, name: &str) -> Result<bool, SkfFault> {
        let text = Text::new(name)?;
        let mut state = OutUlong::default();
        self.call(|functions| {
            // SAFETY: the name ends in a zero octet; the name and the place for the state outlive the call.
            unsafe { (functions.get_dev_state)(text.pointer(), state.pointer()) }
        })?;
        Ok(state.get() == DEVICE_PRESENT)
    }

    /// Calls one function.
    pub(crate) fn call(&self, act: impl FnOnce(&Functions) -> Ulong) -> Result<(), SkfFault> {
        self.call_counted(|functions, _| act(functions))
    }

    /// Calls one function that says how many tries are left.
    pub(crate) fn call_counted(
        &self,
        act: impl FnOnce(&Functions, *mut Ulong) -> Ulong,
    ) -> Result<(), SkfFault> {
        let _one_at_a_time = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let mut tries_left = OutUlong::default();
        let code = act(&self.functions, tries_left.pointer());
        SkfFault::of(code, tries_left.get())
    }

    /// Calls a function twice: for the length of what it gives, and for that. At most `len_max` bytes are taken.
    pub(crate) fn fill(
        &self,
        len_max: u32,
        act: impl Fn(&Functions, *mut u8, *mut Ulong) -> Ulong,
    ) -> Result<Zeroizing<Vec<u8>>, SkfFault> {
        let mut len = OutUlong::default();
        self.call(|functions| act(functions, std::ptr::null_mut(), len.pointer()))?;
        if len.get() > len_max {
            return Err(SkfFault::Answer { reason: "it is too long" });
        }
        let room = len.get() as usize;
        let mut bytes = Zeroizing::new(vec![0; room]);
        self.call(|functions| act(functions, bytes.as_mut_ptr(), len.pointer()))?;
        // A library that says more than it had room for is not believed.
        bytes.truncate((len.get() as usize).min(room));
        Ok(bytes)
    }
}

/// A text as the library takes it: ending in a zero octet, wiped when dropped, since it may be a PIN.
pub(crate) struct Text(Zeroizing<Vec<u8>>);

impl Text {
    pub(crate) fn new(text: &str) -> Result<Self, SkfFault> {
        if text.contains('\0') {
            return Err(SkfFault::Text);
        }
        let mut octets = Zeroizing::new(Vec::with_capacity(text.len() + 1));
        octets.extend_from_slice(text.as_bytes());
        octets.push(0);
        Ok(Self(octets))
    }

    /// The library's functions take texts as `char *` and do not write to them.
    pub(crate) fn pointer(&self) -> *mut c_char {
        self.0.as_ptr().cast_mut().cast()
    }
}

/// `TRUE`: only devices that are there.
const PRESENT: i32 = 1;
/// `DEV_PRESENT_STATE`
const DEVICE_PRESENT: u32 = 1;
/// Of the list of all devices.
const NAMES_LEN_MAX: u32 = 65_536;
