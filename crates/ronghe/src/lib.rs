//! What the command line is made of, so that whole-product tests can use it too: founding a company, its programs,
//! somebody at a terminal, backup and restore.

pub mod advice;
pub mod audit;
pub mod backup;
pub mod bench;
pub mod calendar;
pub mod card;
pub mod client;
pub mod company;
pub mod day;
pub mod demo;
pub mod init;
pub mod keys;
pub mod meter;
pub mod opened;
pub mod outcome;
pub mod private_file;
pub mod process;
pub mod programs;
pub mod restore;
mod told;
