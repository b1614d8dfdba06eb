//! What somebody at the keyboard needs first: where things are, and how to get in.

use vocabulary::Role;

use crate::company::{Folders, Record};

/// Prints addresses, accounts and PINs.
pub fn print(record: &Record, folders: &Folders) {
    println!("\n  console           {}", record.platform.url);
    println!("  marketing system  {}", record.marketing.url);
    println!("\n  terminal  carried by            PIN     page");
    for terminal in &record.terminals {
        let card = record.card_of(terminal.person);
        let (name, pin) = card.map_or(("", ""), |card| (card.name.as_str(), card.pin.as_str()));
        let url = &terminal.entry_url;
        println!("  {:<8}  {}  {pin:<6}  {url}", terminal.name, padded(name, 20));
    }
    println!(
        "  A link opens its page once; the next one stands in terminals/<terminal>/data/entry.url."
    );
    println!("\n  business cards, for what changes a meter");
    for terminal in &record.terminals {
        if let Some(card) = &terminal.business_card {
            println!("  {:<8}  {}  {}", terminal.name, padded(&card.serial, 20), card.pin);
        }
    }
    println!("\n  simulated meters, which every terminal reaches");
    for meter in &record.meters {
        println!(
            "  {}  {}  {}  tcp:{}",
            meter.comm_address,
            meter.protocol,
            padded(&meter.title, 12),
            meter.address
        );
    }
    println!("\n  second persons' cards");
    for card in &record.cards {
        let carries = record.terminals.iter().any(|terminal| terminal.person == card.person);
        if let (Some(terminal), false) = (&card.terminal, carries) {
            println!("  {terminal:<8}  {}  {}", padded(&card.name, 20), card.pin);
        }
    }
    println!("\n  at the console       login             password          who");
    for account in shown(record) {
        let roles: Vec<_> = account.roles.iter().map(|role| role.as_str()).collect();
        let (login, password) = (&account.login, &account.password);
        println!("  {:<20} {login:<17} {password:<17} {}", roles.join(","), account.name);
    }
    println!("\n  {} orders handed over; everything else is in", record.orders.len());
    println!("  {}", folders.record().display());
}

/// The administrator and one of each role, of the first station where it has one.
fn shown(record: &Record) -> Vec<&crate::company::Account> {
    let first = record.orders.first().map(|order| order.station.as_str());
    let of_role = |role| record.account_with(role, first).or(record.account_with(role, None));
    Role::ALL.into_iter().filter_map(of_role).collect()
}

/// Pads to a width in columns; a Chinese character takes two.
fn padded(text: &str, columns: usize) -> String {
    let width: usize = text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(columns.saturating_sub(width)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        assert_eq!(padded("王建国", 8), "王建国  ");
        assert_eq!(padded("wang", 8), "wang    ");
        assert_eq!(padded("王建国", 2), "王建国");
    }
}
