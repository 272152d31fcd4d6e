package eu.twintown.node.dataspace.agreement;

/** Which part this node has (Dataspace Protocol 2025-1, clause 1.1). */
public enum Side {
    /** Gives the data. */
    PROVIDER,
    /** Receives the data. */
    CONSUMER
}
