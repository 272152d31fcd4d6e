package eu.twintown.kernel.policy;

/** IRIs of the ODRL vocabulary and of what its documents use beside it. */
public final class Odrl {
    public static final String NS = "http://www.w3.org/ns/odrl/2/";
    public static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    public static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public static final String CC = "http://creativecommons.org/ns#";

    public static final String USE = NS + "use";
    public static final String TRANSFER = NS + "transfer";
    public static final String READ = NS + "read";
    public static final String DATE_TIME = NS + "dateTime";
    public static final String PURPOSE = NS + "purpose";
    public static final String SPATIAL = NS + "spatial";
    public static final String RECIPIENT = NS + "recipient";
    public static final String COUNT = NS + "count";
    public static final String ELAPSED_TIME = NS + "elapsedTime";

    private Odrl() {}
}
