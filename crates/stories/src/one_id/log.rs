//! What the programs write into their logs, in the form in which they write it.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tracing::subscriber::{DefaultGuard, set_default};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Everything that this thread logs from now on; a test's runtime has no other.
pub struct Log {
    bytes: Arc<Mutex<Vec<u8>>>,
    _until_dropped: DefaultGuard,
}

/// One line, as far as it can be found by an id.
#[derive(Debug)]
pub struct Line {
    pub message: String,
    /// The name and the correlation id of every span around it that has one.
    pub spans: Vec<(String, String)>,
}

impl Log {
    /// As the programs' `main` sets it up, into memory.
    pub fn begin() -> Self {
        let bytes = Arc::default();
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_env_filter(EnvFilter::new("info"))
            .with_writer(Paper(Arc::clone(&bytes)))
            .finish();
        Self { bytes, _until_dropped: set_default(subscriber) }
    }

    pub fn lines(&self) -> Vec<Line> {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .map(|line| of(&line))
            .collect()
    }
}

fn of(line: &Value) -> Line {
    let spans = line["spans"].as_array().into_iter().flatten();
    let named = spans.filter_map(|span| {
        let id = span["correlation"].as_str()?;
        Some((span["name"].as_str()?.to_owned(), id.to_owned()))
    });
    let message = line["fields"]["message"].as_str().unwrap_or_default().to_owned();
    Line { message, spans: named.collect() }
}

#[derive(Clone)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Paper {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
