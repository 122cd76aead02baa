-- What the servers of the sandbox remember: each deploy that they have done, by the key it came with. A row is the server's
-- answer to every repeat of that key; the row with the highest sequence says which release runs. Rows outlive their server:
-- they are the proof that nothing was done twice.
create table deployment (
    server_id   text        not null,
    key         text        not null,
    release     text        not null,
    sequence    bigint      not null generated always as identity,
    exit_status smallint    not null,
    output      text        not null,
    deployed_at timestamptz not null default clock_timestamp(),
    primary key (server_id, key)
);

create index deployment_newest on deployment (server_id, sequence desc);
