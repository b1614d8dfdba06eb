//! One suite of stories, each told on SQLite and on PostgreSQL: whatever stands behind the store, it behaves alike.
//!
//! `tools/test-postgres run -- cargo nextest run -p platform-store` gives the stories a server.

/// Makes two tests of each story, `sqlite::…` and `postgres::…`. A story is an `async fn(Ground)`.
macro_rules! stories {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $story() {
                crate::ground::on_sqlite(super::$story);
            })*
        }

        mod postgres {
            $(#[test]
            fn $story() {
                crate::ground::on_postgres(super::$story);
            })*
        }
    };
}

mod absences;
mod attachments;
mod audit;
mod certificates;
mod customers;
mod cut_overs;
mod deadlines;
mod dispatch_rules;
mod duties;
mod feed;
mod feed_under_load;
mod ground;
mod hazards;
mod housekeeping;
mod identity;
mod meter_work_list;
mod metering;
mod mirror;
mod neighbours;
mod office;
mod operations;
mod order_keys;
mod order_list;
mod orders;
mod people;
mod processes;
mod refusals;
mod samples;
mod schema;
mod terminals;
mod timers;
mod writing;
