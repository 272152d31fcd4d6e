-- Uses that were handed out in a period, such as an hour: numbers 1 to taken. Processes take them in blocks.
create table quota (
    name   text collate "C" not null,
    period bigint not null,
    taken  bigint not null,
    primary key (name, period)
);

-- Numbers that were handed out and given back unused.
create table quota_returned (
    name   text collate "C" not null,
    period bigint not null,
    first  bigint not null,
    last   bigint not null,
    primary key (name, period, first)
);
