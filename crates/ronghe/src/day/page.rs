//! A page on the terminal: what a browser would send to the agent's local API, and nothing else.

use anyhow::Context as _;
use bytes::Bytes;
use http::{Method, header};
use serde_json::{Value, json};
use vocabulary::{OperationId, OrderId, StageId};

use crate::client::{Answer, Call, CallFault, Http};

/// A page of one origin, past its entry.
#[derive(Debug, Clone)]
pub struct Page {
    http: Http,
    cookie: String,
    token: String,
}

/// A stage of an order, as paths name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    pub order: OrderId,
    pub stage: StageId,
}

impl Page {
    /// Exchanges the one-time code in an entry address's fragment for cookie and token.
    ///
    /// # Errors
    /// When the address has no code, or the agent does not take it.
    pub async fn enter(entry_url: &str) -> anyhow::Result<Self> {
        let (url, fragment) = entry_url.split_once('#').context("the address has no code in it")?;
        let code = fragment.rsplit('=').next().unwrap_or(fragment);
        let http = Http::new(&origin(url)?);
        let call = http.call(Method::POST, "/local/v1/entry").header("Origin", http.base());
        let answer = call.json(&json!({ "code": code })).send().await?.accepted()?;
        let set = answer.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie =
            set.and_then(|set| set.split(';').next()).context("the agent set no cookie")?;
        let cookie = cookie.to_owned();
        let body: Value = answer.into_json()?;
        let token = body["token"].as_str().context("the agent gave no token")?.to_owned();
        Ok(Self { http, cookie, token })
    }

    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn state(&self) -> Result<Value, CallFault> {
        self.get("/local/v1/state").await
    }

    /// # Errors
    /// When the PIN is wrong, or there is no card.
    pub async fn unlock(&self, pin: &str) -> Result<Value, CallFault> {
        self.send(Method::POST, "/local/v1/unlock", &json!({ "pin": pin })).await
    }

    /// Opens an app: another page on another origin.
    ///
    /// # Errors
    /// When there is no such app.
    pub async fn open_app(&self, app: &str) -> anyhow::Result<Page> {
        let path = format!("/local/v1/apps/{app}/open");
        let opened: Value = self.send(Method::POST, &path, &json!({})).await?;
        let url = opened["url"].as_str().context("the agent gave no address for the app")?;
        Page::enter(url).await
    }

    /// # Errors
    /// When nobody is signed in.
    pub async fn orders(&self) -> Result<Vec<Value>, CallFault> {
        let list: Value = self.get("/local/v1/orders").await?;
        Ok(list["items"].as_array().cloned().unwrap_or_default())
    }

    /// # Errors
    /// When the order is not here.
    pub async fn order(&self, order: OrderId) -> Result<Value, CallFault> {
        self.get(&format!("/local/v1/orders/{order}")).await
    }

    /// Signs in, sets out, arrives, begins.
    ///
    /// # Errors
    /// When the step is not the person's to take.
    pub async fn act(&self, at: At, action: &Value) -> Result<Value, CallFault> {
        self.send(Method::POST, &at.path("/actions"), action).await
    }

    /// Types one field.
    ///
    /// # Errors
    /// When the agent does not keep it.
    pub async fn save(&self, at: At, field: &str, value: &Value) -> Result<Value, CallFault> {
        let body = json!({ "value": value });
        self.send(Method::PUT, &at.path(&format!("/draft/{field}")), &body).await
    }

    /// Hands a picture over as it was taken.
    ///
    /// # Errors
    /// When the agent does not keep it.
    pub async fn photo(
        &self,
        at: At,
        field: &str,
        jpeg: impl Into<Bytes>,
        position: &Value,
    ) -> Result<Value, CallFault> {
        let call = self.http.call(Method::POST, &at.path(&format!("/photos?field={field}")));
        let call = call.bytes("image/jpeg", jpeg);
        let call = call.header("X-Ronghe-Position", &position.to_string());
        self.own(call).send().await?.into_json()
    }

    /// Takes a photo out of the form.
    ///
    /// # Errors
    /// When the form does not name it.
    pub async fn discard_photo(&self, at: At, attachment: &str) -> Result<Value, CallFault> {
        let path = at.path(&format!("/photos/{attachment}"));
        self.own(self.http.call(Method::DELETE, &path)).send().await?.into_json()
    }

    /// The content of a file.
    ///
    /// # Errors
    /// When it is not here.
    pub async fn attachment(&self, attachment: &str) -> Result<Bytes, CallFault> {
        let call = self.own(self.http.get(&format!("/local/v1/attachments/{attachment}")));
        Ok(call.send().await?.accepted()?.body)
    }

    /// # Errors
    /// When the agent does not keep it.
    pub async fn sign(&self, at: At, field: &str, signature: &Value) -> Result<Value, CallFault> {
        let path = at.path(&format!("/signature?field={field}"));
        self.send(Method::POST, &path, signature).await
    }

    /// The second person confirms with the card in the second slot.
    ///
    /// # Errors
    /// When the card is not there, or the PIN is wrong.
    pub async fn second_person(&self, at: At, field: &str, pin: &str) -> Result<Value, CallFault> {
        let path = at.path(&format!("/second-person?field={field}"));
        self.send(Method::POST, &path, &json!({ "pin": pin })).await
    }

    /// What the form says.
    ///
    /// # Errors
    /// When the stage is not here.
    pub async fn verdict(&self, at: At) -> Result<Value, CallFault> {
        self.send(Method::POST, &at.path("/check"), &json!({})).await
    }

    /// Customers of whom a number, the name or the address holds the text.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn customers(&self, search: &str) -> Result<Value, CallFault> {
        self.get(&format!("/local/v1/customers?search={search}")).await
    }

    /// A customer's card without an order of his.
    ///
    /// # Errors
    /// When nobody answers; a refusal is an answer.
    pub async fn customer(&self, customer_no: &str) -> Result<Answer, CallFault> {
        self.own(self.http.get(&format!("/local/v1/customers/{customer_no}"))).send().await
    }

    /// A customer's card for a reason.
    ///
    /// # Errors
    /// When the reason is none, or the customer is not here.
    pub async fn inquire(
        &self,
        customer_no: &str,
        reason: &str,
        note: Option<&str>,
    ) -> Result<Value, CallFault> {
        let body = json!({ "reason": reason, "note": note });
        self.send(Method::POST, &format!("/local/v1/customers/{customer_no}/inquiries"), &body)
            .await
    }

    /// What the metering app asks for.
    ///
    /// # Errors
    /// When the terminal does no metering.
    pub async fn metering(&self, path: &str) -> Result<Value, CallFault> {
        self.get(&format!("/local/v1/metering{path}")).await
    }

    /// What the metering app wants done.
    ///
    /// # Errors
    /// When the agent says no.
    pub async fn meter_order(&self, path: &str, body: &Value) -> Result<Value, CallFault> {
        let call = self.own(self.http.call(Method::POST, &format!("/local/v1/metering{path}")));
        let answer = call.json(body).send().await?.accepted()?;
        if answer.body.is_empty() { Ok(Value::Null) } else { answer.into_json() }
    }

    /// Hands the stage in, to whom the worker chose.
    ///
    /// # Errors
    /// When the form does not pass.
    pub async fn submit(&self, at: At, to: Option<&Value>) -> Result<Value, CallFault> {
        let body = to.map_or_else(|| json!({}), |to| json!({ "to": to }));
        self.send(Method::POST, &at.path("/submit"), &body).await
    }

    /// # Errors
    /// When nobody is signed in.
    pub async fn outbox(&self) -> Result<Vec<Value>, CallFault> {
        let list: Value = self.get("/local/v1/outbox").await?;
        Ok(list["items"].as_array().cloned().unwrap_or_default())
    }

    /// Takes a refused operation back into its draft.
    ///
    /// # Errors
    /// When it is not parked.
    pub async fn withdraw(&self, operation: OperationId) -> Result<Value, CallFault> {
        let path = format!("/local/v1/outbox/{operation}/withdraw");
        self.send(Method::POST, &path, &json!({})).await
    }

    /// # Errors
    /// When nobody is signed in.
    pub async fn notices(&self) -> Result<Vec<Value>, CallFault> {
        let list: Value = self.get("/local/v1/notices").await?;
        Ok(list["items"].as_array().cloned().unwrap_or_default())
    }

    /// Wakes the sync.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn sync(&self) -> Result<Value, CallFault> {
        self.send(Method::POST, "/local/v1/sync", &json!({})).await
    }

    /// The same request as somebody else's page would send it.
    ///
    /// # Errors
    /// When nobody answers; a refusal is an answer.
    pub async fn as_foreign_origin(&self, origin: &str) -> Result<Answer, CallFault> {
        let call = self.http.get("/local/v1/orders").header("Cookie", &self.cookie);
        let call = call.header("X-Ronghe-Token", &self.token).header("Origin", origin);
        call.send().await
    }

    /// The same request under a name that somebody's DNS leads here.
    ///
    /// # Errors
    /// When nobody answers; a refusal is an answer.
    pub async fn under_foreign_host(&self, host: &str) -> Result<Answer, CallFault> {
        self.own(self.http.get("/local/v1/orders")).header("Host", host).send().await
    }

    /// `host:port` and the header lines that a request of this page carries, for whoever writes requests by hand.
    #[must_use]
    pub fn credentials(&self) -> (String, String) {
        let (base, cookie, token) = (self.http.base(), &self.cookie, &self.token);
        let host = base.trim_start_matches("http://").to_owned();
        let lines = format!("Origin: {base}\r\nCookie: {cookie}\r\nX-Ronghe-Token: {token}\r\n");
        (host, lines)
    }

    async fn get(&self, path: &str) -> Result<Value, CallFault> {
        self.own(self.http.get(path)).send().await?.into_json()
    }

    async fn send(&self, method: Method, path: &str, body: &Value) -> Result<Value, CallFault> {
        self.own(self.http.call(method, path)).json(body).send().await?.into_json()
    }

    /// What the browser adds to a request of the page itself.
    fn own(&self, call: Call) -> Call {
        call.header("Cookie", &self.cookie)
            .header("Origin", self.http.base())
            .header("X-Ronghe-Token", &self.token)
    }
}

impl At {
    fn path(self, end: &str) -> String {
        format!("/local/v1/orders/{}/stages/{}{end}", self.order, self.stage)
    }
}

/// `http://host:port` of an address.
fn origin(url: &str) -> anyhow::Result<String> {
    let uri: http::Uri = url.parse().with_context(|| format!("{url} is no address"))?;
    let authority = uri.authority().with_context(|| format!("{url} names no host"))?;
    Ok(format!("http://{authority}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_an_origin() {
        assert_eq!(origin("http://127.0.0.1:81/x/").expect("one"), "http://127.0.0.1:81");
        assert!(origin("/x").is_err());
    }
}
