//! Orders as an Excel workbook: a sheet of lines, and one that says who exported what, when, and how it was narrowed.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use vocabulary::{Instant, OrderState, Text, local_date, local_midnight};

use super::list_orders::OrderLineView;

/// What a workbook is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetLanguage {
    Chinese,
    English,
}

impl SheetLanguage {
    /// As `Accept-Language` asks for it; Chinese unless it begins with English.
    pub fn asked(header: Option<&str>) -> Self {
        let english = header.is_some_and(|asked| asked.trim_start().starts_with("en"));
        if english { Self::English } else { Self::Chinese }
    }

    fn pick(self, (zh, en): (&'static str, &'static str)) -> &'static str {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }

    fn say(self, text: &Text) -> &str {
        match self {
            Self::Chinese => &text.zh,
            Self::English => &text.en,
        }
    }
}

/// An order with the names of its places.
pub(super) struct SheetLine {
    pub line: OrderLineView,
    pub station: String,
    pub grid: String,
}

/// What the second sheet says of the first.
pub(super) struct About {
    /// Name and staff number.
    pub by: String,
    pub at: Instant,
    /// There were more than a workbook takes.
    pub cut: bool,
    /// How it was narrowed, by what.
    pub filters: Vec<(Words, String)>,
}

/// In Chinese and in English.
pub(super) type Words = (&'static str, &'static str);

/// Writes the workbook. Numbers of the business are texts, so that no program rounds them or drops their zeros; times are
/// dates as the company's clocks show them.
///
/// # Errors
/// When it cannot be written, because the disk for temporary files is full, say.
pub(super) fn workbook(
    lines: &[SheetLine],
    about: &About,
    language: SheetLanguage,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let sheet = book.add_worksheet_with_constant_memory();
    write_orders(sheet?, lines, about.at, &formats, language)?;
    let sheet = book.add_worksheet_with_constant_memory();
    write_about(sheet?, lines.len(), about, &formats, language)?;
    book.save_to_buffer()
}

struct Formats {
    heading: Format,
    text: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            heading: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            text: Format::new().set_num_format("@"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

fn write_orders(
    sheet: &mut Worksheet,
    lines: &[SheetLine],
    now: Instant,
    formats: &Formats,
    language: SheetLanguage,
) -> Result<(), XlsxError> {
    sheet.set_name(language.pick(("工单", "Orders")))?;
    sheet.set_freeze_panes(1, 1)?;
    for (column, (heading, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, language.pick(heading), &formats.heading)?;
    }
    for (row, SheetLine { line, station, grid }) in (1..).zip(lines) {
        let mut row = SheetRow { sheet: &mut *sheet, row, column: 0, formats };
        row.text(line.order_no.as_str())?;
        row.text(language.say(&line.title))?;
        row.text(language.pick(state_words(line.state)))?;
        row.text(station)?;
        row.text(grid)?;
        row.text(&line.customer_name)?;
        row.text(&line.address)?;
        row.text(&joined(line.stages.iter().map(|stage| stage.name.as_str())))?;
        let nobody = language.pick(("未派工", "nobody"));
        let worker = |name: Option<&String>| name.map_or(nobody, String::as_str).to_owned();
        let workers: Vec<_> =
            line.stages.iter().map(|stage| worker(stage.assignee_name.as_ref())).collect();
        row.text(&joined(workers.iter().map(String::as_str)))?;
        row.moment(line.due_at.map(last_minute))?;
        let overdue = line.state == OrderState::Open && line.due_at.is_some_and(|due| due < now);
        row.text(if overdue { language.pick(("超期", "overdue")) } else { "" })?;
        row.count(line.urged)?;
        row.count(line.evidence_missing)?;
        row.moment(Some(line.created_at))?;
    }
    let last_row = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last_row, last_column)?;
    Ok(())
}

fn write_about(
    sheet: &mut Worksheet,
    count: usize,
    about: &About,
    formats: &Formats,
    language: SheetLanguage,
) -> Result<(), XlsxError> {
    sheet.set_name(language.pick(("导出说明", "About")))?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 60)?;
    let mut at = 0;
    let mut heading = |sheet: &mut Worksheet, words: Words| {
        let row = at;
        at += 1;
        sheet.write_string_with_format(row, 0, language.pick(words), &formats.heading)?;
        Ok::<_, XlsxError>(row)
    };
    let row = heading(sheet, ("导出人", "Exported by"))?;
    sheet.write_string_with_format(row, 1, shortened(&about.by), &formats.text)?;
    let row = heading(sheet, ("导出时间（北京时间）", "Exported at (Beijing time)"))?;
    sheet.write_datetime_with_format(row, 1, date(about.at)?, &formats.moment)?;
    let row = heading(sheet, ("工单数", "Orders"))?;
    sheet.write_string_with_format(row, 1, count.to_string(), &formats.text)?;
    if about.cut {
        let row = heading(sheet, ("不完整", "Incomplete"))?;
        let words = ("符合条件的工单多于一次导出的上限，请缩小范围", CUT_EN);
        sheet.write_string_with_format(row, 1, language.pick(words), &formats.text)?;
    }
    let row = heading(sheet, ("个人信息", "Personal data"))?;
    let words = ("户名和地址已隐藏一部分", "names and addresses are masked");
    sheet.write_string_with_format(row, 1, language.pick(words), &formats.text)?;
    for (words, value) in &about.filters {
        let row = heading(sheet, *words)?;
        sheet.write_string_with_format(row, 1, shortened(value), &formats.text)?;
    }
    Ok(())
}

/// A row that is written from left to right.
struct SheetRow<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
    column: u16,
    formats: &'s Formats,
}

impl SheetRow<'_> {
    fn next(&mut self) -> u16 {
        self.column += 1;
        self.column - 1
    }

    fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        let column = self.next();
        let text = shortened(text);
        self.sheet.write_string_with_format(self.row, column, text, &self.formats.text).map(|_| ())
    }

    fn count(&mut self, count: u32) -> Result<(), XlsxError> {
        let column = self.next();
        self.sheet.write_number(self.row, column, count).map(|_| ())
    }

    fn moment(&mut self, at: Option<Instant>) -> Result<(), XlsxError> {
        let column = self.next();
        let Some(at) = at else { return Ok(()) };
        let (date, format) = (date(at)?, &self.formats.moment);
        self.sheet.write_datetime_with_format(self.row, column, date, format).map(|_| ())
    }
}

/// Midnight is the end of a day, and a cell can only say the beginning of the next: the minute before is said instead.
fn last_minute(due: Instant) -> Instant {
    let is_midnight = local_date(due).is_some_and(|day| local_midnight(day) == due);
    if is_midnight { due.shifted(-60_000_000) } else { due }
}

/// As the company's clocks show it: a zone without daylight saving, eight hours before UTC.
fn date(at: Instant) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_timestamp(at.micros().div_euclid(1_000_000) + 8 * 3_600)
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join("、")
}

/// A cell takes 32,767 characters; nobody reads as many.
fn shortened(text: &str) -> String {
    text.chars().take(CELL_LEN_MAX).collect()
}

const fn state_words(state: OrderState) -> Words {
    match state {
        OrderState::Open => ("办理中", "open"),
        OrderState::Suspended => ("已挂起", "suspended"),
        OrderState::Terminated => ("已终止", "terminated"),
        OrderState::Archived => ("已归档", "archived"),
    }
}

/// Headings and widths, in characters.
const COLUMNS: [(Words, f64); 14] = [
    (("工单号", "Order no."), 20.0),
    (("业务", "Process"), 28.0),
    (("状态", "State"), 10.0),
    (("供电所", "Station"), 16.0),
    (("网格", "Grid"), 16.0),
    (("户名", "Customer"), 14.0),
    (("用电地址", "Address"), 36.0),
    (("当前环节", "Open stages"), 20.0),
    (("承办人", "Worker"), 14.0),
    (("时限", "Due"), 17.0),
    (("是否超期", "Overdue"), 10.0),
    (("催办次数", "Urged"), 10.0),
    (("缺少证据", "Evidence missing"), 10.0),
    (("受理时间", "Accepted at"), 17.0),
];

const CUT_EN: &str = "there are more such orders than one export takes; narrow it";
const CELL_LEN_MAX: usize = 2_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_what_the_page_asks_for() {
        for (header, language) in [
            (None, SheetLanguage::Chinese),
            (Some("zh"), SheetLanguage::Chinese),
            (Some("en"), SheetLanguage::English),
            (Some(" en-GB, zh"), SheetLanguage::English),
            (Some("zh-CN, en"), SheetLanguage::Chinese),
        ] {
            assert_eq!(SheetLanguage::asked(header), language, "{header:?}");
        }
    }
}
