DROP TABLE archived_documents;
