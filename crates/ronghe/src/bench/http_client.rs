//! The leanest HTTP/1.1 client that there can be, so that little of the machine goes to it while a server is measured.

use anyhow::Context as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// A request with JSON, ready to be sent.
#[must_use]
pub fn request(path: &str, token: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

impl Connection {
    /// # Errors
    /// When nobody listens.
    pub async fn open(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::new() })
    }

    /// Sends a request and gives the body of the answer.
    ///
    /// # Errors
    /// When the connection breaks, or the answer is no 200 with a length.
    pub async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Vec<u8>> {
        self.stream.write_all(request).await?;
        self.received.clear();
        loop {
            let read = self.stream.read_buf(&mut self.received).await?;
            anyhow::ensure!(read > 0, "the server hung up");
            anyhow::ensure!(self.received.len() <= ANSWER_LEN_MAX, "the answer does not end");
            if let Some(body) = whole_body(&self.received)? {
                return Ok(body.to_vec());
            }
        }
    }
}

/// The body of an answer, once all of it is there.
fn whole_body(received: &[u8]) -> anyhow::Result<Option<&[u8]>> {
    let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&received[..end]).context("the head is no text")?;
    anyhow::ensure!(head.starts_with("HTTP/1.1 200"), "the server answers {head}");
    let lengths = head.lines().filter_map(|line| line.split_once(": "));
    let mut lengths = lengths.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let (_, length) = lengths.next().context("the answer has no length")?;
    let length: usize = length.trim().parse()?;
    Ok(received.get(end + 4..end + 4 + length))
}

const ANSWER_LEN_MAX: usize = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_all_of_it_is_there() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nx: y\r\n\r\nhello";
        for cut in 0..answer.len() {
            assert_eq!(whole_body(&answer[..cut]).expect("no fault"), None, "cut at {cut}");
        }
        assert_eq!(whole_body(answer).expect("no fault"), Some(&b"hello"[..]));
    }

    #[test]
    fn a_refusal_is_no_answer() {
        assert!(whole_body(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n").is_err());
        assert!(whole_body(b"HTTP/1.1 200 OK\r\n\r\nhello").is_err());
    }
}
