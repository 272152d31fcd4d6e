package eu.twintown.node.dataspace.rulebook;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.dataspace.text.HtmlPage;
import eu.twintown.node.dataspace.text.Markdown;
import eu.twintown.node.http.DocumentForm;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a publisher of a rulebook shows to everybody: {@code GET /rulebook}, for people as HTML or Markdown in their
 * language, for machines as JSON or signed (JOSE); and where members' acknowledgements come in.
 */
public final class PublishedRoutes implements HttpService {
    private static final ParameterNames VERSION = ParameterNames.of("version");
    private static final ParameterNames NONE = ParameterNames.of();
    private static final List<String> FORMS =
            List.of("text/html", "application/json", "text/markdown", "application/jose");

    private final PublishedRulebooks published;
    private final Seals seals;
    private final JsonBodies bodies;
    private final UnaryOperator<String> names;

    /** @param names gives the short name of an IRI, where it has one */
    public PublishedRoutes(PublishedRulebooks published, Seals seals, JsonBodies bodies, UnaryOperator<String> names) {
        this.published = published;
        this.seals = seals;
        this.bodies = bodies;
        this.names = names;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/rulebook", this::rulebook)
                .get("/rulebook/versions", Exchange.handler(this::versions))
                .post("/dataspace/rulebook/acknowledgements", Exchange.handler(this::acknowledge));
    }

    private void rulebook(ServerRequest request, ServerResponse response) {
        Exchange exchange = new Exchange(request, response);
        Optional<String> wanted = exchange.parameters(VERSION).text("version");
        PublishedRulebooks.Version version = (wanted.isPresent() ? published.find(wanted.get()) : published.current())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        "This node publishes no rulebook"
                                + wanted.map(v -> " of version " + v).orElse("")));
        exchange.answerHeader("Vary", "Accept, Accept-Language")
                .answerHeader("ETag", "\"" + version.rulebook().hash() + "\"")
                .answerHeader("Cache-Control", "no-cache");
        Locale locale = Languages.of(exchange);
        switch (DocumentForm.of(request, "The rulebook", FORMS)) {
            case "text/html" ->
                exchange.answerHeader("Content-Security-Policy", HtmlPage.CONTENT_SECURITY_POLICY)
                        .answerHeader("Content-Language", locale.getLanguage())
                        .send(
                                200,
                                "text/html; charset=utf-8",
                                HtmlPage.of(locale, RulebookPage.of(version.rulebook(), locale, names)));
            case "text/markdown" ->
                exchange.answerHeader("Content-Language", locale.getLanguage())
                        .send(
                                200,
                                "text/markdown; charset=utf-8",
                                Markdown.of(RulebookPage.of(version.rulebook(), locale, names)));
            case "application/jose" ->
                exchange.send(200, "application/jose", version.statement().getBytes(StandardCharsets.US_ASCII));
            default ->
                exchange.send(
                        200,
                        "application/json",
                        JsonBodies.WRITER.writeValueAsBytes(version.rulebook().document()));
        }
    }

    private void versions(Exchange exchange) {
        exchange.parameters(NONE);
        ArrayNode list = JsonBodies.WRITER.createArrayNode();
        for (PublishedRulebooks.Version version : published.versions()) {
            list.addObject()
                    .put("id", version.rulebook().id())
                    .put("version", version.rulebook().version())
                    .put("hash", version.rulebook().hash())
                    .put("publishedAt", version.publishedAt().toString());
        }
        exchange.send(200, MediaType.JSON, JsonBodies.WRITER.writeValueAsBytes(list));
    }

    private void acknowledge(Exchange exchange) {
        exchange.parameters(NONE);
        PublishedRulebooks.Acknowledgement taken =
                published.take(seals.open(PublishedRulebooks.ACKNOWLEDGEMENT, bodies.readTree(exchange)));
        ObjectNode answer = JsonBodies.WRITER
                .createObjectNode()
                .put("member", taken.member())
                .put("version", taken.version())
                .put("at", taken.at().toString());
        exchange.send(201, MediaType.JSON, JsonBodies.WRITER.writeValueAsBytes(answer));
    }
}
