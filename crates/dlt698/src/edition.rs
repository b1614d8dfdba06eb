//! Where editions and makers differ in what the same bytes mean.

/// How to read what the references leave open. The default follows reference dlt698-45.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Edition {
    pub road_columns: RoadColumns,
}

/// How many values a row of a record has for a column that is a ROAD. No captured answer tells; rows are written as they
/// are, whichever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RoadColumns {
    /// One for each related attribute.
    #[default]
    PerAttribute,
    /// One for the column, a structure or an array; so does PyPI's dlt698.
    PerColumn,
}
