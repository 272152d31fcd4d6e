-- What an entity was when it was created is written once: its row has it until it changes for the first time, and then the
-- samples of its creation go to the history, with the number that the row has had from the start. So rows of both tables
-- take their numbers from one sequence. See ChangeColumns.
create sequence change_seq;
select setval('change_seq',
    greatest((select last_value from history_tail_seq_seq), (select last_value from entity_seq_seq)));
alter table entity alter column seq drop identity;
alter table entity alter column seq set default nextval('change_seq');
alter table history_tail alter column seq drop identity;
alter table history_tail alter column seq set default nextval('change_seq');
-- Whether the samples of its creation are not in the history yet.
alter table entity add column unsampled boolean not null default false;
