//! Who may speak: one-time codes, the browser's cookie, and the token of each page.
//!
//! A cookie belongs to a host and not to a port: all pages of one browser share it. The token belongs to one page, lives
//! in its memory only, and dies with it or with the agent. The cookie outlives the agent (its digest is kept), so that
//! after a kill the page needs the PIN and nothing else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use terminal_store::StoreFault;
use vocabulary::Digest;

use crate::Agent;

/// A page's place in the list of pages; the launcher is 0.
pub(super) type PageNo = usize;

/// The browser that sent a request, by its cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Browser(Digest);

pub(super) struct Sessions {
    agent: Arc<Agent>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    codes: HashMap<Digest, Code>,
    /// Tokens of each browser, oldest first.
    tokens: Vec<(Digest, Vec<Token>)>,
}

struct Code {
    page: PageNo,
    /// On the monotonic clock; none waits until it is used.
    until: Option<Duration>,
}

struct Token {
    page: PageNo,
    digest: Digest,
}

/// What an entry brings.
pub(super) struct Entered {
    /// A new cookie, unless the browser has a good one already.
    pub cookie: Option<String>,
    pub token: String,
    /// The code was the one that waited for the first visit.
    pub first_visit: bool,
}

impl Sessions {
    pub async fn open(agent: Arc<Agent>) -> Result<Self, StoreFault> {
        let kept: Vec<Digest> = agent.device.setting(BROWSERS).await?.unwrap_or_default();
        let tokens = kept.into_iter().map(|browser| (browser, Vec::new())).collect();
        Ok(Self { agent, known: Mutex::new(Known { tokens, ..Known::default() }) })
    }

    /// A code for the page that opens in a minute at most.
    pub fn code(&self, page: PageNo) -> String {
        self.make_code(page, Some(self.monotonic() + CODE_LIFE))
    }

    /// The code that waits for whoever reads the file with the launcher's address.
    pub fn first_code(&self) -> String {
        self.make_code(LAUNCHER, None)
    }

    /// Takes a code, once, at its own page.
    pub async fn enter(
        &self,
        page: PageNo,
        code: &str,
        browser: Option<Browser>,
    ) -> Result<Option<Entered>, StoreFault> {
        let now = self.monotonic();
        let taken = self.known().codes.remove(&Digest::of(code.as_bytes()));
        let good = |taken: &Code| taken.page == page && taken.until.is_none_or(|until| now < until);
        let Some(taken) = taken.filter(good) else { return Ok(None) };
        let first_visit = taken.until.is_none();
        if let Some(browser) = browser {
            let token = self.token(page, browser);
            return Ok(Some(Entered { cookie: None, token, first_visit }));
        }
        let cookie = self.secret();
        let browser = Browser(Digest::of(cookie.as_bytes()));
        self.keep(browser).await?;
        let token = self.token(page, browser);
        Ok(Some(Entered { cookie: Some(cookie), token, first_visit }))
    }

    /// A fresh token for a page of a browser that is known.
    pub fn token(&self, page: PageNo, browser: Browser) -> String {
        let token = self.secret();
        let mut known = self.known();
        if let Some((_, tokens)) = known.tokens.iter_mut().find(|(one, _)| *one == browser.0) {
            if tokens.len() >= TOKENS_MAX {
                tokens.remove(0);
            }
            tokens.push(Token { page, digest: Digest::of(token.as_bytes()) });
        }
        token
    }

    pub fn browser(&self, cookie: &str) -> Option<Browser> {
        // Compared as digests: how long that takes tells nothing about the secret.
        let digest = Digest::of(cookie.as_bytes());
        self.known().tokens.iter().any(|(one, _)| *one == digest).then_some(Browser(digest))
    }

    pub fn has_token(&self, page: PageNo, browser: Browser, token: &str) -> bool {
        let digest = Digest::of(token.as_bytes());
        let known = self.known();
        let of_browser = known.tokens.iter().find(|(one, _)| *one == browser.0);
        of_browser.is_some_and(|(_, tokens)| {
            tokens.iter().any(|token| token.page == page && token.digest == digest)
        })
    }

    async fn keep(&self, browser: Browser) -> Result<(), StoreFault> {
        let kept: Vec<Digest> = {
            let mut known = self.known();
            if known.tokens.len() >= BROWSERS_MAX {
                known.tokens.remove(0);
            }
            known.tokens.push((browser.0, Vec::new()));
            known.tokens.iter().map(|(browser, _)| *browser).collect()
        };
        self.agent.device.set(BROWSERS, &kept).await
    }

    fn make_code(&self, page: PageNo, until: Option<Duration>) -> String {
        let (code, now) = (self.secret(), self.monotonic());
        let mut known = self.known();
        known.codes.retain(|_, code| code.until.is_none_or(|until| now < until));
        if known.codes.len() >= CODES_MAX {
            known.codes.retain(|_, code| code.until.is_none());
        }
        known.codes.insert(Digest::of(code.as_bytes()), Code { page, until });
        code
    }

    fn secret(&self) -> String {
        hex::encode(self.agent.entropy().key())
    }

    fn monotonic(&self) -> Duration {
        self.agent.clock().monotonic()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) const LAUNCHER: PageNo = 0;
const BROWSERS: &str = "local_browsers";
const CODE_LIFE: Duration = Duration::from_secs(60);
const CODES_MAX: usize = 64;
const BROWSERS_MAX: usize = 64;
const TOKENS_MAX: usize = 32;
