package eu.twintown.store.database;

import org.jspecify.annotations.Nullable;

/** The database failed in a way that no retry mends, or cannot be used; the message is for the operator. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
