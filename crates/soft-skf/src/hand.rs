//! The hand that puts devices in and pulls them out: of the loaded library, which has a memory of its own.
#![expect(unsafe_code, reason = "calls the library's own functions")]

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::ffi::{CString, c_char};
use std::path::PathBuf;

use libloading::Library;

/// Holds the shared library that cargo built beside a test.
pub struct Hand(Library);

impl Hand {
    /// # Panics
    /// When the library is not there: the test has to depend on this crate.
    #[must_use]
    pub fn new() -> Self {
        // SAFETY: the library is ours; its initialisers do nothing.
        Self(unsafe { Library::new(Self::path()) }.expect("the library is built beside the test"))
    }

    /// Where the shared library lies.
    ///
    /// # Panics
    /// When this program has no path.
    #[must_use]
    pub fn path() -> PathBuf {
        let program = std::env::current_exe().expect("a program has a path");
        program.with_file_name(format!("{DLL_PREFIX}soft_skf{DLL_SUFFIX}"))
    }

    /// Puts a fresh device in; `seed` makes its keys.
    ///
    /// # Panics
    /// When `name` holds a zero octet.
    pub fn insert(&self, name: &str, seed: u8) {
        let name = text(name);
        // SAFETY: this is the function's own type.
        let insert = unsafe {
            self.0.get::<unsafe extern "system" fn(*const c_char, u8) -> u32>("soft_skf_insert")
        };
        let insert = insert.expect("the library has it");
        // SAFETY: the name ends in a zero octet and outlives the call.
        done(unsafe { insert(name.as_ptr(), seed) });
    }

    /// Pulls a device out.
    ///
    /// # Panics
    /// When it is not in.
    pub fn remove(&self, name: &str) {
        self.call("soft_skf_remove", name);
    }

    /// Gives a device a certificate of four octets: `30 02 05 00`.
    ///
    /// # Panics
    /// When it is not in.
    pub fn give_certificate(&self, name: &str) {
        self.call("soft_skf_give_certificate", name);
    }

    /// Writes the file `ronghe.identity` of a device.
    ///
    /// # Panics
    /// When it is not in.
    pub fn write_identity(&self, name: &str, content: &[u8]) {
        let name = text(name);
        let len = u32::try_from(content.len()).expect("an identity is short");
        // SAFETY: this is the function's own type.
        let write = unsafe {
            self.0.get::<unsafe extern "system" fn(*const c_char, *const u8, u32) -> u32>(
                "soft_skf_write_identity",
            )
        };
        let write = write.expect("the library has it");
        // SAFETY: the name ends in a zero octet, the content is as long as is said, and both outlive the call.
        done(unsafe { write(name.as_ptr(), content.as_ptr(), len) });
    }

    fn call(&self, what: &str, name: &str) {
        let name = text(name);
        // SAFETY: this is the type of every function that is asked for here.
        let act = unsafe { self.0.get::<unsafe extern "system" fn(*const c_char) -> u32>(what) };
        let act = act.expect("the library has it");
        // SAFETY: the name ends in a zero octet and outlives the call.
        done(unsafe { act(name.as_ptr()) });
    }
}

impl Default for Hand {
    fn default() -> Self {
        Self::new()
    }
}

fn text(name: &str) -> CString {
    CString::new(name).expect("a name without a zero octet")
}

fn done(code: u32) {
    assert_eq!(code, 0, "the library did it");
}
