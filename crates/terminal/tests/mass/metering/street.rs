//! A meter in the street behind a socket, and what happens on the way to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use virtual_meter::{Line, LineClock, serve_tcp};

/// Carries bytes between a terminal and a meter.
#[derive(Default)]
pub struct Street {
    /// The line breaks right behind the next 1CH, for as long as this is set.
    pub cuts_commands: AtomicBool,
    /// Nobody comes through any more.
    pub is_closed: AtomicBool,
    /// How long each answer is on its way.
    pub pause_ms: AtomicU64,
    /// How often something was sent to the meter.
    pub sent: AtomicU32,
}

impl Street {
    /// Puts up a line with its meters; gives the address under which it is reached.
    pub async fn with(line: Line, clock: LineClock) -> (Arc<Self>, String) {
        let behind = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let meter_at = behind.local_addr().expect("its address");
        tokio::spawn(serve_tcp(behind, line, clock));
        let front = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = front.local_addr().expect("its address").to_string();
        let street = Arc::new(Self::default());
        let way = Arc::clone(&street);
        tokio::spawn(async move {
            while let Ok((terminal, _)) = front.accept().await {
                let meter = TcpStream::connect(meter_at).await.expect("it listens");
                way.carry(terminal, meter).await;
            }
        });
        (street, address)
    }

    pub fn sent(&self) -> u32 {
        self.sent.load(Ordering::SeqCst)
    }

    async fn carry(&self, mut terminal: TcpStream, mut meter: TcpStream) {
        let (mut up, mut down) = ([0; 1024], [0; 1024]);
        loop {
            tokio::select! {
                read = terminal.read(&mut up) => {
                    let Some(len) = read.ok().filter(|len| *len > 0) else { return };
                    if self.is_closed.load(Ordering::SeqCst) {
                        return;
                    }
                    self.sent.fetch_add(1, Ordering::SeqCst);
                    if meter.write_all(&up[..len]).await.is_err() {
                        return;
                    }
                    if is_command(&up[..len]) && self.cuts_commands.load(Ordering::SeqCst) {
                        // The meter has heard it; its answer finds nobody.
                        let _ = meter.read(&mut down).await;
                        self.is_closed.store(true, Ordering::SeqCst);
                        return;
                    }
                }
                read = meter.read(&mut down) => {
                    let Some(len) = read.ok().filter(|len| *len > 0) else { return };
                    let pause = self.pause_ms.load(Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                    if terminal.write_all(&down[..len]).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

/// A frame of DL/T 645 with control code 1CH.
fn is_command(bytes: &[u8]) -> bool {
    let begin = bytes.iter().position(|octet| *octet == 0x68);
    begin.is_some_and(|begin| bytes.get(begin + 8) == Some(&0x1C))
}
