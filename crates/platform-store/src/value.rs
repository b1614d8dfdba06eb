//! The three types that both databases share, and how the words of the business become them.
//!
//! Ids and digests are bytes, times and quantities are integers, everything else is text. Nothing else is stored, so
//! one statement text serves both databases.

use rusqlite::types::FromSql;
use sqlx::postgres::PgRow;
use sqlx::{Decode, Row as _, Type};
use sync::AuthorisationState;
use uuid::Uuid;
use vocabulary::{
    AbsenceId, AreaId, AttachmentId, AuthorisationId, CardId, CertificateId, CorrelationId,
    CutOverId, Digest, DutyId, Epoch, GridId, InquiryId, Instant, MessageId, MeterCommand,
    MeterOutcome, MeterWorkId, OfficeItemId, OperationId, OrderId, OrderState, OrganisationId,
    OutboxId, PersonId, Role, SessionId, StageId, StageState, StationId, StopBanId, TerminalId,
};

use crate::StoreFault;
use crate::sqlite::SqliteRow;

/// An argument of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// A row of an answer.
#[derive(Debug)]
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of a column.
    ///
    /// # Errors
    /// When the column is missing or holds what `T` cannot be.
    pub fn get<T: Column>(&self, column: &'static str) -> Result<T, StoreFault> {
        T::of(self, column)
    }

    fn raw<'r, T>(&'r self, column: &'static str) -> Result<Option<T>, StoreFault>
    where
        T: FromSql + Decode<'r, sqlx::Postgres> + Type<sqlx::Postgres>,
    {
        Ok(match self {
            Row::Sqlite(row) => row.get(column)?,
            Row::Postgres(row) => row.try_get(column)?,
        })
    }
}

/// What a column can be read as.
pub trait Column: Sized {
    /// Reads the column.
    ///
    /// # Errors
    /// When the column is missing, NULL where it must not be, or holds what the type cannot be.
    fn of(row: &Row, column: &'static str) -> Result<Self, StoreFault> {
        Self::maybe(row, column)?.ok_or(StoreFault::BadRow { table: "answer", column })
    }

    /// Reads a column that may be NULL.
    ///
    /// # Errors
    /// As [`Column::of`], but for NULL.
    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault>;
}

impl<T: Column> Column for Option<T> {
    fn of(row: &Row, column: &'static str) -> Result<Self, StoreFault> {
        T::maybe(row, column)
    }

    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
        Ok(Some(T::maybe(row, column)?))
    }
}

impl Column for i64 {
    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
        row.raw(column)
    }
}

impl Column for String {
    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
        row.raw(column)
    }
}

impl Column for Vec<u8> {
    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
        row.raw(column)
    }
}

impl Column for bool {
    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
        Ok(i64::maybe(row, column)?.map(|value| value != 0))
    }
}

impl Column for Digest {
    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
        sized(row, column).map(|bytes| bytes.map(Digest::from_bytes))
    }
}

impl Column for Instant {
    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
        Ok(i64::maybe(row, column)?.map(Instant::from_micros))
    }
}

impl Column for serde_json::Value {
    fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
        let Some(text) = String::maybe(row, column)? else { return Ok(None) };
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|_| StoreFault::BadRow { table: "answer", column })
    }
}

fn sized<const N: usize>(row: &Row, column: &'static str) -> Result<Option<[u8; N]>, StoreFault> {
    let Some(bytes) = Vec::<u8>::maybe(row, column)? else { return Ok(None) };
    bytes.try_into().map(Some).map_err(|_| StoreFault::BadRow { table: "answer", column })
}

macro_rules! counts {
    ($($number:ty),*) => {$(
        impl Column for $number {
            fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
                let Some(value) = i64::maybe(row, column)? else { return Ok(None) };
                Self::try_from(value).map(Some).map_err(|_| StoreFault::BadRow { table: "answer", column })
            }
        }

        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                // Counters and sizes stay far below 2⁶³; a digest's sum keeps its bits.
                Value::Int(Some(number as i64))
            }
        }
    )*};
}

counts!(u32, u64);

macro_rules! ids {
    ($($id:ty),* $(,)?) => {$(
        impl Column for $id {
            fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
                Ok(sized(row, column)?.map(|bytes| <$id>::from_uuid(Uuid::from_bytes(bytes))))
            }
        }

        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Value::Bytes(Some(id.uuid().as_bytes().to_vec()))
            }
        }

        impl From<Option<$id>> for Value {
            fn from(id: Option<$id>) -> Self {
                Value::Bytes(id.map(|id| id.uuid().as_bytes().to_vec()))
            }
        }
    )*};
}

ids!(
    AbsenceId,
    AreaId,
    AttachmentId,
    AuthorisationId,
    CardId,
    CertificateId,
    CorrelationId,
    CutOverId,
    DutyId,
    Epoch,
    GridId,
    InquiryId,
    MessageId,
    MeterWorkId,
    OfficeItemId,
    OperationId,
    OrderId,
    OrganisationId,
    OutboxId,
    PersonId,
    SessionId,
    StageId,
    StationId,
    StopBanId,
    TerminalId,
);

macro_rules! words {
    ($($word:ty),*) => {$(
        impl Column for $word {
            fn maybe(row: &Row, column: &'static str) -> Result<Option<Self>, StoreFault> {
                let Some(text) = String::maybe(row, column)? else { return Ok(None) };
                <$word>::parse(&text)
                    .map(Some)
                    .ok_or(StoreFault::BadRow { table: "answer", column })
            }
        }

        impl From<$word> for Value {
            fn from(word: $word) -> Self {
                Value::Text(Some(word.as_str().to_owned()))
            }
        }

        impl From<Option<$word>> for Value {
            fn from(word: Option<$word>) -> Self {
                Value::Text(word.map(|word| word.as_str().to_owned()))
            }
        }
    )*};
}

words!(OrderState, StageState, Role, MeterCommand, MeterOutcome, AuthorisationState);

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Int(Some(number))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Int(Some(i64::from(flag)))
    }
}

impl From<Instant> for Value {
    fn from(instant: Instant) -> Self {
        Value::Int(Some(instant.micros()))
    }
}

impl From<Option<Instant>> for Value {
    fn from(instant: Option<Instant>) -> Self {
        Value::Int(instant.map(Instant::micros))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Value::Int(number)
    }
}

impl From<Option<u64>> for Value {
    fn from(number: Option<u64>) -> Self {
        Value::Int(number.map(|number| number as i64))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(Some(text))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::Text(Some(text.clone()))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Value::Text(text)
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        Value::Text(text.map(str::to_owned))
    }
}

impl From<&serde_json::Value> for Value {
    fn from(json: &serde_json::Value) -> Self {
        Value::Text(Some(json.to_string()))
    }
}

impl From<Digest> for Value {
    fn from(digest: Digest) -> Self {
        Value::Bytes(Some(digest.bytes().to_vec()))
    }
}

impl From<Option<Digest>> for Value {
    fn from(digest: Option<Digest>) -> Self {
        Value::Bytes(digest.map(|digest| digest.bytes().to_vec()))
    }
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Value::Bytes(Some(id.into_bytes().to_vec()))
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Value::Bytes(Some(bytes))
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Value::Bytes(Some(bytes.to_vec()))
    }
}

/// The arguments of a statement, in the order of its `$1`, `$2`, ….
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}
