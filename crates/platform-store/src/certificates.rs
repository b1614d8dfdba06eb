//! By which certificates people may do what.

use vocabulary::{CertificateId, Instant, OrganisationId, PersonId, StationId, Text};

use crate::{Row, StoreFault, Tx, args};

/// A kind of certificate that the organisation knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindRow {
    pub kind: String,
    pub name: Text,
}

/// Somebody has a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRow {
    pub certificate: CertificateId,
    pub person: PersonId,
    pub kind: String,
    pub number: String,
    pub issued_by: String,
    pub from: Instant,
    /// It counts no more from then on.
    pub until: Instant,
    /// When and why it was withdrawn.
    pub withdrawn: Option<(Instant, String)>,
}

/// # Errors
/// When the database refuses.
pub async fn put_kind(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    kind: &KindRow,
) -> Result<(), StoreFault> {
    let row = args![org, &kind.kind, &kind.name.zh, &kind.name.en];
    tx.execute(PUT_KIND, &row).await.map(|_| ())
}

/// The kinds, by their codes.
///
/// # Errors
/// When the database refuses.
pub async fn kinds(tx: &mut Tx<'_>, org: OrganisationId) -> Result<Vec<KindRow>, StoreFault> {
    let rows = tx.rows(KINDS, &args![org]).await?;
    rows.iter()
        .map(|row| {
            let name = Text::new(row.get::<String>("name_zh")?, row.get::<String>("name_en")?);
            Ok(KindRow { kind: row.get("kind")?, name })
        })
        .collect()
}

/// Writes a certificate down, or what has become of it.
///
/// # Errors
/// When the database refuses.
pub async fn put(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    certificate: &CertificateRow,
) -> Result<(), StoreFault> {
    let (withdrawn_at, withdrawn_for) = certificate.withdrawn.clone().unzip();
    let row = args![
        org,
        certificate.certificate,
        certificate.person,
        &certificate.kind,
        &certificate.number,
        &certificate.issued_by,
        certificate.from,
        certificate.until,
        withdrawn_at,
        withdrawn_for,
    ];
    tx.execute(PUT, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    certificate: CertificateId,
) -> Result<Option<CertificateRow>, StoreFault> {
    tx.row(FIND, &args![org, certificate]).await?.as_ref().map(read).transpose()
}

/// The certificates of a station's people who still work here, or of all of them; those that end first come first.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    limit: u32,
) -> Result<Vec<CertificateRow>, StoreFault> {
    let rows = tx.rows(LIST, &args![org, station, limit]).await?;
    rows.iter().map(read).collect()
}

/// The kinds of which somebody has one that counts at an instant.
///
/// # Errors
/// When the database refuses.
pub async fn valid_kinds(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
    at: Instant,
) -> Result<Vec<String>, StoreFault> {
    let rows = tx.rows(VALID_KINDS, &args![org, person, at]).await?;
    rows.iter().map(|row| row.get("kind")).collect()
}

fn read(row: &Row) -> Result<CertificateRow, StoreFault> {
    let withdrawn_at: Option<Instant> = row.get("withdrawn_at")?;
    Ok(CertificateRow {
        certificate: row.get("certificate")?,
        person: row.get("person")?,
        kind: row.get("kind")?,
        number: row.get("number")?,
        issued_by: row.get("issued_by")?,
        from: row.get("from_at")?,
        until: row.get("until_at")?,
        withdrawn: match withdrawn_at {
            Some(at) => Some((at, row.get("withdrawn_for")?)),
            None => None,
        },
    })
}

const PUT_KIND: &str = "
    INSERT INTO certificate_kind (org, kind, name_zh, name_en)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (org, kind) DO UPDATE SET name_zh = EXCLUDED.name_zh, name_en = EXCLUDED.name_en";

const KINDS: &str = "
    SELECT kind, name_zh, name_en
      FROM certificate_kind
     WHERE org = $1
     ORDER BY kind";

const PUT: &str = "
    INSERT INTO certificate
           (org, certificate, person, kind, number, issued_by, from_at, until_at, withdrawn_at,
            withdrawn_for)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (org, certificate) DO UPDATE
       SET number = EXCLUDED.number, issued_by = EXCLUDED.issued_by, from_at = EXCLUDED.from_at,
           until_at = EXCLUDED.until_at, withdrawn_at = EXCLUDED.withdrawn_at,
           withdrawn_for = EXCLUDED.withdrawn_for";

const FIND: &str = "
    SELECT certificate, person, kind, number, issued_by, from_at, until_at, withdrawn_at,
           withdrawn_for
      FROM certificate
     WHERE org = $1 AND certificate = $2";

const LIST: &str = "
    SELECT c.certificate, c.person, c.kind, c.number, c.issued_by, c.from_at, c.until_at,
           c.withdrawn_at, c.withdrawn_for
      FROM certificate c
      JOIN person p ON p.org = c.org AND p.person = c.person
     WHERE c.org = $1 AND ($2 IS NULL OR p.station = $2) AND p.state = 'active'
     ORDER BY c.until_at, c.certificate
     LIMIT $3";

const VALID_KINDS: &str = "
    SELECT DISTINCT kind
      FROM certificate
     WHERE org = $1 AND person = $2 AND from_at <= $3 AND until_at > $3 AND withdrawn_at IS NULL
     ORDER BY kind";
