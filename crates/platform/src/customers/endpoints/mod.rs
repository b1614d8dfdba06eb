//! The console's endpoints for customers, and the terminals'.

pub mod customer_file;
pub mod list_customers;
pub mod list_inquiries;
pub mod read_customer;
pub mod read_customer_bundle;
pub mod submit_inquiries;
pub mod unmask_customer;
