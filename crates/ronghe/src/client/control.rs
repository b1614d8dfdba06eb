//! The stand-ins of the company's other systems, as whoever tests with them tells them what to do.

use http::Method;
use serde_json::{Value, json};
use vocabulary::UnitSerial;

use super::{CallFault, Http};

/// Its `/control` (`crates/neighbour-sims/README.md`).
#[derive(Debug, Clone)]
pub struct Control {
    http: Http,
    key: String,
}

impl Control {
    #[must_use]
    pub fn new(base: &str, key: &str) -> Self {
        Self { http: Http::new(base), key: format!("Bearer {key}") }
    }

    /// Writes an order and its `new` message; gives the message's number.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn new_order(
        &self,
        order_no: &str,
        process: &str,
        data: &Value,
    ) -> Result<u64, CallFault> {
        let order = json!({ "order_no": order_no, "process": process, "data": data });
        self.message("/control/orders", &order).await
    }

    /// Writes a further message of an order: `change`, `cancel`, `urge` or `roll_back`.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn further(
        &self,
        order_no: &str,
        kind: &str,
        body: &Value,
    ) -> Result<u64, CallFault> {
        self.message(&format!("/control/orders/{order_no}/{kind}"), body).await
    }

    /// Lets it tell the platform of customers; gives the batch's number.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn customers(&self, message_id: &str, records: &[Value]) -> Result<u64, CallFault> {
        let body = json!({ "message_id": message_id, "records": records });
        self.message("/control/customers", &body).await
    }

    /// Sends copies of a message at once; gives the words of their answers.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn repeat(&self, message: u64, times: u32) -> Result<Vec<Value>, CallFault> {
        let path = format!("/control/messages/{message}/repeat?times={times}&parallel=true");
        let answer: Value = self.post(&path, &json!({})).await?;
        Ok(answer["answers"].as_array().cloned().unwrap_or_default())
    }

    /// One order: application, messages with their answers, the result and its copies.
    ///
    /// # Errors
    /// When nobody answers, or there is no such order.
    pub async fn order(&self, order_no: &str) -> Result<Value, CallFault> {
        self.get(&format!("/control/orders/{order_no}")).await
    }

    /// Totals.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn state(&self) -> Result<Value, CallFault> {
        self.get("/control/state").await
    }

    /// Takes its `/results` out of service, `unavailable` or `hang_up`.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn down(&self, how: &str) -> Result<(), CallFault> {
        self.post::<()>("/control/down", &json!({ "how": how })).await
    }

    /// Puts it into service again.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn up(&self) -> Result<(), CallFault> {
        self.post::<()>("/control/up", &json!({})).await
    }

    /// Lets it refuse an order's results as a matter of business.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn refuse(&self, order_no: &str, reason: &str) -> Result<(), CallFault> {
        let body = json!({ "order_no": order_no, "reason": reason });
        self.post::<()>("/control/refuse", &body).await
    }

    async fn message(&self, path: &str, body: &Value) -> Result<u64, CallFault> {
        let answer: Value = self.post(path, body).await?;
        Ok(answer["n"].as_u64().unwrap_or_default())
    }

    async fn post<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
    ) -> Result<T, CallFault> {
        let call = self.http.call(Method::POST, path).header("Authorization", &self.key);
        call.json(body).send().await?.into_json()
    }

    async fn get(&self, path: &str) -> Result<Value, CallFault> {
        let call = self.http.get(path).header("Authorization", &self.key);
        call.send().await?.into_json()
    }
}

/// The acquisition system's own `/control`.
#[derive(Debug, Clone)]
pub struct AcquisitionControl {
    http: Http,
    key: String,
}

impl AcquisitionControl {
    #[must_use]
    pub fn new(base: &str, key: &str) -> Self {
        Self { http: Http::new(base), key: format!("Bearer {key}") }
    }

    /// Puts meters into its archive, from where they go to the platform.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn archive(&self, meters: &[Value]) -> Result<(), CallFault> {
        self.post("/control/meters", &json!({ "meters": meters })).await
    }

    /// The results that it has taken, with how often each came.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn results(&self) -> Result<Vec<Value>, CallFault> {
        let call = self.http.get("/control/results").header("Authorization", &self.key);
        call.send().await?.into_json()
    }

    /// Lets it hand over meter tasks, in one batch.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn hand_over_tasks(&self, tasks: &[Value]) -> Result<(), CallFault> {
        self.post("/control/tasks", &json!({ "tasks": tasks })).await
    }

    /// Lets it call a task off.
    ///
    /// # Errors
    /// When nobody answers, or there is no such task.
    pub async fn cancel_task(&self, task_no: &str, remark: &str) -> Result<(), CallFault> {
        let body = json!({ "remark": remark });
        self.post(&format!("/control/tasks/{task_no}/cancel"), &body).await
    }

    /// A task: its lines, what the platform said to each, and its result with its copies.
    ///
    /// # Errors
    /// When nobody answers, or there is no such task.
    pub async fn task(&self, task_no: &str) -> Result<Value, CallFault> {
        let path = format!("/control/tasks/{task_no}");
        let call = self.http.get(&path).header("Authorization", &self.key);
        call.send().await?.into_json()
    }

    /// Tells it of a security unit that was issued.
    ///
    /// # Errors
    /// When nobody answers, or the answer is no.
    pub async fn unit_issued(&self, unit: UnitSerial) -> Result<(), CallFault> {
        self.post("/control/units", &json!({ "unit": unit })).await
    }

    async fn post(&self, path: &str, body: &Value) -> Result<(), CallFault> {
        let call = self.http.call(Method::POST, path).header("Authorization", &self.key);
        call.json(body).send().await?.into_json()
    }
}
