-- Processes that this node runs together with another participant: negotiations, transfers. See Processes.
create table process (
    kind        text collate "C" not null,
    id          text collate "C" not null,
    -- What began it, as the other side names it; empty where this node began it.
    origin      text collate "C" not null,
    seq         bigint generated always as identity,
    revision    bigint not null,
    json        text not null,
    -- When it is to be looked after, in milliseconds since 1970; null = it waits for the other side.
    due         bigint,
    created_at  timestamptz not null default now(),
    modified_at timestamptz not null default now(),
    primary key (kind, id)
) with (fillfactor = 70);
create unique index process_origin on process (kind, origin) where origin <> '';
create index process_in_order on process (kind, seq);
create index process_due on process (kind, due) where due is not null;
