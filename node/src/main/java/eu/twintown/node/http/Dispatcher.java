package eu.twintown.node.http;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way of every request: find the handler, ask the guard, run the handler, and turn whatever goes wrong into problem details. What was
 * not foreseen is logged under an id, and the caller gets that id and nothing of the inside.
 */
final class Dispatcher implements Filter {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Header CLOSE = HeaderValues.createCached(HeaderNames.CONNECTION, "close");

    private final RouteTable routes;
    private final Cors cors;
    private final RequestObserver observer;
    private final Guard guard;

    Dispatcher(RouteTable routes, Cors cors, RequestObserver observer, Guard guard) {
        this.routes = routes;
        this.cors = cors;
        this.observer = observer;
        this.guard = guard;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        String path = request.prologue().uriPath().rawPathNoParams();
        Optional<RouteTable.Match> match = routes.find(path);
        answer(path, match, request, response);
        observer.answered(
                request.prologue().method().text(),
                match.map(RouteTable.Match::template).orElse("none"),
                response.status().code(),
                System.nanoTime() - start);
        if (request.headers().contains(CLOSE) && !leftUnread(response.status().code())) {
            // RFC 9112, 9.6. Helidon 4.5.0 says that it closes the connection, and does not (its issue 12324).
            throw new CloseConnectionException("closed as the client asked");
        }
    }

    /** Whether the body is still under way: who closes then may take the answer away from the client. */
    private static boolean leftUnread(int status) {
        return status == Status.REQUEST_ENTITY_TOO_LARGE_413_CODE || status == Status.LENGTH_REQUIRED_411_CODE;
    }

    private void answer(
            String path, Optional<RouteTable.Match> match, RoutingRequest request, RoutingResponse response) {
        try {
            dispatch(path, match, request, response);
        } catch (ProblemException e) {
            fail(e.problem(), request, response);
        } catch (UncheckedIOException e) {
            // The caller went away while it was sending or reading; there is nobody to answer.
            LOG.debug("Connection lost during {}", request.prologue(), e);
            throw e;
        } catch (Exception e) {
            String id = UUID.randomUUID().toString();
            LOG.error("Request failed, error id {}: {}", id, request.prologue(), e);
            fail(
                    new Problem(
                            ProblemType.INTERNAL_ERROR,
                            "The node could not answer because of a fault of its own; its log tells more under this id",
                            Map.of("errorId", id)),
                    request,
                    response);
        }
    }

    private void dispatch(
            String path, Optional<RouteTable.Match> found, RoutingRequest request, RoutingResponse response)
            throws Exception {
        if (request.headers().contains(Exchange.TENANT_HEADER)) {
            response.header(
                    Exchange.TENANT_HEADER,
                    request.headers().get(Exchange.TENANT_HEADER).get());
        }
        cors.mark(request, response);
        RouteTable.Match match = found.orElseThrow(() -> new ProblemException(
                ProblemType.RESOURCE_NOT_FOUND, "There is nothing at " + path + "; /openapi.json lists what there is"));
        String method = request.prologue().method().text();
        Optional<Handler> handler = RouteTable.handler(match, method);
        if (handler.isPresent()) {
            request.path(new MatchedPath(request.prologue().uriPath(), match.variables()));
            Exchange exchange = new Exchange(request, response);
            exchange.from(guard.admit(exchange, RouteTable.route(match, method)));
            handler.get().handle(request, response);
            if (!response.isSent() && response.hasEntity()) {
                // It was written as a stream, which is complete now.
                response.commit();
            }
        } else if (method.equals("OPTIONS")) {
            cors.answer(RouteTable.allowed(match), request, response);
        } else {
            response.header(HeaderNames.ALLOW, RouteTable.allowed(match));
            throw new ProblemException(
                    ProblemType.METHOD_NOT_ALLOWED,
                    method + " is not possible at " + path + "; possible: " + RouteTable.allowed(match));
        }
    }

    private static void fail(Problem problem, RoutingRequest request, RoutingResponse response) {
        if (response.isSent()) {
            return;
        }
        if (problem.type().status() == Status.UNAUTHORIZED_401_CODE) {
            String error = problem.extensions().get("error");
            response.header(
                    HeaderNames.WWW_AUTHENTICATE,
                    "Bearer realm=\"twintown\"" + (error == null ? "" : ", error=\"" + error + "\""));
        }
        String wait = problem.extensions().get("retryAfter");
        if (wait != null) {
            response.header(HeaderNames.RETRY_AFTER, wait);
        }
        if (leftUnread(problem.type().status())) {
            // What is still under way is not read to its end, so this connection cannot serve another request.
            response.header(CLOSE);
        }
        ProblemWriter.send(problem, request, response);
    }
}
