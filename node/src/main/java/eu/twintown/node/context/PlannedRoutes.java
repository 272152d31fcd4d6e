package eu.twintown.node.context;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;

/**
 * The operations of ETSI GS CIM 009 V1.9.1, table 6.2-1, that are not there yet. Each answers 501 and names itself, so
 * that nobody takes a missing operation for a missing resource.
 */
final class PlannedRoutes implements HttpService {

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String PATCH = "PATCH";
    private static final String DELETE = "DELETE";

    /** An operation, its place in the API and the clause that describes it. */
    private record Operation(String method, String path, String name, String clause) {}

    private static final List<Operation> OPERATIONS = List.of(
            new Operation(DELETE, "/entities", "Purge Entities", "5.6.21"),
            new Operation(POST, "/temporal/entities", "Create or Update Temporal Evolution of an Entity", "5.6.11"),
            new Operation(DELETE, "/temporal/entities/{id}", "Delete Temporal Evolution of an Entity", "5.6.16"),
            new Operation(
                    POST,
                    "/temporal/entities/{id}/attrs",
                    "Add Attributes to Temporal Evolution of an Entity",
                    "5.6.12"),
            new Operation(
                    DELETE,
                    "/temporal/entities/{id}/attrs/{attr}",
                    "Delete Attribute from Temporal Evolution of an Entity",
                    "5.6.13"),
            new Operation(
                    PATCH,
                    "/temporal/entities/{id}/attrs/{attr}/{instanceId}",
                    "Modify Attribute instance in Temporal Evolution of an Entity",
                    "5.6.14"),
            new Operation(
                    DELETE,
                    "/temporal/entities/{id}/attrs/{attr}/{instanceId}",
                    "Delete Attribute instance from Temporal Evolution of an Entity",
                    "5.6.15"),
            new Operation(POST, "/csourceSubscriptions", "Create Context Source Registration Subscription", "5.11.2"),
            new Operation(GET, "/csourceSubscriptions", "Query Context Source Registration Subscriptions", "5.11.5"),
            new Operation(
                    GET, "/csourceSubscriptions/{id}", "Retrieve Context Source Registration Subscription", "5.11.4"),
            new Operation(
                    PATCH, "/csourceSubscriptions/{id}", "Update Context Source Registration Subscription", "5.11.3"),
            new Operation(
                    DELETE, "/csourceSubscriptions/{id}", "Delete Context Source Registration Subscription", "5.11.6"),
            new Operation(POST, "/jsonldContexts", "Add @context", "5.13.2"),
            new Operation(GET, "/jsonldContexts", "List @contexts", "5.13.3"),
            new Operation(GET, "/jsonldContexts/{id}", "Serve @context", "5.13.4"),
            new Operation(DELETE, "/jsonldContexts/{id}", "Delete and Reload @context", "5.13.5"),
            new Operation(
                    GET, "/temporal/entityMaps", "Create EntityMap for Query Temporal Evolution of Entities", "5.14.5"),
            new Operation(
                    POST,
                    "/temporal/entityMaps",
                    "Create EntityMap for Query Temporal Evolution of Entities",
                    "5.14.5"),
            new Operation(GET, "/info/sourceIdentity", "Retrieve Context Source Identity Information", "5.15.1"),
            new Operation(POST, "/snapshots", "Create Snapshot", "5.16.1"),
            new Operation(DELETE, "/snapshots", "Purge Snapshots", "5.16.7"),
            new Operation(GET, "/snapshots/{id}", "Retrieve Snapshot Status", "5.16.3"),
            new Operation(PATCH, "/snapshots/{id}", "Update Snapshot Status", "5.16.4"),
            new Operation(DELETE, "/snapshots/{id}", "Delete Snapshot", "5.16.5"),
            new Operation(POST, "/snapshots/{id}/clone", "Clone Snapshot", "5.16.2"));

    @Override
    public void routing(HttpRules rules) {
        for (Operation operation : OPERATIONS) {
            rules.route(Method.create(operation.method()), Exchange.NGSI_LD + operation.path(), (request, response) -> {
                throw new ProblemException(
                        ProblemType.NOT_IMPLEMENTED,
                        "The operation '" + operation.name() + "' (ETSI GS CIM 009 V1.9.1, clause " + operation.clause()
                                + ") is not there yet");
            });
        }
    }
}
