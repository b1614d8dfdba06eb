-- The terminal's own key may lie on a TF card (TF 安全卡); then it is not here, and `private_key` is empty.
ALTER TABLE enrolment ADD COLUMN tf_card TEXT;
