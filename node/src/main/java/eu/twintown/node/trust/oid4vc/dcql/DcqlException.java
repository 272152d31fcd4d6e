package eu.twintown.node.trust.oid4vc.dcql;

/** A query that is no DCQL: where, and what would be right. */
public final class DcqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DcqlException(String pointer, String why) {
        super("dcql_query" + pointer + " " + why);
    }
}
