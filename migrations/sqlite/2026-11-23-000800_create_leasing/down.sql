DROP TABLE lease_instalments;
DROP TABLE lease_lines;
DROP TABLE leases;
