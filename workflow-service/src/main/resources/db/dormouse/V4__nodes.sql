-- What a node can run, so that a partition is only given to one that has all that its unfinished workflows need; and whether it
-- is about to end, so that nothing is given to it any more.
ALTER TABLE node
    ADD COLUMN definitions jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN leaving boolean NOT NULL DEFAULT false;
