DROP TABLE requirements;
DROP TABLE requirement_sections;
DROP TABLE specification_versions;
DROP TABLE specifications;
DROP TABLE device_categories;
