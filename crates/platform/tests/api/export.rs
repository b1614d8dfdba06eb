//! Lists of orders as Excel workbooks, opened with a reader that we did not write.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, Xlsx};
use serde_json::{Value, json};
use vocabulary::{Digest, Role};

use crate::support::{Bench, Console, ORDER_NO, Reply, hand_over_as};

/// Both sheets of a workbook.
fn sheets(reply: &Reply) -> (Range<Data>, Range<Data>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.bytes.to_vec())).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(names.len(), 2, "{names:?}");
    let mut sheet = |at: usize| book.worksheet_range(&names[at]).expect("a sheet");
    (sheet(0), sheet(1))
}

fn texts(sheet: &Range<Data>, row: u32) -> Vec<String> {
    let width = u32::try_from(sheet.width()).expect("narrow");
    let cell = |column| sheet.get_value((row, column)).unwrap_or(&Data::Empty).to_string();
    (0..width).map(cell).collect()
}

async fn export(head: &Console<'_>, query: &str) -> Reply {
    head.get(&format!("/api/v1/orders.xlsx{query}")).await
}

#[tokio::test]
async fn a_workbook_holds_what_the_list_shows_and_says_who_took_it() {
    let bench = Bench::with_everybody().await;
    for n in [1, 2] {
        hand_over_as(&bench, &format!("130200010000000{n}"), &json!({})).await;
    }
    let head = bench.role(Role::StationHead).await;
    let reply = export(&head, "?state=open").await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(reply.headers["x-ronghe-rows"], "2");
    assert_eq!(reply.headers["x-ronghe-cut"], "false");
    let (orders, about) = sheets(&reply);

    let heading = texts(&orders, 0);
    let column = |name: &str| {
        let at = heading.iter().position(|heading| heading == name).expect("a column");
        u32::try_from(at).expect("narrow")
    };
    assert_eq!(orders.height(), 3);
    let row = (1..3).find(|row| texts(&orders, *row)[0] == ORDER_NO).expect("the order");
    let cell = |name: &str| orders.get_value((row, column(name))).expect("a cell");
    assert_eq!(cell("工单号"), &Data::String(ORDER_NO.to_owned()), "no number");
    assert_eq!(cell("状态"), &Data::String("办理中".into()));
    assert_eq!(cell("供电所"), &Data::String("倴城供电所".into()));
    assert_eq!(cell("网格"), &Data::String("一网格".into()));
    assert_eq!(cell("承办人"), &Data::String("王建国".into()));
    assert_eq!(cell("户名"), &Data::String("张*".into()), "masked as in the list");
    let Data::DateTime(accepted) = cell("受理时间") else { panic!("no real date") };
    let days = (1_780_000_000 + 8 * 3_600) as f64 / 86_400.0 + 25_569.0;
    assert!((accepted.as_f64() - days).abs() < 1e-6, "as the clocks in Shanghai show it");

    let said = |name: &str| {
        let rows = 0..u32::try_from(about.height()).expect("short");
        rows.map(|row| texts(&about, row)).find(|row| row[0] == name).map(|row| row[1].clone())
    };
    assert_eq!(said("工单数").as_deref(), Some("2"));
    assert!(said("导出人").is_some_and(|by| by.starts_with("王建国 P")));
    assert_eq!(said("状态").as_deref(), Some("open"));
    assert_eq!(said("不完整"), None);

    let officer = bench.role(Role::SecurityOfficer).await;
    let chain = officer.get("/api/v1/audit/organisation?limit=500").await.ok();
    let entries = chain["items"].as_array().or(chain["entries"].as_array()).expect("entries");
    let entry = entries.iter().rfind(|entry| entry["kind"] == "orders_exported");
    let body = &entry.expect("it is written down")["body"];
    assert_eq!((&body["rows"], &body["narrowed"]["state"]), (&json!(2), &json!("open")));
    assert_eq!(body["sha256"], json!(Digest::of(&reply.bytes)), "this very file");
}

#[tokio::test]
async fn a_workbook_speaks_the_language_of_the_page_and_finds_what_the_search_finds() {
    let bench = Bench::with_everybody().await;
    let change = json!({ "applicant": { "name": "=1+1" } });
    hand_over_as(&bench, ORDER_NO, &change).await;
    let head = bench.role(Role::StationHead).await;
    let path = format!("/api/v1/orders.xlsx?text={ORDER_NO}");
    let headers = [("cookie", &*head.cookie), ("accept-language", "en")];
    let reply = bench.send("GET", &path, &headers, None).await;
    let (orders, about) = sheets(&reply);
    assert_eq!(&texts(&orders, 0)[..3], ["Order no.", "Process", "State"]);
    assert_eq!(orders.height(), 2);
    assert_eq!(texts(&orders, 1)[5], "=**1", "a text, and no formula");
    let said: Vec<_> = (0..6).map(|row| texts(&about, row)).collect();
    assert!(!json!(said).to_string().contains(ORDER_NO), "what was searched for is not told");

    for (query, code) in
        [("?limit=5", "invalid"), ("?after=x", "malformed"), ("?joy=1", "malformed")]
    {
        let refused = export(&head, query).await;
        let said: &Value = &refused.body["code"];
        assert_eq!(said, code, "{query}: {}", refused.body);
    }
}
