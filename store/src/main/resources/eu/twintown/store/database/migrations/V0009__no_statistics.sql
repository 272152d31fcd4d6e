-- Nothing is ever planned by what stands in these columns, and to sample and sort them is most of the work of ANALYZE, which
-- comes with every tenth part that a table grows.
alter table entity alter column doc set statistics 0;
alter table departed alter column doc set statistics 0;
alter table history_tail alter column samples set statistics 0;
alter table history_chunk alter column data set statistics 0;
alter table document alter column json set statistics 0;
alter table process alter column json set statistics 0;
alter table outbox alter column ids set statistics 0, alter column changed set statistics 0,
    alter column before set statistics 0, alter column after set statistics 0;
