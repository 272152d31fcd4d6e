package eu.twintown.node.http;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.tls.ServerTls;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP or HTTPS server: one listener (a node may have several servers), a virtual thread per connection, all routes in one {@link RouteTable}.
 *
 * <p>Nagle's algorithm is switched off: with it, answers above the 4 KB write buffer wait for the delayed
 * acknowledgement of the first packet, some 40 ms each.
 */
public final class WebServer implements AutoCloseable {

    /** Room for a geometry or a list of some hundred ids in a query. */
    private static final int LONGEST_REQUEST_LINE = 16 * 1024;

    private static final int RESUMABLE_SECONDS = 3600;

    private final io.helidon.webserver.WebServer server;
    private final RouteTable routes;
    private final String host;
    private final String scheme;

    /**
     * Starts listening; lets everybody in.
     *
     * @param services the routes, each with its whole path
     */
    public WebServer(ServerOptions options, List<? extends HttpService> services) {
        this(options, services, (method, template, status, nanos) -> {}, Guard.OPEN);
    }

    /**
     * Starts listening.
     *
     * @param services the routes, each with its whole path
     * @param observer is told of every answer
     * @param guard finds out who asks, and lets them in or not
     */
    public WebServer(
            ServerOptions options, List<? extends HttpService> services, RequestObserver observer, Guard guard) {
        this.host = options.host();
        this.routes = new RouteTable(services);
        WebServerConfig.Builder builder = io.helidon.webserver.WebServer.builder();
        Dispatcher dispatcher = new Dispatcher(routes, new Cors(options.corsOrigins()), observer, guard);
        builder.shutdownHook(false)
                .bindAddress(new InetSocketAddress(options.host(), options.port()))
                .shutdownGracePeriod(options.shutdownPatience())
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                // HTTP/1.1 alone, so that a broken first line is answered and not taken for another protocol.
                .protocolsDiscoverServices(false)
                .addProtocol(Http1Config.builder()
                        // Everybody writes q=temperature>20 as it stands, and few clients encode it.
                        .validatePrologue(false)
                        .maxPrologueLength(LONGEST_REQUEST_LINE)
                        .build())
                .directHandlers(directHandlers())
                .routing(routing -> routing.addFilter(dispatcher));
        options.tls().ifPresent(tls -> builder.tls(listenerTls(tls)));
        this.scheme = options.tls().isPresent() ? "https" : "http";
        this.server = builder.build().start();
    }

    private static Tls listenerTls(ServerTls tls) {
        SSLContext context = tls.context();
        // A resumed session carries the client's certificate along, so it should not live for a day.
        context.getServerSessionContext().setSessionTimeout(RESUMABLE_SECONDS);
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(tls.protocols().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        switch (tls.clientAuth()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case WANT -> parameters.setWantClientAuth(true);
            case NEED -> parameters.setNeedClientAuth(true);
        }
        return Tls.builder().sslContext(context).sslParameters(parameters).build();
    }

    /** Problems that Helidon finds before a request reaches the routes, such as a broken request line. */
    private static DirectHandlers directHandlers() {
        DirectHandler handler = (request, event, status, headers, message) -> DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
                .keepAlive(event.keepAlive())
                .entity(ProblemWriter.bytes(transportProblem(status, message)))
                .build();
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, handler);
        }
        return handlers.build();
    }

    private static Problem transportProblem(Status status, @Nullable String message) {
        if (status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413_CODE) {
            return new Problem(ProblemType.PAYLOAD_TOO_LARGE, "The request is larger than this node takes");
        }
        return status.code() < 500
                ? new Problem(
                        ProblemType.INVALID_REQUEST,
                        "The HTTP request is not valid: "
                                + (message == null ? "its first line or its headers are malformed" : message))
                : new Problem(ProblemType.INTERNAL_ERROR, "The node could not answer because of a fault of its own");
    }

    /** The TCP port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where it can be reached from this machine, without a slash at the end. */
    public String url() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** Everything that can be asked for. */
    public List<RouteTable.Route> routes() {
        return routes.routes();
    }

    /** Takes no more connections, lets requests in flight finish, and stops. */
    @Override
    public void close() {
        server.stop();
    }
}
