package eu.twintown.node.authority.catalogue.query;

/** A query that cannot be answered; the message tells what is wrong, where, and what is understood. */
public final class QueryFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueryFault(String message) {
        super(message);
    }
}
