//! The types and functions of GM/T 0016-2012 as C sees them.
#![expect(unsafe_code, reason = "the types of a C library's functions")]

use std::ffi::{c_char, c_void};

/// `ULONG`: 32 bits in the standard.
pub(crate) type Ulong = u32;
/// `BOOL`
pub(crate) type Bool = i32;
/// `DEVHANDLE`, `HAPPLICATION`, `HCONTAINER`: the library's own, never looked into.
pub(crate) type Handle = *mut c_void;

/// A number that the library reads and fills; eight bytes for vendors whose `ULONG` is an `unsigned long`.
#[derive(Default)]
pub(crate) struct OutUlong(u64);

impl OutUlong {
    pub(crate) fn new(number: u32) -> Self {
        let [a, b, c, d] = number.to_ne_bytes();
        Self(u64::from_ne_bytes([a, b, c, d, 0, 0, 0, 0]))
    }

    pub(crate) fn pointer(&mut self) -> *mut Ulong {
        (&raw mut self.0).cast()
    }

    /// The first four bytes: the number itself, or its lower half on a little-endian machine.
    pub(crate) fn get(&self) -> u32 {
        let [a, b, c, d, ..] = self.0.to_ne_bytes();
        u32::from_ne_bytes([a, b, c, d])
    }
}

/// `ECCPUBLICKEYBLOB`: the coordinates stand at the end of 64 bytes each.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct EccPublicKeyBlob {
    pub bit_len: u32,
    pub x: [u8; 64],
    pub y: [u8; 64],
}

/// `ECCSIGNATUREBLOB`, likewise.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct EccSignatureBlob {
    pub r: [u8; 64],
    pub s: [u8; 64],
}

macro_rules! functions {
    ($($field:ident $symbol:literal ($($argument:ty),*);)*) => {
        /// The library's functions that we use; valid while the library is loaded.
        #[derive(Clone, Copy)]
        pub(crate) struct Functions {
            $(pub $field: unsafe extern "system" fn($($argument),*) -> Ulong,)*
        }

        impl Functions {
            /// Finds all functions in `library`.
            pub(crate) fn find(library: &libloading::Library) -> Result<Self, &'static str> {
                Ok(Self {
                    $($field: {
                        // SAFETY: the type is the one that GM/T 0016 gives this function; that the library keeps to
                        // it is what whoever loads it vouches for.
                        let found = unsafe {
                            library.get::<unsafe extern "system" fn($($argument),*) -> Ulong>($symbol)
                        };
                        *found.map_err(|_| $symbol)?
                    },)*
                })
            }
        }
    };
}

functions! {
    enum_dev "SKF_EnumDev" (Bool, *mut c_char, *mut Ulong);
    connect_dev "SKF_ConnectDev" (*mut c_char, *mut Handle);
    disconnect_dev "SKF_DisConnectDev" (Handle);
    get_dev_state "SKF_GetDevState" (*mut c_char, *mut Ulong);
    open_application "SKF_OpenApplication" (Handle, *mut c_char, *mut Handle);
    close_application "SKF_CloseApplication" (Handle);
    get_pin_info "SKF_GetPINInfo" (Handle, Ulong, *mut Ulong, *mut Ulong, *mut Ulong);
    verify_pin "SKF_VerifyPIN" (Handle, Ulong, *mut c_char, *mut Ulong);
    change_pin "SKF_ChangePIN" (Handle, Ulong, *mut c_char, *mut c_char, *mut Ulong);
    unblock_pin "SKF_UnblockPIN" (Handle, *mut c_char, *mut c_char, *mut Ulong);
    clear_secure_state "SKF_ClearSecureState" (Handle);
    read_file "SKF_ReadFile" (Handle, *mut c_char, Ulong, Ulong, *mut u8, *mut Ulong);
    open_container "SKF_OpenContainer" (Handle, *mut c_char, *mut Handle);
    close_container "SKF_CloseContainer" (Handle);
    export_public_key "SKF_ExportPublicKey" (Handle, Bool, *mut u8, *mut Ulong);
    ecc_sign_data "SKF_ECCSignData" (Handle, *mut u8, Ulong, *mut EccSignatureBlob);
    export_certificate "SKF_ExportCertificate" (Handle, Bool, *mut u8, *mut Ulong);
}
