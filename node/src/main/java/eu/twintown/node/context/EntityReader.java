package eu.twintown.node.context;

/** Answers retrievals and queries: from the local store alone, or from all sources (federation wraps the local one). */
public interface EntityReader {

    ReadAnswer query(ReadRequest request);

    /** As query for one id (the only one in the filter); no entity in the answer means there is none. */
    ReadAnswer retrieve(ReadRequest request);
}
