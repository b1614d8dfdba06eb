-- A terminal's own key may lie on a TF card (TF 安全卡): who revokes the card shuts out the terminal.
ALTER TABLE terminal ADD COLUMN tf_card BYTEA;
CREATE INDEX terminal_by_tf_card ON terminal (org, tf_card);
