package eu.twintown.node.dataspace.document;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.dataspace.text.HtmlPage;
import eu.twintown.node.http.DocumentForm;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Agreement documents over HTTP: {@code GET /api/agreements/{id}/document} as HTML, PDF or JSON, in the language asked;
 * signing, verifying, and the exchange with the other side.
 */
public final class PaperRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames LANGUAGE = ParameterNames.of("language");
    private static final List<String> FORMS = List.of("text/html", "application/pdf", "application/json");

    private final Papers papers;
    private final Seals seals;
    private final JsonBodies bodies;
    private final PaperExport export;
    private final PaperCheck check;

    public PaperRoutes(Papers papers, Seals seals, JsonBodies bodies) {
        this.papers = papers;
        this.seals = seals;
        this.bodies = bodies;
        FileSeal seal = new FileSeal(seals);
        this.export = new PaperExport(seal);
        this.check = new PaperCheck(
                papers.signing(), seal, id -> papers.find(id).flatMap(process -> Paper.read(process.data())));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/agreements/{id}/document", this::document)
                .post("/api/agreements/{id}/document/sign", Exchange.handler(this::sign))
                .post("/api/documents/verify", Exchange.handler(this::verify))
                .post("/dataspace/documents", Exchange.handler(this::take))
                .post("/dataspace/documents/signatures", Exchange.handler(this::takeSignature));
    }

    private void document(ServerRequest request, ServerResponse response) {
        Exchange exchange = new Exchange(request, response);
        Locale locale = exchange.parameters(LANGUAGE)
                .text("language")
                .map(PaperRoutes::language)
                .orElseGet(() -> Languages.of(exchange));
        String id = exchange.variable("id");
        Process process = papers.find(id).orElseThrow(() -> Papers.missing(id));
        Paper paper = Paper.read(process.data()).orElseThrow();
        exchange.answerHeader("Cache-Control", "no-store").answerHeader("Vary", "Accept, Accept-Language");
        switch (DocumentForm.of(request, "The document", FORMS)) {
            case "text/html" ->
                exchange.answerHeader("Content-Security-Policy", HtmlPage.CONTENT_SECURITY_POLICY)
                        .answerHeader("Content-Language", locale.getLanguage())
                        .send(200, "text/html; charset=utf-8", export.html(paper, locale));
            case "application/pdf" ->
                exchange.answerHeader("Content-Disposition", "inline; filename=\"agreement.pdf\"")
                        .answerHeader("Content-Language", locale.getLanguage())
                        .send(200, "application/pdf", export.pdf(paper, locale));
            default -> send(exchange, PaperExport.json(process));
        }
    }

    private static Locale language(String text) {
        return Languages.ALL.stream()
                .filter(locale -> locale.getLanguage().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.badParameter(
                        "language", "'language' is '" + text + "'; it must be en, de, nl, fr or es"));
    }

    private void sign(Exchange exchange) {
        exchange.parameters(NONE);
        String id = exchange.variable("id");
        if (papers.find(id).isEmpty()) {
            throw Papers.missing(id);
        }
        send(exchange, PaperExport.json(papers.sign(id, Principal.of(exchange).id())));
    }

    private void verify(Exchange exchange) {
        exchange.parameters(NONE);
        String type =
                exchange.header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!FORMS.contains(type)) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the document as one of " + String.join(", ", FORMS));
        }
        send(exchange, check.of(bodies.bytes(exchange), type));
    }

    private void take(Exchange exchange) {
        exchange.parameters(NONE);
        send(exchange, papers.take(seals.open(PaperDelivery.DOCUMENT, bodies.readTree(exchange))));
    }

    private void takeSignature(Exchange exchange) {
        exchange.parameters(NONE);
        papers.takeSignature(seals.open(PaperDelivery.COUNTERSIGNED, bodies.readTree(exchange)));
        send(exchange, JsonBodies.WRITER.createObjectNode());
    }

    private static void send(Exchange exchange, JsonNode answer) {
        exchange.send(200, MediaType.JSON, JsonBodies.WRITER.writeValueAsBytes(answer));
    }
}
