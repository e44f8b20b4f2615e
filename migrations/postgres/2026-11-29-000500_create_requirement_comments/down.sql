ALTER TABLE requirements DROP CONSTRAINT requirements_section_id_position_key;
ALTER TABLE requirements DROP COLUMN position;
DROP TABLE requirement_comment_replies;
DROP TABLE requirement_comments;
