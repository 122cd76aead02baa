-- An order is done once, as a signal is: its key stands beside the ids of the signals, with what was ordered, so that another order
-- under the same key is refused. Empty for a signal.
ALTER TABLE signal_id
    ADD COLUMN ordered text NOT NULL DEFAULT '';
