//! The functions under their C names. Handles are numbers that look like pointers: nobody follows them.
#![expect(unsafe_code, reason = "a C interface takes and fills pointers")]

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_void};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::card::{
    BUFFER_TOO_SMALL, Card, Code, DEVICE_REMOVED, FAIL, INVALID_HANDLE, INVALID_PARAMETER,
    NO_APPLICATION, NO_CERTIFICATE, TRIES,
};

/// `ECCPUBLICKEYBLOB`
#[repr(C)]
struct EccPublicKeyBlob {
    bit_len: u32,
    x: [u8; 64],
    y: [u8; 64],
}

/// `ECCSIGNATUREBLOB`
#[repr(C)]
pub struct EccSignatureBlob {
    r: [u8; 64],
    s: [u8; 64],
}

/// Everything that is there.
struct World {
    cards: BTreeMap<String, Card>,
    /// By handle, whose device it is. A device that was pulled and put in again has other handles.
    handles: BTreeMap<usize, String>,
    next: usize,
}

static WORLD: Mutex<World> =
    Mutex::new(World { cards: BTreeMap::new(), handles: BTreeMap::new(), next: 1 });

impl World {
    fn give_handle(&mut self, name: String) -> *mut c_void {
        let handle = self.next;
        self.next += 1;
        self.handles.insert(handle, name);
        std::ptr::without_provenance_mut(handle)
    }

    fn name(&self, handle: *mut c_void) -> Result<String, Code> {
        self.handles.get(&handle.addr()).cloned().ok_or(INVALID_HANDLE)
    }

    fn card(&mut self, handle: *mut c_void) -> Result<&mut Card, Code> {
        let name = self.name(handle)?;
        self.cards.get_mut(&name).ok_or(DEVICE_REMOVED)
    }
}

fn world() -> MutexGuard<'static, World> {
    WORLD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn code(done: Result<(), Code>) -> Code {
    done.err().unwrap_or(0)
}

/// # Safety
/// `text` is null or a text that ends in a zero octet and stays as it is during the call.
unsafe fn text<'a>(text: *const c_char) -> Result<&'a str, Code> {
    if text.is_null() {
        return Err(INVALID_PARAMETER);
    }
    // SAFETY: it is not null; the rest is the caller's promise.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|_| INVALID_PARAMETER)
}

/// # Safety
/// `place` is null or may be written.
unsafe fn fill<T>(place: *mut T, value: T) -> Result<(), Code> {
    if place.is_null() {
        return Err(INVALID_PARAMETER);
    }
    // SAFETY: it is not null; the rest is the caller's promise.
    unsafe { place.write_unaligned(value) };
    Ok(())
}

/// Fills `room` with `bytes`, or only says how long they are.
///
/// # Safety
/// `len` is null or may be read and written; `room` is null or has as many bytes as `len` says.
unsafe fn fill_bytes(bytes: &[u8], room: *mut u8, len: *mut u32) -> Result<(), Code> {
    if len.is_null() {
        return Err(INVALID_PARAMETER);
    }
    let needed = u32::try_from(bytes.len()).map_err(|_| FAIL)?;
    // SAFETY: it is not null; the rest is the caller's promise.
    let given = unsafe { len.read_unaligned() };
    // SAFETY: as above.
    unsafe { len.write_unaligned(needed) };
    if room.is_null() {
        return Ok(());
    }
    if given < needed {
        return Err(BUFFER_TOO_SMALL);
    }
    // SAFETY: there is room for as many bytes as are copied, by the check above and the caller's promise; the two do
    // not overlap, since `bytes` is ours.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), room, bytes.len()) };
    Ok(())
}

/// Puts a fresh device in under `name`; `seed` makes its keys.
///
/// # Safety
/// `name` is null or a text that ends in a zero octet.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn soft_skf_insert(name: *const c_char, seed: u8) -> Code {
    // SAFETY: the caller's promise.
    let name = unsafe { text(name) };
    code(name.and_then(|name| {
        let mut world = world();
        world.handles.retain(|_, owner| owner != name);
        world.cards.insert(name.to_owned(), Card::fresh(seed).ok_or(FAIL)?);
        Ok(())
    }))
}

/// Pulls the device out.
///
/// # Safety
/// As [`soft_skf_insert`].
#[unsafe(no_mangle)]
pub unsafe extern "system" fn soft_skf_remove(name: *const c_char) -> Code {
    // SAFETY: the caller's promise.
    let name = unsafe { text(name) };
    code(name.and_then(|name| world().cards.remove(name).map(drop).ok_or(DEVICE_REMOVED)))
}

/// Gives the device a certificate of four octets.
///
/// # Safety
/// As [`soft_skf_insert`].
#[unsafe(no_mangle)]
pub unsafe extern "system" fn soft_skf_give_certificate(name: *const c_char) -> Code {
    // SAFETY: the caller's promise.
    let name = unsafe { text(name) };
    code(name.and_then(|name| {
        let mut world = world();
        let card = world.cards.get_mut(name).ok_or(DEVICE_REMOVED)?;
        card.certificate = Some(vec![0x30, 0x02, 0x05, 0x00]);
        Ok(())
    }))
}

/// Writes the device's identity.
///
/// # Safety
/// As [`soft_skf_insert`]; `content` is null or has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn soft_skf_write_identity(
    name: *const c_char,
    content: *const u8,
    len: u32,
) -> Code {
    if content.is_null() {
        return INVALID_PARAMETER;
    }
    // SAFETY: the caller's promise.
    let name = unsafe { text(name) };
    // SAFETY: it is not null; its length is the caller's promise.
    let content = unsafe { std::slice::from_raw_parts(content, len as usize) };
    code(name.and_then(|name| {
        let mut world = world();
        let card = world.cards.get_mut(name).ok_or(DEVICE_REMOVED)?;
        card.identity = content.to_vec();
        Ok(())
    }))
}

/// # Safety
/// `len` is null or may be read and written; `names` is null or has as many bytes as `len` says.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_EnumDev(_: i32, names: *mut c_char, len: *mut u32) -> Code {
    let mut list = Vec::new();
    for name in world().cards.keys() {
        list.extend_from_slice(name.as_bytes());
        list.push(0);
    }
    list.push(0);
    // SAFETY: the caller's promise.
    code(unsafe { fill_bytes(&list, names.cast(), len) })
}

/// # Safety
/// `name` is null or a text that ends in a zero octet; `handle` is null or may be written.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_ConnectDev(
    name: *const c_char,
    handle: *mut *mut c_void,
) -> Code {
    // SAFETY: the caller's promise.
    let name = unsafe { text(name) };
    code(name.and_then(|name| {
        let mut world = world();
        if !world.cards.contains_key(name) {
            return Err(DEVICE_REMOVED);
        }
        let given = world.give_handle(name.to_owned());
        // SAFETY: the caller's promise.
        unsafe { fill(handle, given) }
    }))
}

#[unsafe(no_mangle)]
pub extern "system" fn SKF_DisConnectDev(handle: *mut c_void) -> Code {
    forget_handle(handle)
}

/// # Safety
/// `name` is null or a text that ends in a zero octet; `state` is null or may be written.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_GetDevState(name: *const c_char, state: *mut u32) -> Code {
    // SAFETY: the caller's promise.
    let name = unsafe { text(name) };
    code(name.and_then(|name| {
        let is_present = world().cards.contains_key(name);
        // SAFETY: the caller's promise.
        unsafe { fill(state, u32::from(is_present)) }
    }))
}

/// # Safety
/// As [`SKF_ConnectDev`].
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_OpenApplication(
    device: *mut c_void,
    name: *const c_char,
    handle: *mut *mut c_void,
) -> Code {
    // SAFETY: the caller's promise.
    unsafe { open_below(device, name, "ronghe", handle) }
}

#[unsafe(no_mangle)]
pub extern "system" fn SKF_CloseApplication(handle: *mut c_void) -> Code {
    forget_handle(handle)
}

/// # Safety
/// The three places are null or may be written.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_GetPINInfo(
    application: *mut c_void,
    kind: u32,
    max: *mut u32,
    left: *mut u32,
    is_default: *mut u32,
) -> Code {
    let told = world().card(application).and_then(|card| Ok(card.pin(kind)?.left()));
    code(told.and_then(|tries_left| {
        // SAFETY: the caller's promise.
        unsafe { fill(max, TRIES) }?;
        // SAFETY: the caller's promise.
        unsafe { fill(left, tries_left) }?;
        // SAFETY: the caller's promise.
        unsafe { fill(is_default, 0) }
    }))
}

/// # Safety
/// `pin` is null or a text that ends in a zero octet; `left` is null or may be written.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_VerifyPIN(
    application: *mut c_void,
    kind: u32,
    pin: *const c_char,
    left: *mut u32,
) -> Code {
    // SAFETY: the caller's promise.
    let pin = unsafe { text(pin) };
    let done = pin.and_then(|pin| world().card(application)?.verify_pin(kind, pin));
    // SAFETY: the caller's promise.
    unsafe { tell_tries(application, kind, left) };
    code(done)
}

/// # Safety
/// As [`SKF_VerifyPIN`].
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_ChangePIN(
    application: *mut c_void,
    kind: u32,
    current: *const c_char,
    new: *const c_char,
    left: *mut u32,
) -> Code {
    // SAFETY: the caller's promise.
    let (current, new) = unsafe { (text(current), text(new)) };
    let done =
        current.and_then(|current| world().card(application)?.change_pin(kind, current, new?));
    // SAFETY: the caller's promise.
    unsafe { tell_tries(application, kind, left) };
    code(done)
}

/// # Safety
/// As [`SKF_VerifyPIN`].
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_UnblockPIN(
    application: *mut c_void,
    administrator: *const c_char,
    new: *const c_char,
    left: *mut u32,
) -> Code {
    // SAFETY: the caller's promise.
    let (administrator, new) = unsafe { (text(administrator), text(new)) };
    let done = administrator
        .and_then(|administrator| world().card(application)?.unblock_pin(administrator, new?));
    // SAFETY: the caller's promise.
    unsafe { tell_tries(application, 0, left) };
    code(done)
}

#[unsafe(no_mangle)]
pub extern "system" fn SKF_ClearSecureState(application: *mut c_void) -> Code {
    code(world().card(application).map(Card::forget))
}

/// # Safety
/// `name` is null or a text that ends in a zero octet; `len` is null or may be read and written; `room` is null or has
/// `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_ReadFile(
    application: *mut c_void,
    name: *const c_char,
    offset: u32,
    size: u32,
    room: *mut u8,
    len: *mut u32,
) -> Code {
    // SAFETY: the caller's promise.
    let name = unsafe { text(name) };
    code(name.and_then(|name| {
        let file = world().card(application)?.file(name)?;
        let from = (offset as usize).min(file.len());
        let until = from.saturating_add(size as usize).min(file.len());
        // SAFETY: the caller's promise; no more than `size` bytes are filled.
        unsafe { fill_bytes(&file[from..until], room, len) }
    }))
}

/// # Safety
/// As [`SKF_ConnectDev`].
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_OpenContainer(
    application: *mut c_void,
    name: *const c_char,
    handle: *mut *mut c_void,
) -> Code {
    // SAFETY: the caller's promise.
    unsafe { open_below(application, name, "signing", handle) }
}

#[unsafe(no_mangle)]
pub extern "system" fn SKF_CloseContainer(handle: *mut c_void) -> Code {
    forget_handle(handle)
}

/// # Safety
/// `len` is null or may be read and written; `room` is null or has as many bytes as `len` says.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_ExportPublicKey(
    container: *mut c_void,
    _: i32,
    room: *mut u8,
    len: *mut u32,
) -> Code {
    let key = world().card(container).map(|card| card.public_key());
    code(key.and_then(|(x, y)| {
        let blob = EccPublicKeyBlob { bit_len: 256, x: at_the_end(x), y: at_the_end(y) };
        let bytes = [&blob.bit_len.to_ne_bytes()[..], &blob.x, &blob.y].concat();
        // SAFETY: the caller's promise.
        unsafe { fill_bytes(&bytes, room, len) }
    }))
}

/// # Safety
/// `digest` is null or has `len` bytes; `signature` is null or may be written.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_ECCSignData(
    container: *mut c_void,
    digest: *const u8,
    len: u32,
    signature: *mut EccSignatureBlob,
) -> Code {
    if digest.is_null() || len != 32 {
        return INVALID_PARAMETER;
    }
    // SAFETY: it is not null; its length is the caller's promise.
    let digest = unsafe { std::slice::from_raw_parts(digest, 32) };
    let signed = world().card(container).and_then(|card| card.sign(digest));
    code(signed.and_then(|(r, s)| {
        let blob = EccSignatureBlob { r: at_the_end(r), s: at_the_end(s) };
        // SAFETY: the caller's promise.
        unsafe { fill(signature, blob) }
    }))
}

/// # Safety
/// As [`SKF_ExportPublicKey`].
#[unsafe(no_mangle)]
pub unsafe extern "system" fn SKF_ExportCertificate(
    container: *mut c_void,
    _: i32,
    room: *mut u8,
    len: *mut u32,
) -> Code {
    let certificate =
        world().card(container).and_then(|card| card.certificate.clone().ok_or(NO_CERTIFICATE));
    // SAFETY: the caller's promise.
    code(certificate.and_then(|certificate| unsafe { fill_bytes(&certificate, room, len) }))
}

/// # Safety
/// As [`SKF_ConnectDev`].
unsafe fn open_below(
    above: *mut c_void,
    name: *const c_char,
    known: &str,
    handle: *mut *mut c_void,
) -> Code {
    // SAFETY: the caller's promise.
    let name = unsafe { text(name) };
    code(name.and_then(|name| {
        let mut world = world();
        world.card(above)?;
        if name != known {
            return Err(NO_APPLICATION);
        }
        let device = world.name(above)?;
        let given = world.give_handle(device);
        // SAFETY: the caller's promise.
        unsafe { fill(handle, given) }
    }))
}

/// # Safety
/// `left` is null or may be written.
unsafe fn tell_tries(application: *mut c_void, kind: u32, left: *mut u32) {
    if let Ok(card) = world().card(application)
        && let Ok(pin) = card.pin(kind)
    {
        // SAFETY: the caller's promise. A caller who does not want to know gives null.
        let _ = unsafe { fill(left, pin.left()) };
    }
}

fn forget_handle(handle: *mut c_void) -> Code {
    code(world().handles.remove(&handle.addr()).map(drop).ok_or(INVALID_HANDLE))
}

fn at_the_end(number: [u8; 32]) -> [u8; 64] {
    let mut bytes = [0; 64];
    bytes[32..].copy_from_slice(&number);
    bytes
}
