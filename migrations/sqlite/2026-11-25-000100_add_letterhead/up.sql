-- The municipality's mark on documents. The logo is kept as it was written anew when it was read, never as it was sent.
ALTER TABLE municipality ADD COLUMN colour TEXT CHECK (colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]');
ALTER TABLE municipality ADD COLUMN logo BLOB;
ALTER TABLE municipality ADD COLUMN logo_media_type TEXT CHECK (logo_media_type IN ('image/svg+xml', 'image/png'));
ALTER TABLE municipality ADD COLUMN logo_alternative TEXT;
