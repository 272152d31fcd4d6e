package eu.twintown.node.dataspace.rulebook;

import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The management API of the rulebook, under {@code /api/rulebook}, and the report that its publisher may ask for. */
public final class RulebookRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();

    private final CurrentRulebook current;
    private final PublishedRulebooks published;
    private final Members members;
    private final Seals seals;
    private final JsonBodies bodies;

    public RulebookRoutes(
            CurrentRulebook current, PublishedRulebooks published, Members members, Seals seals, JsonBodies bodies) {
        this.current = current;
        this.published = published;
        this.members = members;
        this.seals = seals;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/rulebook", Exchange.handler(this::show))
                .post("/api/rulebook", Exchange.handler(this::publish))
                .post("/api/rulebook/refresh", Exchange.handler(this::refresh))
                .post("/api/rulebook/acknowledge", Exchange.handler(this::acknowledge))
                .get("/api/rulebook/acknowledgements", Exchange.handler(this::acknowledgements))
                .get("/api/rulebook/report", Exchange.handler(this::report))
                .get("/api/rulebook/members", Exchange.handler(this::members))
                .post("/dataspace/rulebook/report", Exchange.handler(this::reportForPublisher));
    }

    private void show(Exchange exchange) {
        exchange.parameters(NONE);
        send(exchange, 200, state());
    }

    private ObjectNode state() {
        ObjectNode state = JsonBodies.WRITER.createObjectNode();
        current.get()
                .ifPresentOrElse(
                        rulebook -> {
                            state.put("id", rulebook.id())
                                    .put("version", rulebook.version())
                                    .put("publisher", rulebook.publisher())
                                    .put("own", rulebook.publisher().equals(seals.me()))
                                    .put("hash", rulebook.hash());
                            current.reading().ifPresent(reading -> state.put(
                                            "signedAt", reading.signedAt().toString())
                                    .put("readAt", reading.readAt().toString()));
                            members.acknowledged(rulebook.version())
                                    .ifPresentOrElse(
                                            own -> state.set("acknowledged", own), () -> state.putNull("acknowledged"));
                            state.set("document", rulebook.document());
                        },
                        () -> state.putNull("id"));
        return state.put("problem", current.problem());
    }

    private void publish(Exchange exchange) {
        exchange.parameters(NONE);
        PublishedRulebooks.Version version = published.publish(Rulebook.read(bodies.readTree(exchange)));
        current.hasChanged();
        ObjectNode answer = JsonBodies.WRITER
                .createObjectNode()
                .put("id", version.rulebook().id())
                .put("version", version.rulebook().version())
                .put("hash", version.rulebook().hash())
                .put("publishedAt", version.publishedAt().toString());
        exchange.answerHeader(
                "Location", "/rulebook?version=" + version.rulebook().version());
        send(exchange, 201, answer);
    }

    private void refresh(Exchange exchange) {
        exchange.parameters(NONE);
        current.refresh();
        send(exchange, 200, state());
    }

    private void acknowledge(Exchange exchange) {
        exchange.parameters(NONE);
        String version = JsonMembers.of(bodies.readTree(exchange)).requiredText("version");
        send(exchange, 201, members.acknowledge(version, Principal.of(exchange).id()));
    }

    private void acknowledgements(Exchange exchange) {
        exchange.parameters(NONE);
        ArrayNode list = JsonBodies.WRITER.createArrayNode();
        published.acknowledgements().forEach(each -> list.addObject()
                .put("member", each.member())
                .put("version", each.version())
                .put("hash", each.hash())
                .put("at", each.at().toString())
                .put("letter", each.letter()));
        send(exchange, 200, list);
    }

    private void report(Exchange exchange) {
        exchange.parameters(NONE);
        sendInWords(exchange, members.report(Languages.of(exchange)));
    }

    private void members(Exchange exchange) {
        exchange.parameters(NONE);
        sendInWords(exchange, members.reports(Languages.of(exchange)));
    }

    private void reportForPublisher(Exchange exchange) {
        exchange.parameters(NONE);
        sendInWords(
                exchange,
                members.answer(seals.open(Members.REPORT_REQUEST, bodies.readTree(exchange)), Languages.of(exchange)));
    }

    /** Sends what has sentences of the caller's language. */
    private static void sendInWords(Exchange exchange, JsonNode answer) {
        send(exchange.answerHeader("Vary", "Accept-Language"), 200, answer);
    }

    private static void send(Exchange exchange, int status, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store")
                .send(status, MediaType.JSON, JsonBodies.WRITER.writeValueAsBytes(answer));
    }
}
