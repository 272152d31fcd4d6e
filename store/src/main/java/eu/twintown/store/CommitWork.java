package eu.twintown.store;

import eu.twintown.store.database.Wakeup;
import eu.twintown.store.dictionary.Tenants;
import eu.twintown.store.dictionary.Terms;
import eu.twintown.store.dictionary.TypeSets;
import java.util.Collection;

/**
 * What every commit needs beside its mutations.
 *
 * @param demand whether somebody reads the outbox
 * @param recent loses what a commit changes
 * @param trail told what a commit changes
 * @param changes told of each commit of this node
 * @param news told of each commit of any node; may be the same
 */
record CommitWork(
        TypeSets types,
        Terms terms,
        Tenants tenants,
        OutboxDemand demand,
        RecentEntities recent,
        OwnChanges trail,
        Wakeup changes,
        Wakeup news) {

    /** To be called when a commit has happened, or may have, before anybody is told. */
    void changed(String tenant, Collection<String> ids) {
        recent.changed(tenant, ids);
        trail.changed(tenant, ids);
    }

    void announce() {
        changes.signal();
        if (!news.equals(changes)) {
            news.signal();
        }
    }
}
