package eu.twintown.node.trust.status;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/** The status lists of credentials that this node issued, for everybody. */
public final class StatusRoutes implements HttpService {
    private final StatusLists lists;

    public StatusRoutes(StatusLists lists) {
        this.lists = lists;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/credentials/status/{list}", (request, response) -> {
            String name = request.path().pathParameters().get("list");
            String text = lists.signed(name)
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.RESOURCE_NOT_FOUND, "There is no status list of this name"));
            String type =
                    switch (name.substring(0, 2)) {
                        case "bi" -> "application/vc+jwt";
                        case "to" -> "application/statuslist+jwt";
                        default -> "application/jwt";
                    };
            response.header(HeaderNames.CONTENT_TYPE, type)
                    .header(HeaderNames.CACHE_CONTROL, "public, max-age=60")
                    .send(text);
        });
    }
}
