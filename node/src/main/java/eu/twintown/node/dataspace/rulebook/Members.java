package eu.twintown.node.dataspace.rulebook;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.letter.Addresses;
import eu.twintown.node.dataspace.letter.SealedMessage;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a data space around its rulebook: this node acknowledges a version by a signed letter to the publisher;
 * as publisher it asks each member for its report, which the member signs.
 */
public final class Members {
    static final String REPORT_REQUEST = "rulebook-report-request";
    private static final String KIND = "rulebook-own-acknowledgement";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final CurrentRulebook current;
    private final PublishedRulebooks published;
    private final OwnReport report;
    private final Surroundings surroundings;

    /** What letters to others need. */
    public record Surroundings(
            Documents documents,
            Seals seals,
            Addresses addresses,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            InstantSource clock) {}

    public Members(
            CurrentRulebook current, PublishedRulebooks published, OwnReport.Facts facts, Surroundings surroundings) {
        this.current = current;
        this.published = published;
        this.surroundings = surroundings;
        this.report = new OwnReport(surroundings.seals().me(), facts, this::acknowledged, surroundings.clock());
    }

    /** What this node has acknowledged of a version. */
    Optional<ObjectNode> acknowledged(String version) {
        return surroundings.documents().get(KIND, "", version).map(stored ->
                (ObjectNode) MAPPER.readTree(stored.json()));
    }

    /**
     * Acknowledges a version: the publisher has it when this returns.
     *
     * @param by who decides so here
     * @throws ProblemException Conflict where another version holds now; BadGateway where the publisher does not take it
     */
    ObjectNode acknowledge(String version, String by) {
        Rulebook rulebook = require();
        if (!rulebook.version().equals(version)) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Version " + rulebook.version() + " holds now, not " + version
                            + "; read it before you acknowledge");
        }
        ObjectNode body = MAPPER.createObjectNode()
                .put("rulebook", rulebook.id())
                .put("version", version)
                .put("hash", rulebook.hash());
        Seals seals = surroundings.seals();
        ObjectNode letter = seals.sealed(PublishedRulebooks.ACKNOWLEDGEMENT, rulebook.publisher(), body);
        if (rulebook.publisher().equals(seals.me())) {
            published.take(seals.open(PublishedRulebooks.ACKNOWLEDGEMENT, letter));
        } else {
            post(rulebook.publisher(), "/rulebook/acknowledgements", letter, Locale.ENGLISH);
        }
        body.put("at", surroundings.clock().instant().toString()).put("by", by);
        surroundings.documents().put(KIND, "", version, body.toString());
        return body;
    }

    /** How this node keeps to the rulebook that holds now. */
    ObjectNode report(Locale locale) {
        return report.of(require(), locale);
    }

    /** The same, signed, for the publisher who asks. */
    ObjectNode answer(SealedMessage request, Locale locale) {
        Rulebook rulebook = require();
        if (!request.from().equals(rulebook.publisher())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "Only the publisher of the rulebook is given this report");
        }
        return MAPPER.createObjectNode()
                .put("letter", surroundings.seals().statement(OwnReport.STATEMENT, report.of(rulebook, locale)));
    }

    /** One entry for each member that ever acknowledged a version: which, and what the member tells of itself now. */
    ArrayNode reports(Locale locale) {
        Map<String, PublishedRulebooks.Acknowledgement> latest = new LinkedHashMap<>();
        published.acknowledgements().forEach(each -> latest.put(each.member(), each));
        List<Map.Entry<String, PublishedRulebooks.Acknowledgement>> members = List.copyOf(latest.entrySet());
        Optional<Rulebook> rulebook = published.current().map(PublishedRulebooks.Version::rulebook);
        ArrayNode reports = MAPPER.createArrayNode();
        for (Map.Entry<String, PublishedRulebooks.Acknowledgement> member : members) {
            PublishedRulebooks.Acknowledgement acknowledgement = member.getValue();
            ObjectNode entry = reports.addObject().put("member", member.getKey());
            entry.putObject("acknowledged")
                    .put("version", acknowledgement.version())
                    .put("at", acknowledgement.at().toString())
                    .put(
                            "current",
                            rulebook.map(now -> now.version().equals(acknowledgement.version()))
                                    .orElse(false));
            try {
                entry.set("report", reportOf(member.getKey(), locale));
            } catch (ProblemException e) {
                entry.put("problem", e.problem().detail());
            }
        }
        return reports;
    }

    private JsonNode reportOf(String member, Locale locale) {
        Seals seals = surroundings.seals();
        if (member.equals(seals.me())) {
            return report(locale);
        }
        ObjectNode answer = post(
                member, "/rulebook/report", seals.sealed(REPORT_REQUEST, member, MAPPER.createObjectNode()), locale);
        try {
            SealedMessage told =
                    seals.verify(OwnReport.STATEMENT, answer.path("letter").asString(""));
            if (!told.from().equals(member)) {
                throw new ProblemException(
                        ProblemType.BAD_GATEWAY, "The report is signed by " + told.from() + " instead");
            }
            return told.body();
        } catch (TrustException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, "The report is not accepted: " + e.safe());
        }
    }

    /** @param locale in which the other side is to answer */
    private ObjectNode post(String participant, String path, ObjectNode body, Locale locale) {
        URI uri = URI.create(surroundings.addresses().of(participant) + path);
        try {
            OutgoingClient.Response response = surroundings
                    .send()
                    .apply(new OutgoingClient.Request(
                            "POST",
                            uri,
                            Map.of(
                                    "Content-Type",
                                    "application/json",
                                    "Accept",
                                    "application/json",
                                    "Accept-Language",
                                    locale.getLanguage()),
                            StrictJson.bytes(body),
                            PATIENCE));
            if (response.status() / 100 != 2) {
                throw new ProblemException(
                        ProblemType.BAD_GATEWAY,
                        participant + " answered " + response.status() + ": "
                                + new String(response.body(), StandardCharsets.UTF_8)
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
            }
            JsonNode answer = response.body().length == 0 ? StrictJson.object() : MAPPER.readTree(response.body());
            return answer instanceof ObjectNode object ? object : StrictJson.object();
        } catch (OutgoingException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, participant + " gave no answer: " + e.getMessage());
        } catch (JacksonException e) {
            throw new ProblemException(
                    ProblemType.BAD_GATEWAY, participant + " answered with something that is no JSON");
        }
    }

    private Rulebook require() {
        return current.get()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        "No rulebook holds for this node"
                                + (current.problem().isEmpty() ? "" : "; reading it failed: " + current.problem())));
    }
}
