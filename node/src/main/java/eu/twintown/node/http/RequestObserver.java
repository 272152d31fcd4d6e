package eu.twintown.node.http;

/** Is told of every request that the server answered, for metrics. */
@FunctionalInterface
public interface RequestObserver {

    /**
     * @param template the route's path template, such as {@code /ngsi-ld/v1/entities/{id}}; {@code none} where no route
     *     was found
     * @param status HTTP status of the answer
     * @param nanos how long it took
     */
    void answered(String method, String template, int status, long nanos);
}
