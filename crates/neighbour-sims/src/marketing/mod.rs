//! The marketing system (营销业务应用系统, SG186): hands over orders and takes their results.

mod application;
mod book;
mod customers;
mod entry;
mod matter;
mod merge;
mod message;
mod result;
mod system;
mod view;

pub use application::{Applicant, Application};
pub use book::{Book, MessageState, Order, Posted, Refusal, TakenResult};
pub use customers::{
    CustomerPost, CustomerPosts, CustomersCame, CustomersMessage, OutgoingCustomers,
};
pub use entry::{Entry, HowDown, Outage};
pub use message::{MarketingMessage, MessageKind};
pub use result::{EvidenceLine, ResultAnswer, ResultKind, ResultMessage};
pub use system::{CommandFault, HandOver, MarketingSystem, Outgoing};
pub use view::{MessageView, OrderView, ResultView, Totals};
