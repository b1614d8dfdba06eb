//! The terminals' endpoints for commands to meters, and the console's.

pub mod announce_stop_ban;
pub mod approve_authorisation;
pub mod count_meter_works;
mod decision;
pub mod find_meter_works;
pub mod hand_in_meter_works;
pub mod lift_stop_ban;
pub mod list_authorisations;
pub mod list_broken_chains;
pub mod list_meter_works;
pub mod list_meters;
pub mod list_stop_bans;
pub mod look_back_at_meter;
pub mod open_ports;
pub mod read_meter_work;
pub mod refuse_authorisation;
pub mod release_authorisation;
pub mod request_authorisation;
pub mod submit_meter_works;
pub mod withdraw_authorisation;
mod within;
mod work_line;
