//! Purchases: paid money, once, for its customer.

use super::*;

fn purchase(kind: PurchaseKind, amount_fen: u32, count: u32, customer: &str) -> Purchase {
    let customer: CustomerNo = customer.parse().expect("a customer number");
    let customer = PurseCustomer::try_from(&customer).expect("fits");
    Purchase { kind, amount_fen, count, customer }
}

const CUSTOMER: &str = "0301234567";

#[test]
fn money_counts_once_for_its_customer_in_order() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let take = |esam: &mut SoftwareEsam, purchase: Purchase| {
            let task = bench.machine.permit_purchase(&bench.grant, purchase);
            let task = task.expect("permitted");
            let sealed = bench.unit.seal_purchase(&bench.target, random2, &task);
            let SealedPurchase { mac1, mac2 } = sealed.expect("permitted");
            esam.take_purchase(at(NOW), &purchase, (mac1, mac2), Some(50_000))
        };
        let (open, recharge) = (PurchaseKind::OpenAccount, PurchaseKind::Recharge);
        let early = take(&mut esam, purchase(recharge, 1, 1, CUSTOMER));
        assert_eq!(early, Err(EsamRefusal::OtherCustomer), "no account yet");
        take(&mut esam, purchase(open, 10_000, 1, CUSTOMER)).expect("opened");
        take(&mut esam, purchase(recharge, 20_000, 2, CUSTOMER)).expect("recharged");

        let check = |esam: &mut SoftwareEsam, amount, count, customer, expect| {
            let taken = take(esam, purchase(recharge, amount, count, customer));
            assert_eq!(taken, Err(expect));
        };
        check(&mut esam, 20_000, 2, CUSTOMER, EsamRefusal::RepeatedPurchase);
        check(&mut esam, 20_000, 4, CUSTOMER, EsamRefusal::PurchaseCount);
        check(&mut esam, 20_000, 3, "0301234568", EsamRefusal::OtherCustomer);
        check(&mut esam, 50_001, 3, CUSTOMER, EsamRefusal::OverHoarding);
        assert_eq!((esam.purse().bought_fen, esam.purse().count), (30_000, 2));
    });
}

#[test]
fn more_money_than_was_paid_is_refused_by_unit_and_meter() {
    on_every_unit(|bench| {
        let paid = purchase(PurchaseKind::OpenAccount, 10_000, 1, CUSTOMER);
        let more = Purchase { amount_fen: 99_000, ..paid };
        let task = bench.machine.permit_purchase(&bench.grant, paid).expect("permitted");

        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let swapped = AuthorisedPurchase { purchase: more, ..task };
        let sealed = bench.unit.seal_purchase(&bench.target, random2, &swapped);
        assert!(matches!(sealed, Err(UnitFault::TaskRefused)), "{sealed:?}");

        let sealed = bench.unit.seal_purchase(&bench.target, random2, &task);
        let SealedPurchase { mac1, mac2 } = sealed.expect("permitted");
        let taken = esam.take_purchase(at(NOW), &more, (mac1, mac2), None);
        assert_eq!(taken, Err(EsamRefusal::WrongMac));
    });
}
