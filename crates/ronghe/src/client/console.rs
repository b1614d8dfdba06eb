//! The console's API in the hands of somebody signed in.

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use vocabulary::{CorrelationId, Entropy as _, PersonId, SystemClock, SystemEntropy};

use super::{Answer, Call, CallFault, Http};

/// A session at the console.
#[derive(Debug, Clone)]
pub struct Console {
    http: Http,
    cookie: String,
    csrf: String,
    pub person: PersonId,
    pub name: String,
}

#[derive(Deserialize)]
struct SessionView {
    csrf: String,
    person: PersonId,
    name: String,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Value>,
    next: Option<Value>,
}

/// Pages of one list that are read, at most.
const PAGES_MAX: usize = 10_000;

impl Console {
    /// Signs in with a name and a password.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn sign_in(base: &str, login: &str, password: &str) -> Result<Self, CallFault> {
        let http = Http::new(base);
        let credentials = json!({ "login": login, "password": password });
        let call = http.call(Method::POST, "/api/v1/session").json(&credentials);
        let answer = call.send().await?.accepted()?;
        let cookie = session_cookie(&answer.headers).unwrap_or_default();
        let SessionView { csrf, person, name } = answer.into_json()?;
        Ok(Self { http, cookie, csrf, person, name })
    }

    /// Reads something.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, CallFault> {
        self.read(path).await?.into_json()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn file(&self, path: &str) -> Result<(HeaderMap, Bytes), CallFault> {
        let answer = self.read(path).await?.accepted()?;
        Ok((answer.headers, answer.body))
    }

    /// Reads a list to its end.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn list(&self, path: &str) -> Result<Vec<Value>, CallFault> {
        let mut items = Vec::new();
        let mut after = None;
        for _ in 0..PAGES_MAX {
            let page: Page = self.get(&page_path(path, after.as_deref())).await?;
            items.extend(page.items);
            let Some(next) = page.next.filter(|next| !next.is_null()) else { break };
            after = Some(next.as_str().map_or_else(|| next.to_string(), str::to_owned));
        }
        Ok(items)
    }

    /// Gives a command, under a key and a correlation of its own.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn command<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, CallFault> {
        let key = hex::encode(SystemEntropy.sixteen());
        self.command_under(&key, method, path, body).await
    }

    /// Gives a command under a key that may have been used before.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn command_under<T: DeserializeOwned>(
        &self,
        key: &str,
        method: Method,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, CallFault> {
        let call = self.signed(self.http.call(method, path)).header("Idempotency-Key", key);
        call.header("X-Ronghe-Csrf", &self.csrf).json(body).send().await?.into_json()
    }

    async fn read(&self, path: &str) -> Result<Answer, CallFault> {
        self.signed(self.http.get(path)).send().await
    }

    fn signed(&self, call: Call) -> Call {
        let correlation = CorrelationId::make(&SystemClock::new(), &SystemEntropy);
        call.header("Cookie", &self.cookie).header("X-Correlation-Id", &correlation.to_string())
    }
}

/// `ronghe_session=…` without its attributes.
fn session_cookie(headers: &HeaderMap) -> Option<String> {
    let set = headers.get_all(http::header::SET_COOKIE).iter();
    set.filter_map(|value| value.to_str().ok())
        .filter_map(|value| value.split(';').next())
        .find(|pair| pair.contains("ronghe_session="))
        .map(str::to_owned)
}

fn page_path(path: &str, after: Option<&str>) -> String {
    let separator = if path.contains('?') { '&' } else { '?' };
    let limit = format!("{path}{separator}limit=200");
    after.map_or(limit.clone(), |after| format!("{limit}&after={after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_goes_back_without_its_attributes() {
        let mut headers = HeaderMap::new();
        let set = "ronghe_session=abc; HttpOnly; SameSite=Strict; Path=/";
        headers.insert(http::header::SET_COOKIE, set.parse().expect("a header"));
        assert_eq!(session_cookie(&headers).as_deref(), Some("ronghe_session=abc"));
        assert_eq!(session_cookie(&HeaderMap::new()), None);
    }

    #[test]
    fn pages_keep_the_question() {
        assert_eq!(page_path("/api/v1/people", None), "/api/v1/people?limit=200");
        let path = page_path("/api/v1/items?state=all", Some("7"));
        assert_eq!(path, "/api/v1/items?state=all&limit=200&after=7");
    }
}
