-- Texts compare by bytes (collation C): the same order on every server, and the cheapest.

create table tenant (
    name       text collate "C" primary key,
    created_at timestamptz not null default now()
);
insert into tenant (name) values ('');

-- Each combination of entity types that occurs, sorted; few, and never removed.
create table type_set (
    id    int primary key,
    types text[] not null unique
);

-- Short numbers for attribute names in the history.
create table term (
    id  int generated always as identity primary key,
    iri text collate "C" not null unique
);

-- One row for each entity: the document, and what candidates are found by. Pages keep room for the next versions of their
-- rows, so that an update that moves nothing touches no index.
create table entity (
    tenant   text collate "C" not null,
    id       text collate "C" not null,
    type_set int not null,
    seq      bigint generated always as identity,
    box      box,
    -- When a transient entity ends, in microseconds since 1970.
    expires  bigint,
    doc      text not null,
    primary key (tenant, id)
) with (fillfactor = 70);
create index entity_by_type on entity (tenant, type_set, seq);
create index entity_by_box on entity using gist (box) where box is not null;
create index entity_by_expiry on entity (expires) where expires is not null;

-- What an entity was when it was deleted, for its temporal representation.
create table departed (
    tenant     text collate "C" not null,
    id         text collate "C" not null,
    deleted_at timestamptz not null,
    doc        text not null,
    primary key (tenant, id)
);

-- Samples of attributes as they came, one row for each change of an entity; one line of text for each sample.
-- Times in the history are microseconds since 1970.
create table history_tail (
    seq     bigint generated always as identity,
    tenant  text collate "C" not null,
    entity  text collate "C" not null,
    at      bigint not null,
    samples text not null
);
create index history_tail_by_entity on history_tail (tenant, entity);
create index history_tail_by_seq on history_tail using brin (seq) with (pages_per_range = 16);

-- Runs of samples of one attribute, packed.
create table history_chunk (
    tenant    text collate "C" not null,
    entity    text collate "C" not null,
    attribute int not null,
    first_seq bigint not null,
    size      int not null,
    at_from   bigint not null,
    at_to     bigint not null,
    seen_from bigint not null,
    seen_to   bigint not null,
    data      bytea not null,
    primary key (tenant, entity, attribute, first_seq)
);
alter table history_chunk alter column data set storage external;

-- Numbers that would be costly to count: entities by type set, and history samples (subject -1). Each commit appends its
-- difference; a background job adds rows up. So writers never wait for each other here.
create table tally (
    tenant  text collate "C" not null,
    subject int not null,
    amount  bigint not null
);

-- One row for each commit. For how positions are given and when a row may be read, see Outbox.
create sequence outbox_position cache 1;
create table outbox (
    position bigint primary key,
    token    bigint not null,
    tenant   text collate "C" not null,
    at       timestamptz not null,
    size     int not null,
    ids      text[] not null,
    changed  text[] not null,
    before   text[] not null,
    after    text[] not null
);
-- Short-lived: compressing it would cost more than it saves.
alter table outbox alter column ids set storage external;
alter table outbox alter column changed set storage external;
alter table outbox alter column before set storage external;
alter table outbox alter column after set storage external;

create table outbox_reader (
    name     text collate "C" primary key,
    position bigint not null,
    moved_at timestamptz not null default now()
);

create table document (
    kind        text collate "C" not null,
    tenant      text collate "C" not null,
    id          text collate "C" not null,
    seq         bigint generated always as identity,
    json        text not null,
    created_at  timestamptz not null default now(),
    modified_at timestamptz not null default now(),
    primary key (kind, tenant, id)
);
create index document_in_order on document (kind, tenant, seq);

create table document_version (
    kind    text collate "C" primary key,
    version bigint not null
);
