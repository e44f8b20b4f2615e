DROP TABLE device_movements;
DROP TABLE devices;
DROP TABLE device_models;
