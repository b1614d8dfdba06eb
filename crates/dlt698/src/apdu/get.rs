//! Reading (GET-Request 05H, GET-Response 85H).

use std::fmt;

use crate::apdu::dar::Dar;
use crate::axdr::{
    Choice, Count, Data, Fault, Octets, Reader, Trace, Wire, choice, sequence, write_length,
};
use crate::catalogue::{self, Value};
use crate::identifiers::{Csd, Oad, Rcsd};
use crate::selection::Rsd;

choice! {
    /// What is read.
    pub enum GetRequest: "kind of GET-Request (1 to 6)" {
        /// One attribute.
        1 Normal(oad: Oad),
        /// Several attributes.
        2 NormalList(oads: Vec<Oad>),
        /// Records of one object.
        3 Record(query: RecordQuery),
        /// Records of several objects.
        4 RecordList(queries: Vec<RecordQuery>),
        /// The next block, after the last one that came whole.
        5 Next(block: u16),
        /// The MD5 of an attribute, to see whether it changed.
        6 Md5(oad: Oad),
    }

    /// What came of it, in the order of the request.
    pub enum GetResponse: "kind of GET-Response (1 to 6)" {
        1 Normal(result: ResultNormal),
        2 NormalList(results: Vec<ResultNormal>),
        3 Record(result: ResultRecord),
        4 RecordList(results: Vec<ResultRecord>),
        5 Next(block: Block),
        6 Md5(result: ResultMd5),
    }

    /// An attribute, or why not (Get-Result).
    pub enum GetResult: "result of a read (0 DAR, 1 data)" {
        0 Failed(dar: Dar),
        1 Found(data: Data),
    }

    /// What a block holds.
    pub enum BlockContent: "content of a block (0 DAR, 1 normal, 2 record)" {
        0 Failed(dar: Dar),
        1 Normal(results: Vec<ResultNormal>),
        2 Record(results: Vec<ResultRecord>),
    }

    /// The MD5 of an attribute, or why not.
    pub enum Md5Result: "result of an MD5 (0 DAR, 1 digest)" {
        0 Failed(dar: Dar),
        /// 16 bytes.
        1 Found(md5: Octets),
    }
}

sequence! {
    /// Which records of an object, and which of their columns.
    pub struct RecordQuery {
        pub oad: Oad,
        pub selection: Rsd,
        /// None means all.
        pub columns: Rcsd,
    }

    /// One attribute and what was read of it (A-ResultNormal).
    pub struct ResultNormal shown {
        pub oad: Oad,
        pub result: GetResult,
    }

    /// One block of a longer answer (分帧响应).
    pub struct Block {
        pub is_last: bool,
        /// From 0 on in the peer that was run; an edition may begin elsewhere.
        pub number: u16,
        pub content: BlockContent,
    }

    /// One attribute and its MD5.
    pub struct ResultMd5 {
        pub oad: Oad,
        pub result: Md5Result,
    }
}

/// Records of one object (A-ResultRecord): which columns, then the rows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultRecord {
    pub oad: Oad,
    pub columns: Rcsd,
    pub result: RecordResult,
}

/// Rows, or why not. A row has one value per column, and for a ROAD one per related attribute (the latter as the layout
/// of vectors 7 and 25 has it; no captured answer confirms it).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordResult {
    Failed(Dar),
    Rows(Vec<Vec<Data>>),
}

impl GetResult {
    /// The value, or why not.
    ///
    /// # Errors
    /// The DAR of a failed read.
    pub fn data(&self) -> Result<&Data, Dar> {
        match self {
            Self::Found(data) => Ok(data),
            Self::Failed(dar) => Err(*dar),
        }
    }
}

impl ResultNormal {
    /// The value by the catalogue, or why not.
    ///
    /// # Errors
    /// The DAR of a failed read.
    pub fn value(&self) -> Result<Value, Dar> {
        self.result.data().map(|data| catalogue::value(self.oad, data))
    }
}

impl fmt::Display for ResultNormal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            Ok(value) => write!(f, "{}: {value}", catalogue::named_attribute(self.oad)),
            Err(dar) => write!(f, "{}: {dar}", catalogue::named_attribute(self.oad)),
        }
    }
}

impl ResultRecord {
    /// How many values a row has.
    #[must_use]
    pub fn row_len(&self) -> usize {
        self.columns.iter().map(Csd::values).sum()
    }

    /// What each value of a row is a value of, in their order.
    #[must_use]
    pub fn row_oads(&self) -> Vec<Oad> {
        let oads = self.columns.iter().flat_map(|column| match column {
            Csd::Oad(oad) => std::slice::from_ref(oad),
            Csd::Road(road) => &road.related,
        });
        oads.copied().collect()
    }

    /// The rows by the catalogue, or why there are none.
    ///
    /// # Errors
    /// The DAR of a failed read.
    pub fn values(&self) -> Result<Vec<Vec<Value>>, Dar> {
        let rows = match &self.result {
            RecordResult::Rows(rows) => rows,
            RecordResult::Failed(dar) => return Err(*dar),
        };
        let oads = self.row_oads();
        let row = |row: &Vec<Data>| {
            oads.iter().zip(row).map(|(oad, data)| catalogue::value(*oad, data)).collect()
        };
        Ok(rows.iter().map(row).collect())
    }
}

impl Wire for ResultRecord {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let mut record = Self {
            oad: r.field("oad")?,
            columns: r.field("columns")?,
            result: RecordResult::Rows(Vec::new()),
        };
        let choice: Choice = r.field("choice")?;
        record.result = match choice.found {
            0 => RecordResult::Failed(r.field("dar")?),
            1 => RecordResult::Rows(read_rows(record.row_len(), r)?),
            _ => return Err(choice.unknown("result of a record (0 DAR, 1 rows)")),
        };
        Ok(record)
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.oad.write(out);
        self.columns.write(out);
        match &self.result {
            RecordResult::Failed(dar) => {
                out.push(0);
                dar.write(out);
            }
            RecordResult::Rows(rows) => {
                out.push(1);
                write_length(rows.len(), out);
                rows.iter().flatten().for_each(|value| value.write(out));
            }
        }
    }
}

/// Rows have no count of their values. Rows without columns would be any number of nothing.
fn read_rows<T: Trace>(row_len: usize, r: &mut Reader<'_, T>) -> Result<Vec<Vec<Data>>, Fault> {
    let at = r.at();
    let Count(count) = r.field("count")?;
    if row_len.saturating_mul(count) > r.left() || row_len == 0 && count > 0 {
        return Err(Fault::Count { at, count, left: r.left() });
    }
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        let row = r.group("row", |r| (0..row_len).map(|_| r.field("value")).collect())?;
        rows.push(row);
    }
    Ok(rows)
}
