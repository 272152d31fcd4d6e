-- Ids of tokens that count once, kept until they expire. See UsedTokens.
create table used_token (
    -- SHA-256 of what identifies the token.
    id      bytea primary key,
    -- Milliseconds since 1970.
    expires bigint not null
);
create index used_token_expires on used_token (expires);
