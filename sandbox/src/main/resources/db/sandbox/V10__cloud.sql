-- The cloud: the servers there are and were, and where the next address comes from.

CREATE TABLE server (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- order of creation: the cursor of lists
    id         text NOT NULL UNIQUE,
    account    text NOT NULL,
    token      text NOT NULL,                                   -- the client's; stays known when the server is gone
    model      text NOT NULL,
    address    inet NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    UNIQUE (account, token)
);

CREATE UNIQUE INDEX server_address ON server (address) WHERE deleted_at IS NULL;
CREATE INDEX server_in_use ON server (account, model) WHERE deleted_at IS NULL;

-- One row. Whoever allocates locks it first, so that counting and inserting are one step; it holds the address given out
-- last: the search goes on behind it, so an address comes back only after all others had their turn.
CREATE TABLE allocation (
    one          boolean PRIMARY KEY DEFAULT true CHECK (one),
    last_address inet
);
INSERT INTO allocation DEFAULT VALUES;
