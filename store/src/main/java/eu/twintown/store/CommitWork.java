package eu.twintown.store;

/**
 * What every commit needs beside its mutations.
 *
 * @param demand whether somebody reads the outbox
 * @param recent loses what a commit changes
 * @param changes told of each commit of this node
 * @param news told of each commit of any node; may be the same
 */
record CommitWork(
        TypeSets types,
        Terms terms,
        Tenants tenants,
        OutboxDemand demand,
        RecentEntities recent,
        Wakeup changes,
        Wakeup news) {

    void announce() {
        changes.signal();
        if (!news.equals(changes)) {
            news.signal();
        }
    }
}
