//! 03H: the meter's ESAM through DL/T 645 (reference, 9.2 and 9.3).

use dlt645::{
    KeyRole, Octets, OperatorCode, Purchase as PurchaseFields, ReadBack, ReadBackContent, Response,
    SecurityCommand, SecurityErrorWord, SecurityReason, SecurityReply,
};
use security_unit::metering::{
    EsamPlace, EsamRefusal, IdentityProof, InfraredChallenge, KeyMessage, KeyRecord, Mac,
    ParameterKind, Purchase, PurchaseKind, PurseCustomer, Random1, RandomCipher,
};

use crate::events::{Detail, EventKind};
use crate::meter::Meter;

impl Meter {
    pub(super) fn secure(&mut self, operator: OperatorCode, command: SecurityCommand) -> Response {
        let needs_2013 = command.generation() == Some(dlt645::Generation::Y2013);
        let needs_2009 = command.generation() == Some(dlt645::Generation::Y2009);
        let is_2013 = self.esam.generation() == security_unit::metering::Generation::Of2013;
        if (needs_2013 && !is_2013) || (needs_2009 && is_2013) {
            return refused(SecurityReason::Other);
        }
        match self.carry_out(operator, command) {
            Ok(reply) => Response::Security(reply),
            Err(refusal) => {
                Response::SecurityRefused(SecurityErrorWord::from_number(refusal.serr()))
            }
        }
    }

    fn carry_out(
        &mut self,
        operator: OperatorCode,
        command: SecurityCommand,
    ) -> Result<SecurityReply, EsamRefusal> {
        let now = self.time();
        let identifier = command.identifier();
        if command.needs_identity() && self.esam.identity_minutes_left(now) == 0 {
            return Err(EsamRefusal::NoIdentity);
        }
        match command {
            SecurityCommand::AuthenticateIdentity { ciphertext, random_1, diversifier } => {
                let proof = IdentityProof {
                    cipher1: RandomCipher::from_bytes(*ciphertext.natural()),
                    random1: Random1::from_bytes(*random_1.natural()),
                };
                let reply = self.esam.authenticate(now, proof, *diversifier.natural())?;
                return Ok(SecurityReply::Identity {
                    random_2: Octets::new(*reply.random2.bytes()),
                    esam_serial: Octets::new(*reply.esam.bytes()),
                });
            }
            SecurityCommand::SetValidity { minutes, mac } => {
                let value = [bcd(minutes / 100), bcd(minutes % 100)];
                let item = identifier.parts();
                self.esam.check_class1(now, ParameterKind::Class1, item, &value, mac_of(mac))?;
            }
            SecurityCommand::EndValidity => {
                let key_status = Octets::new(self.esam.key_map().to_be_bytes());
                let purse = self.esam.purse();
                self.esam.end_identity(now)?;
                return Ok(SecurityReply::ValidityEnded {
                    customer: Octets::new(*purse.customer.bytes()),
                    amount_fen: self.left_fen(),
                    count: purse.count,
                    key_status,
                });
            }
            SecurityCommand::AuthenticateInfrared { ciphertext } => {
                let answer = RandomCipher::from_bytes(*ciphertext.natural());
                self.esam.pass_infrared(now, answer)?;
            }
            SecurityCommand::QueryInfrared { random_1 } => {
                let random1 = Random1::from_bytes(*random_1.natural());
                let InfraredChallenge { meter, esam, random1_cipher, random2 } =
                    self.esam.challenge_infrared(random1);
                return Ok(SecurityReply::Infrared {
                    meter: Octets::new(meter.bcd()),
                    esam_serial: Octets::new(*esam.bytes()),
                    ciphertext: Octets::new(*random1_cipher.bytes()),
                    random_2: Octets::new(*random2.bytes()),
                });
            }
            SecurityCommand::OpenAccount(fields) => {
                self.take_money(PurchaseKind::OpenAccount, &fields)?;
            }
            SecurityCommand::Recharge(fields) => {
                self.take_money(PurchaseKind::Recharge, &fields)?
            }
            SecurityCommand::UpdateKey { key, mac, info, ciphertext } => {
                let told = [info.state, info.mode, info.key, info.version];
                if number_of(key) != info.key {
                    return Err(EsamRefusal::KeyRefused);
                }
                let (cipher, mac) = (*ciphertext.natural(), mac_of(mac));
                self.take_keys(&KeyMessage::Of2009 { info: told, cipher, mac }, operator)?;
            }
            SecurityCommand::UpdateKeys { records, mac } => {
                let records =
                    records.iter().map(|record| KeyRecord::from_bytes(record.natural())).collect();
                self.take_keys(&KeyMessage::Of2013 { records, mac: mac_of(mac) }, operator)?;
            }
            SecurityCommand::ReadBack(read_back) => return self.read_back(read_back),
            SecurityCommand::QueryStatus => {
                let (amount_fen, mac_1) = self.purse_half(0)?;
                let (count, mac_2) = self.purse_half(4)?;
                return Ok(SecurityReply::Status {
                    amount_fen,
                    mac_1,
                    count,
                    mac_2,
                    customer: Octets::new(*self.esam.purse().customer.bytes()),
                    key_status: Octets::new(self.esam.key_map().to_be_bytes()),
                });
            }
            // What the stand-in's ESAM has no files and no formulas for.
            SecurityCommand::WriteEsamFile(_)
            | SecurityCommand::InitialisePurse(_)
            | SecurityCommand::CompareSoftware(_)
            | SecurityCommand::Unknown { .. } => return Err(EsamRefusal::Meaningless),
        }
        Ok(SecurityReply::Done { identifier })
    }

    fn take_money(
        &mut self,
        kind: PurchaseKind,
        fields: &PurchaseFields,
    ) -> Result<(), EsamRefusal> {
        if self.purse.is_none() {
            return Err(EsamRefusal::Meaningless);
        }
        let purchase = Purchase {
            kind,
            amount_fen: fields.amount_fen,
            count: fields.count,
            customer: PurseCustomer::from_bytes(*fields.customer.natural()),
        };
        self.take_purchase(&purchase, (mac_of(fields.mac_1), mac_of(fields.mac_2)))
    }

    /// A file of the ESAM's and its MAC. The purse (file 1) is told as two halves with a MAC each, over its own place;
    /// the contents of other files are not public and are zeros here.
    fn read_back(&mut self, read_back: ReadBack) -> Result<SecurityReply, EsamRefusal> {
        let ReadBack { directory, file, start, len } = read_back;
        if directory != ReadBack::DIRECTORY || !(1..=READ_BACK_MAX).contains(&len) {
            return Err(EsamRefusal::Meaningless);
        }
        if (file, start, len) == (ReadBack::PURSE, 0, 8) {
            let (amount_fen, mac_1) = self.purse_half(0)?;
            let (count, mac_2) = self.purse_half(4)?;
            let content = ReadBackContent::Purse { amount_fen, mac_1, count, mac_2 };
            return Ok(SecurityReply::ReadBack { read_back, content });
        }
        let data = vec![0; usize::from(len)];
        let place = EsamPlace { directory, file, start, len };
        let mac = self.esam.read_back(self.time(), place, &data)?;
        let content = ReadBackContent::File { data, mac: Octets::new(*mac.bytes()) };
        Ok(SecurityReply::ReadBack { read_back, content })
    }

    /// What is left in fen at 0, the number of purchases at 4, with the MAC of its place in file 1.
    fn purse_half(&mut self, start: u16) -> Result<(u32, dlt645::Mac), EsamRefusal> {
        let value = if start == 0 { self.left_fen() } else { self.esam.purse().count };
        let file = ReadBack::PURSE;
        let place = EsamPlace { directory: ReadBack::DIRECTORY, file, start, len: 4 };
        let mac = self.esam.read_back(self.time(), place, &value.to_be_bytes())?;
        Ok((value, Octets::new(*mac.bytes())))
    }
}

impl Meter {
    fn take_purchase(&mut self, purchase: &Purchase, macs: (Mac, Mac)) -> Result<(), EsamRefusal> {
        if self.is_hollow {
            return Ok(());
        }
        let now = self.time();
        let room = self.purse.as_ref().map(crate::purse::Purse::room_fen);
        self.esam.take_purchase(now, purchase, macs, room)?;
        self.took(purchase);
        Ok(())
    }

    /// The ESAM took a purchase, by whichever protocol.
    pub(crate) fn took(&mut self, purchase: &Purchase) {
        if purchase.kind == PurchaseKind::OpenAccount {
            self.customer = *purchase.customer.bytes();
        }
        self.pay(purchase.amount_fen);
    }

    pub(crate) fn left_fen(&self) -> u32 {
        self.purse.as_ref().map_or(0, crate::purse::Purse::left_fen)
    }

    fn take_keys(
        &mut self,
        message: &KeyMessage,
        operator: OperatorCode,
    ) -> Result<(), EsamRefusal> {
        if self.is_hollow {
            return Ok(());
        }
        let now = self.time();
        self.esam.update_keys(now, message)?;
        self.events.record(EventKind::KeyUpdate, now, *operator.natural(), Detail::None);
        Ok(())
    }
}

fn refused(reason: SecurityReason) -> Response {
    Response::SecurityRefused(SecurityErrorWord::of(reason))
}

fn mac_of(mac: dlt645::Mac) -> Mac {
    Mac::from_bytes(*mac.natural())
}

/// Two decimal digits.
const fn bcd(pair: u16) -> u8 {
    (((pair / 10) << 4) | (pair % 10)) as u8
}

/// The number of the key that an identifier of 2009 names.
const fn number_of(key: KeyRole) -> u8 {
    match key {
        KeyRole::Master => 0,
        KeyRole::Control => 1,
        KeyRole::Parameter => 2,
        KeyRole::Identity => 3,
    }
}

/// What a frame holds behind identifier, place and MAC.
const READ_BACK_MAX: u16 = 180;
