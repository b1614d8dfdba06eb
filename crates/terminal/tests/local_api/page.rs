//! A request as bytes on a socket: what no well-behaved client would send can be sent, too.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// A request, header by header.
pub struct Asked {
    port: u16,
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Asked {
    /// With the exact host and nothing else.
    pub fn bare(port: u16, method: &'static str, path: &str) -> Self {
        let headers = vec![("Host", format!("127.0.0.1:{port}"))];
        Self { port, method, path: path.to_owned(), headers, body: Vec::new() }
    }

    /// As the origin's own page sends it, before its entry.
    pub fn own(port: u16, method: &'static str, path: &str) -> Self {
        Self::bare(port, method, path).with("Origin", format!("http://127.0.0.1:{port}"))
    }

    /// In place of what stood under that name.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(header, _)| *header != name);
        self.headers.push((name, value.into()));
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub fn body(mut self, mime: &'static str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.with("Content-Type", mime)
    }

    pub fn send(self) -> Answer {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let mut stream = TcpStream::connect(address).expect("somebody listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        let mut head = format!("{} {} HTTP/1.1\r\nConnection: close\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", self.body.len()));
        stream.write_all(head.as_bytes()).expect("the head is sent");
        // An answer that comes before the whole body closes the way: what was answered counts.
        let _ = stream.write_all(&self.body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::parse(&bytes)
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer's head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("a head of text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Self { status: status.expect("a status"), head, body: bytes[end + 4..].to_vec() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("an answer in JSON")
    }

    pub fn code(&self) -> String {
        let code = self.json()["code"].as_str().map(str::to_owned);
        code.expect("a problem has a code")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
    }
}

/// A page past its entry.
pub struct Page {
    pub port: u16,
    pub cookie: String,
    pub token: String,
}

impl Page {
    /// Follows an address with a code in it.
    pub fn enter(url: &str) -> Self {
        let (port, code) = port_and_code(url);
        let answer = enter(port, &code);
        assert_eq!(answer.status, 200, "{}", answer.head);
        let cookie = answer.header("set-cookie").expect("a cookie");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let token = answer.json()["token"].as_str().expect("a token").to_owned();
        Self { port, cookie, token }
    }

    pub fn asks(&self, method: &'static str, path: &str) -> Asked {
        let asked = Asked::own(self.port, method, path).with("Cookie", &self.cookie);
        asked.with("X-Ronghe-Token", &self.token)
    }
}

pub fn enter(port: u16, code: &str) -> Answer {
    let body = serde_json::json!({ "code": code });
    Asked::own(port, "POST", "/local/v1/entry").json(&body).send()
}

pub fn port_and_code(url: &str) -> (u16, String) {
    let (origin, code) = url.split_once("/#code=").expect("an address with a code");
    let port = origin.rsplit(':').next().and_then(|port| port.parse().ok());
    (port.expect("a port"), code.to_owned())
}
