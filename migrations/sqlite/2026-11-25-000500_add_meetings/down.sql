DROP TABLE meeting_decisions;
DROP TABLE meeting_items;
DROP TABLE meeting_members;
DROP TABLE meetings;
