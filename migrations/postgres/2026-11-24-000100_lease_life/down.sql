-- Back is only possible by restoring a backup taken before: rows of the new tables have no place in the old ones.
SELECT 1;
