-- The zones of the name server. Names are lower case and without the dot at the end.

-- The start of authority. Whoever changes a zone locks its row first, and every change moves the serial (RFC 1982), so a
-- serial that is not the one in memory says that the records in memory are old.
CREATE TABLE zone (
    name           text PRIMARY KEY,
    serial         bigint NOT NULL CHECK (serial BETWEEN 0 AND 4294967295),
    primary_server text NOT NULL,
    contact        text NOT NULL,
    refresh        bigint NOT NULL,
    retry          bigint NOT NULL,
    expire         bigint NOT NULL,
    minimum        bigint NOT NULL,                     -- how long "no such name" may be remembered, seconds
    ttl            bigint NOT NULL
);

-- Everything else. A value is in presentation form; one may be 64 KiB long, too long for an index, hence the digest.
CREATE TABLE record (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    zone  text NOT NULL REFERENCES zone (name),
    name  text NOT NULL,
    type  text NOT NULL,
    value text NOT NULL,
    ttl   bigint NOT NULL CHECK (ttl BETWEEN 0 AND 2147483647)
);
CREATE UNIQUE INDEX record_once ON record (zone, name, type, md5(value));
