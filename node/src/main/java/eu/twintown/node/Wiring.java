package eu.twintown.node;

import eu.twintown.store.Store;

/** Builds the whole node by plain constructor calls, starts it, and stops it in the right order. */
public final class Wiring implements AutoCloseable {
    private final Store store;

    private Wiring(Settings settings) {
        this.store = Store.open(settings.config().store());
    }

    /** Starts a node; returns when it answers. */
    public static Wiring start(Settings settings) {
        return new Wiring(settings);
    }

    /** The TCP port on which the node answers. */
    public int port() {
        return 0;
    }

    @Override
    public void close() {
        store.close();
    }
}
