package eu.twintown.node.context;

/** Answers retrievals and queries: from the local store alone, or from all sources (federation wraps the local one). */
public interface EntityReader {

    ReadAnswer query(ReadRequest request);

    /** As query for one id (the only one in the filter); no entity in the answer means there is none. */
    ReadAnswer retrieve(ReadRequest request);

    /**
     * The past of one entity (the only id in the filter) as other sources know it, one evolution from each that has any
     * (clause 5.7.3.4). What they are asked for in time stands in the parameters of the request.
     */
    ReadAnswer histories(ReadRequest request);
}
