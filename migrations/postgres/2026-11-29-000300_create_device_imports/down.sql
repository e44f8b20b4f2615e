DROP INDEX devices_holding;
DROP INDEX devices_import_id;
ALTER TABLE devices DROP COLUMN import_id;
DROP TABLE device_imports;
