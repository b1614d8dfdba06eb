//! What can happen to customers, one command per file.

mod keep_bundle;
mod log_inquiries;
mod take_customers;

pub use keep_bundle::KeepBundle;
pub use log_inquiries::LogInquiries;
pub use take_customers::{CustomersMessage, TakeCustomers};
