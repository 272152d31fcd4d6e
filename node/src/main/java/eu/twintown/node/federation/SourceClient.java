package eu.twintown.node.federation;

import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.node.context.ReadRequest;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.outgoing.OutgoingException.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks one source, once, and makes an answer of whatever comes: entities, or a warning that says why there are none
 * (ETSI GS CIM 009 V1.9.1, clauses 4.3.6.5, 6.3.17, 6.3.18).
 */
final class SourceClient {
    // Connection and content matters that a registration cannot decide, and keys that are instructions to this node.
    private static final Set<String> NOT_HEADERS = Set.of(
            "accept",
            "contenttype",
            "jsonldcontext",
            "ngsildconformance",
            "link",
            "via",
            "ngsild-tenant",
            "content-type",
            "host",
            "content-length",
            "connection",
            "transfer-encoding",
            "accept-encoding");
    private static final List<String> TIME = List.of("timerel", "timeAt", "endTimeAt", "timeproperty", "lastN");
    private static final String FROM_REQUEST = "urn:ngsi-ld:request";
    private static final String CONTEXT_REL = "http://www.w3.org/ns/json-ld#context";

    private final Function<OutgoingClient.Request, OutgoingClient.Response> client;
    private final AgreedSources agreed;
    private final EntityArrays arrays;
    private final Peers peers;
    private final FederationSettings settings;
    private final InstantSource clock;

    /** Which resource is asked for, and what its answer holds. */
    private record Question(String path, EntityParser.Mode mode) {}

    SourceClient(
            Function<OutgoingClient.Request, OutgoingClient.Response> client,
            AgreedSources agreed,
            EntityArrays arrays,
            Peers peers,
            FederationSettings settings,
            InstantSource clock) {
        this.client = client;
        this.agreed = agreed;
        this.arrays = arrays;
        this.peers = peers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Queries the source. */
    SourceAnswer query(ReadRequest request, Forward forward, Instant deadline) {
        return ask(request, forward, new Question("/entities", EntityParser.Mode.ENTITY), deadline);
    }

    /** Retrieves one entity; none is no failure. */
    SourceAnswer retrieve(ReadRequest request, Forward forward, String id, Instant deadline) {
        Map<String, String> parameters = new LinkedHashMap<>(forward.parameters());
        parameters.keySet().retainAll(Set.of("attrs", "options", "local", "type"));
        Forward single = new Forward(forward.registration(), parameters, forward.contextUrl(), forward.recheck());
        return ask(request, single, new Question("/entities/" + encode(id), EntityParser.Mode.ENTITY), deadline);
    }

    /** Retrieves the evolution of one entity in the time that the request names; none is no failure. */
    SourceAnswer history(ReadRequest request, Forward forward, String id, Instant deadline) {
        Map<String, String> parameters = new LinkedHashMap<>(forward.parameters());
        parameters.keySet().retainAll(Set.of("attrs", "options", "local"));
        TIME.forEach(name ->
                Optional.ofNullable(request.parameters().get(name)).ifPresent(value -> parameters.put(name, value)));
        Forward single = new Forward(forward.registration(), parameters, forward.contextUrl(), forward.recheck());
        Question question = new Question("/temporal/entities/" + encode(id), EntityParser.Mode.TEMPORAL);
        return ask(request, single, question, deadline);
    }

    /** Whether this source may be asked for who makes the request; its agreement decides where it has one. */
    boolean admits(Registration source, ReadRequest request) {
        return source.agreement().isEmpty() || agreed(source, request).isPresent();
    }

    /** How the source is to be named, where its agreement wants that. */
    Optional<String> credit(Registration source, ReadRequest request) {
        return agreed(source, request).flatMap(open -> open.credit().get());
    }

    private Optional<AgreedSource> agreed(Registration source, ReadRequest request) {
        return source.agreement().flatMap(agreed::find).filter(open -> open.admits()
                .test(request.principal()));
    }

    private SourceAnswer ask(ReadRequest request, Forward forward, Question question, Instant deadline) {
        Registration source = forward.registration();
        if (source.agreement().isEmpty()) {
            return ask(request, forward, question, deadline, client);
        }
        // Looked up anew for each exchange: an entity map may be older than the end of the agreement.
        Optional<AgreedSource> open = agreed(source, request);
        if (open.isEmpty()) {
            return SourceAnswer.failure(Warnings.of(
                    Warnings.ERROR, source, "the agreement behind it is not in force, or not for who asks"));
        }
        SourceAnswer answer =
                ask(request, forward, question, deadline, open.get().sender());
        open.get()
                .uses()
                .accept(new AgreedSource.Use(
                        request.principal(),
                        answer.entities(),
                        answer.failed() ? Optional.of(String.join("; ", answer.warnings())) : Optional.empty()));
        return answer;
    }

    private SourceAnswer ask(
            ReadRequest request,
            Forward forward,
            Question question,
            Instant deadline,
            Function<OutgoingClient.Request, OutgoingClient.Response> sender) {
        Registration source = forward.registration();
        String query = forward.parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        URI uri = URI.create(source.endpoint() + question.path() + (query.isEmpty() ? "" : "?" + query));
        Instant start = clock.instant();
        Duration timeout = timeout(source, Duration.between(start, deadline));
        OutgoingClient.Response response;
        try {
            response = sender.apply(
                    new OutgoingClient.Request("GET", uri, headers(request, forward), new byte[0], timeout));
        } catch (OutgoingException e) {
            int code = e.reason() == Reason.TOO_LARGE ? Warnings.INVALID : Warnings.NO_ANSWER;
            return failed(request, source, code, Objects.requireNonNullElse(e.getMessage(), "no answer"));
        }
        Duration latency = Duration.between(start, clock.instant());
        return switch (response.status()) {
            case 200, 201, 203, 206 -> answered(request, forward, question, response, latency);
            // Having nothing is no failure; a web page that says so comes from somewhere else than an NGSI-LD API.
            case 404 ->
                response.headers().getOrDefault("content-type", "").startsWith("text/")
                        ? failed(request, source, Warnings.ERROR, "answered with status 404 and no NGSI-LD")
                        : empty(request, source, response, latency);
            case 400 -> {
                SourceAnswer answer = failed(request, source, Warnings.ERROR, "refused the request with status 400");
                yield new SourceAnswer(SourceAnswer.Outcome.REFUSED, List.of(), false, answer.warnings());
            }
            case 508 -> failed(request, source, Warnings.NO_ANSWER, "a loop of registrations was detected there");
            default -> failed(request, source, Warnings.ERROR, "answered with status " + response.status());
        };
    }

    private SourceAnswer answered(
            ReadRequest request,
            Forward forward,
            Question question,
            OutgoingClient.Response response,
            Duration latency) {
        Registration source = forward.registration();
        EntityArrays.Result read;
        try {
            read = arrays.read(
                    response.body(),
                    forward.contextUrl(),
                    link(response, CONTEXT_REL),
                    question.mode(),
                    entity -> forward.admits(entity, request.filter()));
        } catch (EntityArrays.NotNgsiLd e) {
            return failed(request, source, Warnings.INVALID, Objects.requireNonNullElse(e.getMessage(), "not NGSI-LD"));
        }
        List<String> warnings = new ArrayList<>(relayed(response));
        read.complaint().ifPresent(what -> warnings.add(Warnings.of(Warnings.INVALID, source, what)));
        peers.answered(request.tenant(), source, latency);
        return SourceAnswer.of(read.entities(), link(response, "next").isPresent(), List.copyOf(warnings));
    }

    private SourceAnswer empty(
            ReadRequest request, Registration source, OutgoingClient.Response response, Duration latency) {
        peers.answered(request.tenant(), source, latency);
        return SourceAnswer.of(List.of(), false, relayed(response));
    }

    private SourceAnswer failed(ReadRequest request, Registration source, int code, String what) {
        peers.failed(request.tenant(), source, what);
        return SourceAnswer.failure(Warnings.of(code, source, what));
    }

    private Duration timeout(Registration source, Duration remaining) {
        Duration own = source.timeout().orElse(settings.sourceTimeout());
        Duration limit = own.compareTo(remaining) < 0 ? own : remaining;
        return limit.isPositive() ? limit : Duration.ofMillis(1);
    }

    private Map<String, String> headers(ReadRequest request, Forward forward) {
        Registration source = forward.registration();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", source.contextSourceInfo().getOrDefault("accept", "application/json"));
        headers.put("Via", via(request));
        forward.contextUrl()
                .ifPresent(url -> headers.put(
                        "Link", "<" + url + ">; rel=\"" + CONTEXT_REL + "\"; type=\"application/ld+json\""));
        if (!source.sourceTenant().isEmpty()) {
            headers.put("NGSILD-Tenant", source.sourceTenant());
        }
        source.contextSourceInfo().forEach((name, value) -> {
            if (!NOT_HEADERS.contains(name.toLowerCase(Locale.ROOT)) && !value.equals(FROM_REQUEST)) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    /** The nodes that the request has passed, and this one. */
    private String via(ReadRequest request) {
        List<String> hops = new ArrayList<>(request.via());
        hops.add(settings.alias(request.tenant()));
        return hops.stream().map(hop -> "1.1 " + hop).collect(Collectors.joining(", "));
    }

    /** What the source says of sources behind it: a gap there is a gap here. */
    private static List<String> relayed(OutgoingClient.Response response) {
        String warning = response.headers().get("ngsild-warning");
        return warning == null ? List.of() : List.of(warning);
    }

    /** The target of the Link header with this relation. */
    private static Optional<String> link(OutgoingClient.Response response, String rel) {
        for (String link : response.headers().getOrDefault("link", "").split(",\\s*(?=<)", -1)) {
            int end = link.indexOf('>');
            if (link.startsWith("<") && end > 0) {
                String parameters = link.substring(end + 1).replace("\"", "").replace(" ", "");
                if ((parameters + ";").contains(";rel=" + rel + ";")) {
                    return Optional.of(link.substring(1, end));
                }
            }
        }
        return Optional.empty();
    }

    private static String encode(String text) {
        // Colons and commas may stand in a query as they are, and lists of ids are long enough without.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%2C", ",");
    }
}
