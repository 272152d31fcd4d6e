package eu.twintown.store;

/** An open store: starts or finds its PostgreSQL, brings the schema up to date, and gives its parts. */
public final class Store implements AutoCloseable {

    /** Opens the store; blocks until it answers. */
    public static Store open(StoreConfig config) {
        throw new UnsupportedOperationException();
    }

    public Entities entities() {
        throw new UnsupportedOperationException();
    }

    public History history() {
        throw new UnsupportedOperationException();
    }

    public Outbox outbox() {
        throw new UnsupportedOperationException();
    }

    public Documents documents() {
        throw new UnsupportedOperationException();
    }

    /** Whether the database answers; for health. */
    public boolean isAlive() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
