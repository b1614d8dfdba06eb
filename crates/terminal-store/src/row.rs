//! How columns become the words of the business; a column that cannot is an error of its own.

use std::str::FromStr;

use rusqlite::Row;
use serde::de::DeserializeOwned;
use vocabulary::Instant;

use crate::StoreFault;

pub(crate) trait Columns {
    fn text(&self, column: &'static str) -> Result<String, StoreFault>;
    fn maybe_text(&self, column: &'static str) -> Result<Option<String>, StoreFault>;
    fn int(&self, column: &'static str) -> Result<i64, StoreFault>;
    fn maybe_int(&self, column: &'static str) -> Result<Option<i64>, StoreFault>;
    fn bytes(&self, column: &'static str) -> Result<Vec<u8>, StoreFault>;
    fn maybe_bytes(&self, column: &'static str) -> Result<Option<Vec<u8>>, StoreFault>;

    /// An id, a digest: whatever parses itself.
    fn parsed<T: FromStr>(&self, column: &'static str) -> Result<T, StoreFault> {
        self.text(column)?.parse().map_err(|_| StoreFault::BadRow { column })
    }

    fn maybe_parsed<T: FromStr>(&self, column: &'static str) -> Result<Option<T>, StoreFault> {
        let text = self.maybe_text(column)?;
        text.map(|text| text.parse().map_err(|_| StoreFault::BadRow { column })).transpose()
    }

    fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreFault> {
        serde_json::from_str(&self.text(column)?).map_err(|_| StoreFault::BadRow { column })
    }

    fn maybe_json<T: DeserializeOwned>(
        &self,
        column: &'static str,
    ) -> Result<Option<T>, StoreFault> {
        let text = self.maybe_text(column)?;
        text.map(|text| serde_json::from_str(&text).map_err(|_| StoreFault::BadRow { column }))
            .transpose()
    }

    /// A number that counts something.
    fn count(&self, column: &'static str) -> Result<u64, StoreFault> {
        u64::try_from(self.int(column)?).map_err(|_| StoreFault::BadRow { column })
    }

    fn instant(&self, column: &'static str) -> Result<Instant, StoreFault> {
        Ok(Instant::from_micros(self.int(column)?))
    }

    fn maybe_instant(&self, column: &'static str) -> Result<Option<Instant>, StoreFault> {
        Ok(self.maybe_int(column)?.map(Instant::from_micros))
    }
}

impl Columns for Row<'_> {
    fn text(&self, column: &'static str) -> Result<String, StoreFault> {
        Ok(self.get(column)?)
    }

    fn maybe_text(&self, column: &'static str) -> Result<Option<String>, StoreFault> {
        Ok(self.get(column)?)
    }

    fn int(&self, column: &'static str) -> Result<i64, StoreFault> {
        Ok(self.get(column)?)
    }

    fn maybe_int(&self, column: &'static str) -> Result<Option<i64>, StoreFault> {
        Ok(self.get(column)?)
    }

    fn bytes(&self, column: &'static str) -> Result<Vec<u8>, StoreFault> {
        Ok(self.get(column)?)
    }

    fn maybe_bytes(&self, column: &'static str) -> Result<Option<Vec<u8>>, StoreFault> {
        Ok(self.get(column)?)
    }
}

/// A count as the database keeps it. Revisions, cursors and sizes stay far below 2⁶³.
pub(crate) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
