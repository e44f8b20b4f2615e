ALTER TABLE municipality DROP COLUMN logo_alternative;
ALTER TABLE municipality DROP COLUMN logo_media_type;
ALTER TABLE municipality DROP COLUMN logo;
ALTER TABLE municipality DROP COLUMN colour;
