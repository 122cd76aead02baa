-- What is found by a tag that few have: 80 ms without it among 300,000 tagged rows, 0.5 ms with it; a change of 500 tagged rows
-- takes a tenth longer, and who has no tags is not in it.
CREATE INDEX workflow_tags ON workflow USING gin (tags jsonb_path_ops) WHERE tags IS NOT NULL;
