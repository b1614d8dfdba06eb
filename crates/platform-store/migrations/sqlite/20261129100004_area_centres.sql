-- Where an area lies, for orders that say where they are and not in which area: the mean of its outline's positions.
ALTER TABLE transformer_area ADD COLUMN lon_e7 INTEGER;
ALTER TABLE transformer_area ADD COLUMN lat_e7 INTEGER;

UPDATE transformer_area
   SET lon_e7 = (SELECT CAST(ROUND(AVG(json_extract(p.value, '$[0]')) * 10000000) AS INTEGER)
                   FROM json_each(transformer_area.outline, '$[0]') p),
       lat_e7 = (SELECT CAST(ROUND(AVG(json_extract(p.value, '$[1]')) * 10000000) AS INTEGER)
                   FROM json_each(transformer_area.outline, '$[0]') p);

CREATE INDEX transformer_area_by_place ON transformer_area (org, lat_e7, lon_e7);
