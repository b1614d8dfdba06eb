//! What is written on a photo, and in which words.

use time::UtcOffset;
use time::macros::{format_description, offset};
use vocabulary::{Instant, OrderNo};

use super::position::{Position, PositionSource};

/// The facts that a photo carries in its pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    /// When it was taken, by the device's clock corrected with the last known offset.
    pub taken_at: Instant,
    pub clock: ClockTrust,
    pub order_no: OrderNo,
    pub worker_name: String,
    pub staff_no: String,
    /// `None` when the receiver had no fix; the photo then says so.
    pub position: Option<Position>,
    /// What the photo shows, such as 电能表正面.
    pub purpose: String,
    /// Taken to practise: the photo says that it proves nothing.
    pub is_practice: bool,
}

/// Whether the corrected time can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockTrust {
    /// The offset to the platform's clock is known in this boot.
    Sure,
    /// No offset is known, or the clock jumped since: the photo is marked.
    Unsure,
}

impl Caption {
    /// The caption's fields in the order in which they are drawn; a field is broken only where it does not fit.
    pub(super) fn fields(&self) -> Vec<String> {
        let practice = self.is_practice.then(|| "【练习】不作凭证".to_owned());
        let facts = [
            self.time(),
            format!("工单 {}", grouped(self.order_no.as_str())),
            format!("人员 {}（{}）", self.worker_name, self.staff_no),
            format!("位置 {}", self.place()),
            format!("内容 {}", self.purpose),
        ];
        practice.into_iter().chain(facts).collect()
    }

    fn time(&self) -> String {
        let shown = shanghai(self.taken_at);
        match self.clock {
            ClockTrust::Sure => format!("时间 {shown}"),
            ClockTrust::Unsure => format!("时间 {shown}【时钟未校准】"),
        }
    }

    fn place(&self) -> String {
        let Some(position) = self.position else {
            return "无定位".to_owned();
        };
        match position.source() {
            PositionSource::Satellite => position.to_string(),
            PositionSource::Network => format!("{position}（网络定位）"),
            PositionSource::Manual => format!("{position}（手工选点）"),
        }
    }
}

/// `2026-09-12 14:03:22`, as the clock on the wall in Tangshan shows it.
fn shanghai(instant: Instant) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let moment =
        time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(instant.micros()) * 1_000)
            .ok()
            .and_then(|moment| moment.checked_to_offset(SHANGHAI))
            .and_then(|moment| moment.format(format).ok());
    // An instant that no calendar has is still written, as the number that it is.
    moment.unwrap_or_else(|| instant.to_string())
}

/// Long numbers in fours, because people compare them aloud.
fn grouped(number: &str) -> String {
    if number.len() < 9 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut groups = String::new();
    for (place, digit) in number.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            groups.push(' ');
        }
        groups.push(digit);
    }
    groups
}

/// Asia/Shanghai has had no summer time since 1991.
const SHANGHAI: UtcOffset = offset!(+8);

#[cfg(test)]
mod tests {
    use super::*;

    fn caption() -> Caption {
        Caption {
            taken_at: Instant::from_micros(1_789_192_982_000_000),
            clock: ClockTrust::Sure,
            order_no: "130226091200123".parse().expect("order number"),
            worker_name: "王建国".to_owned(),
            staff_no: "1302010023".to_owned(),
            position: None,
            purpose: "电能表正面".to_owned(),
            is_practice: false,
        }
    }

    #[test]
    fn says_when_who_where_and_for_which_order() {
        let position = Position::new(118.683_012, 39.503_277, 12.0, PositionSource::Network);
        let caption = Caption { position: position.ok(), ..caption() };
        assert_eq!(
            caption.fields(),
            [
                "时间 2026-09-12 14:03:02",
                "工单 1302 2609 1200 123",
                "人员 王建国（1302010023）",
                "位置 118.683012, 39.503277 ±12 m（网络定位）",
                "内容 电能表正面",
            ]
        );
    }

    #[test]
    fn a_practice_photo_says_so_before_everything_else() {
        let fields = Caption { is_practice: true, ..caption() }.fields();
        assert_eq!((fields[0].as_str(), fields.len()), ("【练习】不作凭证", 6));
    }

    #[test]
    fn marks_a_clock_that_cannot_be_believed_and_a_missing_position() {
        let fields = Caption { clock: ClockTrust::Unsure, ..caption() }.fields();
        assert_eq!(fields[0], "时间 2026-09-12 14:03:02【时钟未校准】");
        assert_eq!(fields[3], "位置 无定位");
    }

    #[test]
    fn writes_an_instant_that_no_calendar_has() {
        let caption = Caption { taken_at: Instant::from_micros(i64::MAX), ..caption() };
        assert_eq!(caption.fields()[0], format!("时间 {}", Instant::from_micros(i64::MAX)));
    }

    #[test]
    fn leaves_order_numbers_with_letters_as_they_are() {
        assert_eq!(grouped("XZ-2026-000123"), "XZ-2026-000123");
        assert_eq!(grouped("12345678"), "12345678");
    }
}
