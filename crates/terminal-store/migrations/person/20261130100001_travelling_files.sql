-- Files of stages before that travel with an order (drawings): fetched, read offline, gone with the order.
CREATE TABLE travelling_file (
    attachment TEXT NOT NULL PRIMARY KEY,
    work_order TEXT NOT NULL,
    mime       TEXT NOT NULL,
    file_name  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
