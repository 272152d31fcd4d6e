package eu.twintown.store;

import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Entities.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Mutations that one caller waits for, applied in their order and in one commit. */
record WriteUnit(String tenant, List<Mutation> mutations, CompletableFuture<List<Outcome>> result) {

    WriteUnit(String tenant, List<Mutation> mutations) {
        this(tenant, List.copyOf(mutations), new CompletableFuture<>());
    }

    int size() {
        return mutations.size();
    }
}
