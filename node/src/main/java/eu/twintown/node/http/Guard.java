package eu.twintown.node.http;

/** Stands before every handler: finds out who asks and whether they may. */
@FunctionalInterface
public interface Guard {

    /** Lets everybody in and knows nobody. */
    Guard OPEN = (exchange, route) -> "";

    /**
     * Who asks, where they may have what the route gives. What it is means nothing to the server; handlers get it back
     * from {@link Exchange#caller()}.
     *
     * @throws eu.twintown.kernel.problem.ProblemException Unauthorized or Forbidden
     */
    Object admit(Exchange exchange, RouteTable.Route route);
}
