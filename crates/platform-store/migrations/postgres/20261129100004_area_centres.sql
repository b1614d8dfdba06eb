-- Where an area lies, for orders that say where they are and not in which area: the mean of its outline's positions.
ALTER TABLE transformer_area ADD COLUMN lon_e7 BIGINT;
ALTER TABLE transformer_area ADD COLUMN lat_e7 BIGINT;

UPDATE transformer_area
   SET lon_e7 = (SELECT CAST(ROUND(AVG((p ->> 0)::float8) * 10000000) AS BIGINT)
                   FROM json_array_elements(outline::json -> 0) p),
       lat_e7 = (SELECT CAST(ROUND(AVG((p ->> 1)::float8) * 10000000) AS BIGINT)
                   FROM json_array_elements(outline::json -> 0) p);

CREATE INDEX transformer_area_by_place ON transformer_area (org, lat_e7, lon_e7);
