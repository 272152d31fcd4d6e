package eu.twintown.store.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded server could not be started; the message says why and, where known, what to do. */
public final class EmbeddedPostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
