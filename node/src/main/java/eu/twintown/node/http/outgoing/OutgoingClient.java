package eu.twintown.node.http.outgoing;

import eu.twintown.node.http.outgoing.OutgoingException.Reason;
import eu.twintown.node.http.tls.ClientTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one client for requests that leave the node: allow and deny lists, DNS rebinding safe, limits on time, size and
 * redirects, a circuit breaker per peer. HTTP/1.1 with kept connections; bodies are accepted with gzip and given
 * unpacked.
 *
 * <p>A host name is resolved once for a connection, all its addresses are checked, and the connection goes to an address
 * that was checked, while Host header and TLS name stay those of the URI. Any answer counts as success for the circuit,
 * whatever its status: an answering peer is not down.
 */
public final class OutgoingClient implements AutoCloseable {
    private static final Set<String> REDIRECT_STATUS = Set.of("301", "302", "303", "307", "308");
    // What may go along to another origin; everything else could be a credential.
    private static final Set<String> HARMLESS_HEADERS = Set.of("accept", "accept-language", "user-agent", "via");
    private static final int MAX_CIRCUITS = 10_000;
    private static final String PUBLIC_WEB = "";

    private final OutgoingRules rules;
    private final InstantSource clock;
    private final Observer observer;
    private final HostResolver resolver;
    private final Map<String, Transport> transports = new ConcurrentHashMap<>();
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * A request to make.
     *
     * @param body may be empty
     * @param timeout limits the whole exchange with its redirects
     * @param tls name of a TLS profile; empty = the usual one
     */
    public record Request(
            String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout, String tls) {

        /** With the public web's trust anchors and no certificate of its own. */
        public Request(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
            this(method, uri, headers, body, timeout, PUBLIC_WEB);
        }

        /** The same under a TLS profile; see {@link OutgoingClient#useTls}. */
        public Request withTls(String profile) {
            return new Request(method, uri, headers, body, timeout, profile);
        }
    }

    /** An answer; header names in lower case. */
    public record Response(int status, Map<String, String> headers, byte[] body) {}

    /** Is told of every exchange, for metrics: the peer, {@code ok} or a failure's reason in lower case, the time. */
    @FunctionalInterface
    public interface Observer {
        void exchanged(String peer, String outcome, Duration time);
    }

    public OutgoingClient(OutgoingRules rules) {
        this(rules, (peer, outcome, time) -> {});
    }

    public OutgoingClient(OutgoingRules rules, Observer observer) {
        this(rules, observer, HostResolver.SYSTEM, InstantSource.system());
    }

    /** With another way to find addresses; they are held against the rules just the same. */
    public OutgoingClient(OutgoingRules rules, Observer observer, HostResolver resolver, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
        this.observer = observer;
        this.resolver = resolver;
    }

    /**
     * Adds a TLS profile, or puts another in its place: the trust anchors and the own certificate of those requests that
     * name it. Each profile has connections and circuits of its own, and resumes its TLS sessions.
     *
     * @param profile any name that is not empty
     */
    public void useTls(String profile, ClientTls tls) {
        if (profile.equals(PUBLIC_WEB)) {
            throw new IllegalArgumentException("a TLS profile needs a name");
        }
        Transport before = transports.put(profile, transport(Optional.of(tls)));
        if (before != null) {
            before.close();
        }
    }

    /**
     * Sends and waits. The circuit is that of the URI's origin.
     *
     * @throws OutgoingException where no answer came: refused by rule, not reachable, too slow, too large
     */
    public Response send(Request request) {
        return send(request, origin(request.uri()));
    }

    /**
     * Sends and waits.
     *
     * @param peer name of the circuit to use, where one origin stands for several peers that fail on their own
     * @throws OutgoingException where no answer came: refused by rule, not reachable, too slow, too large
     */
    public Response send(Request request, String peer) {
        Circuit circuit = circuit(request.tls().isEmpty() ? peer : peer + " (" + request.tls() + ")");
        if (!circuit.tryPass()) {
            observer.exchanged(peer, "circuit_open", Duration.ZERO);
            throw new OutgoingException(
                    Reason.CIRCUIT_OPEN,
                    "Not requested: " + peer + " failed " + rules.failuresToOpen()
                            + " times in a row and is tried again shortly.");
        }
        Instant start = clock.instant();
        String outcome = "ok";
        try {
            Response response = withinTimeLimit(request);
            circuit.succeeded();
            return response;
        } catch (OutgoingException e) {
            outcome = e.reason().name().toLowerCase(java.util.Locale.ROOT);
            if (e.reason() == Reason.UNREACHABLE || e.reason() == Reason.TIMEOUT) {
                circuit.failed();
            }
            throw e;
        } finally {
            observer.exchanged(peer, outcome, Duration.between(start, clock.instant()));
        }
    }

    /** Reads an answer as it comes in; header names in lower case, the body not unpacked. */
    @FunctionalInterface
    public interface BodyReader {
        void read(int status, Map<String, String> headers, InputStream body) throws IOException;
    }

    /**
     * Sends, and hands the answer to {@code reader} on this thread as it comes in. The timeout limits the wait for each
     * next piece; size and whole time are the reader's to limit. What the reader throws is thrown on.
     *
     * @throws OutgoingException where no answer came
     */
    public void stream(Request request, BodyReader reader) {
        String peer = origin(request.uri());
        Circuit circuit = circuit(peer);
        if (!circuit.tryPass()) {
            throw new OutgoingException(
                    Reason.CIRCUIT_OPEN, "Not requested: " + peer + " failed and is tried again shortly.");
        }
        boolean[] answered = new boolean[1];
        try {
            follow(request, "identity", (status, headers, body) -> {
                answered[0] = true;
                circuit.succeeded();
                reader.read(status, headers, body);
                return status;
            });
        } catch (RuntimeException e) {
            if (answered[0]) {
                throw e;
            }
            OutgoingException explained = Transport.explained(e, request.uri());
            if (explained.reason() == Reason.UNREACHABLE || explained.reason() == Reason.TIMEOUT) {
                circuit.failed();
            }
            throw explained;
        }
    }

    /** Closes kept connections; requests under way fail. */
    @Override
    public void close() {
        threads.shutdownNow();
        transports.values().forEach(Transport::close);
    }

    private Circuit circuit(String peer) {
        if (circuits.size() > MAX_CIRCUITS) {
            circuits.clear();
        }
        return circuits.computeIfAbsent(peer, p -> new Circuit(rules.failuresToOpen(), rules.cooldown(), clock));
    }

    /** Runs the exchange on a thread of its own, so that a peer that drips single bytes is cut off in time too. */
    private Response withinTimeLimit(Request request) {
        Future<Response> answer = threads.submit(() -> follow(request, "gzip", transport(request.tls())::whole));
        try {
            return answer.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new OutgoingException(
                    Reason.TIMEOUT,
                    origin(request.uri()) + " did not answer in full within "
                            + request.timeout().toMillis() + " ms.");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new OutgoingException(Reason.TIMEOUT, "The request was given up before an answer came.");
        } catch (ExecutionException e) {
            throw Transport.explained(e.getCause() == null ? e : e.getCause(), request.uri());
        }
    }

    /** What came of one exchange: an answer, or where to ask instead. */
    private record Step<T>(Optional<T> answer, Optional<String> location) {}

    private <T> T follow(Request first, String encodings, Transport.Reader<T> reader) {
        Request request = first;
        for (int redirects = 0; ; redirects++) {
            boolean safe = request.method().equals("GET") || request.method().equals("HEAD");
            Step<T> step = transport(first.tls()).exchange(request, encodings, (status, headers, body) -> {
                String location = headers.get("location");
                return location == null || !safe || !REDIRECT_STATUS.contains(String.valueOf(status))
                        ? new Step<>(Optional.of(reader.read(status, headers, body)), Optional.empty())
                        : new Step<>(Optional.empty(), Optional.of(location));
            });
            if (step.answer().isPresent()) {
                return step.answer().get();
            }
            if (redirects == rules.maxRedirects()) {
                throw new OutgoingException(
                        Reason.UNREACHABLE,
                        origin(first.uri()) + " redirects more than " + rules.maxRedirects() + " times.");
            }
            request = redirected(request, step.location().orElseThrow());
        }
    }

    private Transport transport(String tls) {
        if (tls.equals(PUBLIC_WEB)) {
            // Made when it is first needed: reading the public trust anchors takes a tenth of a node's start.
            return transports.computeIfAbsent(tls, web -> transport(Optional.empty()));
        }
        Transport transport = transports.get(tls);
        if (transport == null) {
            throw new OutgoingException(
                    Reason.UNREACHABLE, "Not requested: there is no TLS profile '" + tls + "' yet.");
        }
        return transport;
    }

    private Transport transport(Optional<ClientTls> tls) {
        return new Transport(rules, new AddressRules(rules), resolver, tls);
    }

    private static Request redirected(Request request, String location) {
        URI target;
        try {
            target = request.uri().resolve(location);
        } catch (IllegalArgumentException e) {
            throw new OutgoingException(
                    Reason.UNREACHABLE, origin(request.uri()) + " redirects to '" + location + "', which is no URI.");
        }
        if ("https".equals(request.uri().getScheme()) && !"https".equals(target.getScheme())) {
            throw new OutgoingException(
                    Reason.FORBIDDEN_ADDRESS,
                    "Not requested: " + origin(request.uri()) + " redirects from https to an unprotected address.");
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        if (!origin(target).equals(origin(request.uri()))) {
            if (!request.tls().isEmpty()) {
                throw new OutgoingException(
                        Reason.FORBIDDEN_ADDRESS,
                        "Not requested: " + origin(request.uri())
                                + " redirects a request with a certificate to another address.");
            }
            headers.keySet().removeIf(name -> !HARMLESS_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT)));
        }
        return new Request(request.method(), target, headers, request.body(), request.timeout(), request.tls());
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
