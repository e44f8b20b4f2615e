ALTER TABLE saved_device_filters DROP COLUMN version;
