//! What a program asked of the kernel, as `strace -f -y -xx` wrote it down, and what a power cut would leave of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// The calls that move bytes to files and sockets, and those that make them last.
const CALLS: &str = "trace=openat,close,read,readv,recvfrom,recvmsg,write,writev,pwrite64,pwritev,\
    sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,ftruncate,unlink";
/// Bytes of a buffer that are written down: a page of the database fits.
const BYTES_SHOWN: &str = "8192";

/// The command line that writes down what a program does. The program itself stays our child.
pub fn strace(log: &Path) -> Vec<OsString> {
    let mut line: Vec<OsString> =
        ["strace", "-D", "--seccomp-bpf", "-f", "-y", "-xx", "-s", BYTES_SHOWN, "-e", CALLS, "-o"]
            .into_iter()
            .map(OsString::from)
            .collect();
    line.push(log.into());
    line
}

/// One system call that returned without an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub name: String,
    /// The file or socket behind the first descriptor; for calls with names, the new one.
    pub target: String,
    /// The name before it was changed.
    pub from: Option<String>,
    /// The bytes that were moved, as far as they are shown.
    pub bytes: Vec<u8>,
    pub flags: String,
    /// Lines of the log at which it began and returned.
    pub began: usize,
    pub returned: usize,
}

/// Whether the last line says that the program itself ended well. Short ids are padded with spaces.
pub fn ends(log: &str, pid: u32) -> bool {
    let last = log.lines().next_back().and_then(|line| line.trim_start().split_once(' '));
    last.is_some_and(|(thread, rest)| {
        thread.parse() == Ok(pid) && rest.trim() == "+++ exited with 0 +++"
    })
}

/// All calls in the order in which they returned.
///
/// # Errors
/// When the log has a line that is no call.
pub fn read(log: &str) -> anyhow::Result<Vec<Call>> {
    let mut unfinished: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    let mut calls = Vec::new();
    for (line_no, line) in log.lines().enumerate() {
        let (thread, rest) = line.trim_start().split_once(' ').context("a thread comes first")?;
        let rest = rest.trim_start();
        if rest.starts_with("+++") || rest.starts_with("---") {
            continue;
        }
        if let Some(begin) = rest.strip_suffix("<unfinished ...>") {
            unfinished.insert(thread, (line_no, begin.trim_end().to_owned()));
            continue;
        }
        let (began, whole) = match rest.strip_prefix("<... ") {
            Some(resumed) => {
                let (_, end) = resumed.split_once(" resumed>").context("a call goes on")?;
                let Some((began, begin)) = unfinished.remove(thread) else { continue };
                (began, begin + end)
            }
            None => (line_no, rest.to_owned()),
        };
        calls.extend(call(&whole, began, line_no)?);
    }
    Ok(calls)
}

/// A call with its result; nothing for one that failed or was cut short.
fn call(text: &str, began: usize, returned: usize) -> anyhow::Result<Option<Call>> {
    // The result stands in a column of its own, behind spaces.
    let Some((arguments, result)) = text.rsplit_once(" = ") else { return Ok(None) };
    let Some(arguments) = arguments.trim_end().strip_suffix(')') else { return Ok(None) };
    if result.starts_with(['-', '?']) {
        return Ok(None);
    }
    let (name, arguments) = arguments.split_once('(').context("a call has a name")?;
    let quoted = quoted(arguments)?;
    let target = match name {
        "openat" => result,
        _ => arguments.split(", ").next().unwrap_or_default(),
    };
    let mut target = in_brackets(target)?;
    let mut from = None;
    let text = |at: usize| quoted.get(at).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    if name.starts_with("rename") {
        (from, target) = (text(0), text(1).unwrap_or_default());
    } else if name.starts_with("mkdir") || name.starts_with("unlink") {
        target = text(0).unwrap_or_default();
    }
    let flags = arguments.rsplit(", ").find(|part| part.starts_with("O_")).unwrap_or_default();
    Ok(Some(Call {
        name: name.to_owned(),
        target,
        from,
        bytes: quoted.concat(),
        flags: flags.to_owned(),
        began,
        returned,
    }))
}

/// What stands between `<` and `>`: the name of a descriptor.
fn in_brackets(text: &str) -> anyhow::Result<String> {
    let Some((_, rest)) = text.split_once('<') else { return Ok(String::new()) };
    let name = rest.rsplit_once('>').map_or(rest, |(name, _)| name);
    Ok(String::from_utf8_lossy(&unescape(name)?).into_owned())
}

/// All strings among the arguments.
fn quoted(arguments: &str) -> anyhow::Result<Vec<Vec<u8>>> {
    arguments.split('"').skip(1).step_by(2).map(unescape).collect()
}

/// `\x41b` is `Ab`.
fn unescape(text: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let hex = others.strip_prefix(b"x").and_then(|hex| hex.get(..2));
        match (first, hex) {
            (b'\\', Some(hex)) => {
                bytes.push(u8::from_str_radix(std::str::from_utf8(hex)?, 16)?);
                rest = &others[3..];
            }
            (b'\\', None) => bail!("an escape that nobody writes in {text}"),
            _ => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    Ok(bytes)
}

impl Call {
    fn takes_in(&self) -> bool {
        matches!(self.name.as_str(), "read" | "readv" | "recvfrom" | "recvmsg")
    }

    fn gives_out(&self) -> bool {
        matches!(
            self.name.as_str(),
            "write" | "writev" | "pwrite64" | "pwritev" | "sendto" | "sendmsg"
        )
    }

    fn changes_content(&self) -> bool {
        self.gives_out() || self.name == "ftruncate"
    }

    fn is_sync(&self) -> bool {
        matches!(self.name.as_str(), "fsync" | "fdatasync")
    }

    fn is_socket(&self) -> bool {
        // Which of the two is a matter of strace's release; either names one socket for as long as it lives.
        self.target.starts_with("TCP:[") || self.target.starts_with("socket:[")
    }

    pub fn holds(&self, wanted: &[u8]) -> bool {
        self.bytes.windows(wanted.len()).any(|window| window == wanted)
    }
}

/// A request that came in and the first bytes of its answer.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// Line at which the request had been read.
    pub asked: usize,
    /// Line at which the answer began to leave.
    pub left: usize,
}

/// The answer to the request whose head begins with `head`.
///
/// # Errors
/// When there was no such request, or no answer.
pub fn answer_to(calls: &[Call], head: &str) -> anyhow::Result<Answer> {
    let asked = calls
        .iter()
        .find(|call| call.is_socket() && call.takes_in() && call.bytes.starts_with(head.as_bytes()))
        .with_context(|| format!("no request {head}"))?;
    let left = calls
        .iter()
        .filter(|call| call.is_socket() && call.gives_out() && call.target == asked.target)
        .filter(|call| call.holds(b"HTTP/1.1 "))
        .map(|call| call.began)
        .find(|began| *began > asked.returned)
        .with_context(|| format!("no answer to {head}"))?;
    Ok(Answer { asked: asked.returned, left })
}

/// What lies in the kernel's memory only and is gone after a power cut.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Unsynced {
    /// Files with bytes that no fsync covers.
    pub files: BTreeSet<PathBuf>,
    /// Names whose folder no fsync covers.
    pub names: BTreeSet<PathBuf>,
}

/// What of the files below `root` was not on disk yet when line `at` of the log was written. `there` lies on disk from
/// before. Of a file only what is written before `at` counts, and only an fsync that began after the write returned and
/// that itself returned before `at` covers it.
#[must_use]
pub fn unsynced(calls: &[Call], root: &Path, there: &BTreeSet<PathBuf>, at: usize) -> Unsynced {
    let mut files: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut names: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut known = there.clone();
    let below = |path: &str| Some(PathBuf::from(path)).filter(|path| path.starts_with(root));
    // A write that had begun by then is the kernel's already, whenever it returned.
    for call in calls.iter().filter(|call| call.began < at) {
        let Some(path) = below(&call.target) else { continue };
        if call.changes_content() {
            files.insert(path, call.returned);
        } else if call.is_sync() && call.returned < at {
            files.retain(|file, written| *file != path || *written > call.began);
            names.retain(|name, made| name.parent() != Some(&*path) || *made > call.began);
        } else if call.name.starts_with("mkdir")
            || (call.name == "openat" && call.flags.contains("O_CREAT"))
        {
            if known.insert(path.clone()) {
                names.insert(path, call.returned);
            }
        } else if call.name.starts_with("rename") {
            let from = call.from.as_deref().and_then(below);
            if let Some(from) = from {
                let written = files.remove(&from);
                files.extend(written.map(|written| (path.clone(), written)));
                names.remove(&from);
                known.remove(&from);
            }
            known.insert(path.clone());
            names.insert(path, call.returned);
        } else if call.name == "unlink" {
            files.remove(&path);
            names.remove(&path);
            known.remove(&path);
        }
    }
    Unsynced { files: files.into_keys().collect(), names: names.into_keys().collect() }
}

/// Whether the write of `marker` to a file whose name ends in `file` was followed by an fsync of that file before the
/// answer left.
///
/// # Errors
/// When `marker` was not written there between request and answer.
pub fn marker_is_synced(
    calls: &[Call],
    file: &str,
    marker: &[u8],
    answer: Answer,
) -> anyhow::Result<bool> {
    write_is_synced(calls, file, answer, |call| call.holds(marker))
}

/// Whether what was first written to a file whose name ends in `file`, once the request was there, was followed by an
/// fsync of that file before the answer left.
///
/// # Errors
/// When nothing was written there in between.
pub fn wrote_and_synced(calls: &[Call], file: &str, answer: Answer) -> anyhow::Result<bool> {
    write_is_synced(calls, file, answer, |_| true)
}

fn write_is_synced(
    calls: &[Call],
    file: &str,
    answer: Answer,
    meant: impl Fn(&Call) -> bool,
) -> anyhow::Result<bool> {
    let of_file = || calls.iter().filter(|call| call.target.ends_with(file));
    let written = of_file()
        .filter(|call| call.changes_content() && meant(call))
        .find(|call| call.began > answer.asked && call.returned < answer.left)
        .with_context(|| format!("nothing of it was written to {file} before the answer"))?;
    Ok(of_file()
        .any(|call| call.is_sync() && call.began > written.returned && call.returned < answer.left))
}

/// Everything below a folder.
///
/// # Errors
/// When it cannot be read.
pub fn all_below(folder: &Path) -> std::io::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path.clone());
            }
            found.insert(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "/d";

    /// A log whose names and strings are written as they are; strace would escape them.
    fn left_behind(log: &str, at: usize) -> (Vec<String>, Vec<String>) {
        let calls = read(log).expect("a log");
        let left = unsynced(&calls, Path::new(ROOT), &BTreeSet::new(), at);
        let text = |paths: BTreeSet<PathBuf>| {
            paths.into_iter().map(|path| path.to_string_lossy().into_owned()).collect()
        };
        (text(left.files), text(left.names))
    }

    #[test]
    fn a_trace_ends_with_its_program_whatever_the_width_of_its_id() {
        assert!(ends("71    exit(0)\n71    +++ exited with 0 +++\n", 71));
        assert!(ends("12345 +++ exited with 0 +++", 12345));
        assert!(!ends("71    +++ exited with 0 +++\n72    +++ exited with 0 +++", 71));
        assert!(!ends("71    +++ killed by SIGKILL +++", 71));
        assert!(!ends("", 71));
    }

    #[test]
    fn a_file_needs_its_own_fsync_and_its_folders() {
        let log = r#"1 openat(AT_FDCWD</>, "/d/a", O_WRONLY|O_CREAT, 0666) = 3</d/a>
1 write(3</d/a>, "x", 1) = 1
1 fdatasync(3</d/a>)   = 0
1 openat(AT_FDCWD</>, "/d", O_RDONLY) = 4</d>
1 fsync(4</d>) = 0
1 write(5<TCP:[1->2]>, "HTTP/1.1 200", 12) = 12"#;
        let whole = (vec![], vec![]);
        assert_eq!(left_behind(log, 5), whole);
        assert_eq!(left_behind(log, 4), (vec![], vec!["/d/a".into()]));
        assert_eq!(left_behind(log, 2), (vec!["/d/a".into()], vec!["/d/a".into()]));
    }

    #[test]
    fn an_fsync_that_began_before_the_write_returned_covers_nothing() {
        let log = r#"1 pwrite64(3</d/wal>, "x", 1, 0 <unfinished ...>
2 fsync(4</d/wal> <unfinished ...>
1 <... pwrite64 resumed>) = 1
2 <... fsync resumed>) = 0
2 sendto(5<TCP:[1->2]>, "HTTP/1.1 200", 12, 0, NULL, 0) = 12"#;
        assert_eq!(left_behind(log, 4).0, ["/d/wal"]);
    }

    #[test]
    fn an_fsync_that_failed_covers_nothing() {
        let log = "1 write(3</d/a>, \"x\", 1) = 1\n1 fsync(3</d/a>) = -1 EIO (Input/output error)";
        assert_eq!(left_behind(log, 2).0, ["/d/a"]);
    }

    #[test]
    fn a_new_name_needs_its_folder_again() {
        let log = r#"1 openat(AT_FDCWD</>, "/d/a.part", O_WRONLY|O_CREAT, 0666) = 3</d/a.part>
1 write(3</d/a.part>, "x", 1) = 1
1 fsync(3</d/a.part>) = 0
1 fsync(4</d>) = 0
1 rename("/d/a.part", "/d/a") = 0
1 fsync(4</d>) = 0"#;
        assert_eq!(left_behind(log, 5), (vec![], vec!["/d/a".into()]));
        assert_eq!(left_behind(log, 6), (vec![], vec![]));
    }

    #[test]
    fn an_answer_belongs_to_its_connection() {
        let log = r#"1 recvfrom(5<TCP:[1->2]>, "POST /ops HTTP/1.1", 99, 0, NULL, NULL) = 18
1 write(6<TCP:[1->3]>, "HTTP/1.1 200", 12) = 12
1 pwrite64(3</d/wal>, "the mark", 8, 0) = 8
1 fdatasync(3</d/wal>) = 0
1 writev(5<TCP:[1->2]>, [{iov_base="HTTP/1.1 200", iov_len=12}], 1) = 12"#;
        let calls = read(log).expect("a log");
        let answer = answer_to(&calls, "POST /ops").expect("an answer");
        assert_eq!((answer.asked, answer.left), (0, 4));
        assert!(marker_is_synced(&calls, "wal", b"mark", answer).expect("written"));
        let early = Answer { left: 3, ..answer };
        assert!(!marker_is_synced(&calls, "wal", b"mark", early).expect("written"));
        assert!(marker_is_synced(&calls, "wal", b"else", answer).is_err());
    }

    #[test]
    fn escapes_are_read_back() {
        assert_eq!(unescape(r"\x41\x00b").expect("read"), b"A\0b");
        assert!(unescape(r"\q").is_err());
    }
}
