-- Who asked for which change, in the order in which it was asked. A row is durable before the change is passed on, so it says
-- what was intended; what came of it is in the schema of the service that was asked. Only ever appended to.
CREATE TABLE audit (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at             timestamptz NOT NULL,
    actor          text        NOT NULL,
    source_address text        NOT NULL,
    action         text        NOT NULL,
    target         text        NOT NULL,
    detail         json        NOT NULL
);
