//! Read-backs that are believed.

use super::*;

#[test]
fn only_what_the_esam_said_in_this_authentication_is_believed() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (_, random1) = bench.authenticate(&mut esam);
        let place = EsamPlace { directory: 0xDF01, file: 5, start: 0, len: 4 };
        let mac = esam.read_back(at(NOW), place, b"data").expect("authenticated");
        let authority = bench.machine.permit(&bench.grant, Purpose::ReadBack);
        let authority = authority.expect("permitted");
        let verify = |random1, place, data: &[u8]| {
            let read = ReadBack { place, data, mac };
            bench.unit.verify_read_back(&bench.target, &authority, random1, &read)
        };
        verify(random1, place, b"data").expect("what the ESAM said");
        let altered = [
            verify(random1, place, b"date"),
            verify(random1, EsamPlace { file: 6, ..place }, b"data"),
            verify(Random1::from_bytes([0; 8]), place, b"data"),
        ];
        for verified in altered {
            assert!(matches!(verified, Err(UnitFault::MeterNotAuthentic)), "{verified:?}");
        }
    });
}
