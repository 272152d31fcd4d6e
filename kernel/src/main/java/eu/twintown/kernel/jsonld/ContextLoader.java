package eu.twintown.kernel.jsonld;

import tools.jackson.databind.JsonNode;

/** Gives the document behind a context URL. The kernel does no I/O: the node hands in how it is fetched. */
@FunctionalInterface
public interface ContextLoader {

    /**
     * The JSON document at {@code url}, an object with a member {@code @context}.
     *
     * @throws eu.twintown.kernel.problem.ProblemException of type LdContextNotAvailable where it cannot be had
     */
    JsonNode load(String url);
}
