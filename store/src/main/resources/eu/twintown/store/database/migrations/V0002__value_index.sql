-- Value indexes on (type, attribute) pairs, declared or made on demand: what the node knows of each. The indexes themselves
-- are on the table entity, over value_key, each for the type sets that it covers. See ValueIndexes.
create table value_index (
    id         int generated always as identity primary key,
    type       text collate "C" not null,
    attribute  text collate "C" not null,
    declared   boolean not null,
    -- Type sets of which every entity is in the index; empty while there is no index to use.
    covers     int[] not null default '{}',
    created_at timestamptz not null default now(),
    uses       bigint not null default 0,
    used_at    timestamptz not null default now(),
    unique (type, attribute)
);

-- The comparable value of an attribute, from the document's stored form (kernel.entity.EntityCodec), as a text that sorts
-- by bytes. After the tenant and U+0001 come 'n' and sixteen hexadecimal digits in the order of numbers (double precision, to which the query language
-- rounds too), 's' and the beginning of a text or of true and false; 'o' where there is more than one value, or one that
-- cannot be told here (U+0000, for one, is no text to PostgreSQL); null where there is nothing to compare.
-- What is in here must not be changed while there are indexes: a new rule needs a function of another name.
create function value_key(tenant text, doc text, attribute text) returns text language plpgsql immutable strict cost 10000 as $$
declare
    start constant text := tenant || E'\x01';
    slot  jsonb;
    value jsonb;
    exact numeric;
    bits  bigint;
begin
    if strpos(doc, attribute) = 0 then
        return null;
    end if;
    slot := doc::jsonb -> 'a' -> attribute;
    -- Several instances.
    if jsonb_typeof(slot) = 'array' then
        return start || 'o';
    end if;
    value := slot -> 'v';
    -- A LanguageProperty: a text, or several, for each language.
    if slot -> 'k' = '3' then
        if (select count(*) from jsonb_object_keys(value)) > 1 then
            return start || 'o';
        end if;
        value := (select each.value from jsonb_each(value) each);
    end if;
    if jsonb_typeof(value) = 'array' then
        if jsonb_array_length(value) > 1 then
            return start || 'o';
        end if;
        value := value -> 0;
    end if;
    if jsonb_typeof(value) = 'object' then
        value := case when value ? '@value' then value -> '@value' else value -> 'object' end;
    end if;
    if jsonb_typeof(value) = 'number' then
        exact := value;
        bits := ('x' || encode(float8send(case
            when abs(exact) > 1e300 then sign(exact)::float8 * float8 'Infinity'
            when abs(exact) < 1e-300 then float8 '0'
            else exact::float8 end), 'hex'))::bit(64)::bigint;
        return start || 'n' || lpad(to_hex(case when bits < 0 then ~bits else bits # (1::bigint << 63) end), 16, '0');
    elsif jsonb_typeof(value) in ('string', 'boolean') then
        return start || 's' || left(value #>> '{}', 200);
    end if;
    return null;
exception when others then
    return start || 'o';
end
$$;
