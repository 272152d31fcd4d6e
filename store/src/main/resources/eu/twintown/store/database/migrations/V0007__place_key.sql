-- Places are found by a key of one whole number in a plain index, which costs a fraction of an index of boxes to keep. What
-- the key says, PlaceKey tells; this is the same arithmetic, once, for what is stored already.
create function place_key_of(extent box) returns bigint language plpgsql immutable strict as $$
declare
    per_degree constant float8 := 67108864::float8 / 360::float8;
    west  bigint := greatest(0, least(67108863, floor(((extent[1])[0] + 180::float8) * per_degree)));
    south bigint := greatest(0, least(67108863, floor(((extent[1])[1] + 90::float8) * per_degree)));
    east  bigint := greatest(0, least(67108863, floor(((extent[0])[0] + 180::float8) * per_degree)));
    north bigint := greatest(0, least(67108863, floor(((extent[0])[1] + 90::float8) * per_degree)));
    level bigint := 0;
    key   bigint := 0;
begin
    while east - west > 1 or north - south > 1 loop
        west := west >> 3;
        south := south >> 3;
        east := east >> 3;
        north := north >> 3;
        level := level + 1;
    end loop;
    for bit in 0..25 loop
        key := key | (((west >> bit) & 1) << (2 * bit)) | (((south >> bit) & 1) << (2 * bit + 1));
    end loop;
    return (level << 52) | key;
end
$$;

drop index entity_by_box;
-- Null where the entity is a point, which its key tells exactly enough, or nowhere.
alter table entity rename column box to extent;
alter table entity add column place bigint;
update entity set place = place_key_of(extent) where extent is not null;
drop function place_key_of(box);
create index entity_by_place on entity (place) where place is not null;
