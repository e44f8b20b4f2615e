DROP TABLE project_phase_changes;
DROP TABLE project_decisions;
DROP TABLE inspiration_visits;
DROP TABLE project_milestones;
DROP TABLE project_members;
DROP TABLE project_frames;
DROP TABLE projects;
