DROP INDEX archived_documents_edition;
ALTER TABLE archived_documents DROP COLUMN change_note;
ALTER TABLE archived_documents DROP COLUMN edition;
