package eu.twintown.node.trust.simpl.onboarding;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.trust.key.SecretBox;
import eu.twintown.node.trust.simpl.tier.Answers;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.Version;
import eu.twintown.node.trust.simpl.tier.Service;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way to become a participant, up to the notary's decision: request, documents, submission, comments. Each step is
 * stored before it is answered, so that it goes on where it stopped.
 */
public final class Onboarding {
    private static final String WHO = "the authority";
    private static final String BOX = "simpl-account";
    private static final String REQUESTS = "/v1/onboardingRequests";

    private final AuthoritySettings settings;
    private final MembershipStore store;
    private final SecretBox box;
    private final Tier1 tier1;

    /** @param send makes a request that leaves the node */
    public Onboarding(
            AuthoritySettings settings,
            MembershipStore store,
            SecretBox box,
            Function<Request, Response> send,
            InstantSource clock) {
        this.settings = settings;
        this.store = store;
        this.box = box;
        this.tier1 = new Tier1(settings, send, this::account, clock);
    }

    Tier1 tier1() {
        return tier1;
    }

    /** The kinds of participants that the authority takes: objects with {@code id}, {@code label}, {@code value}. */
    public JsonNode participantTypes() {
        return Answers.json(
                WHO, tier1.open("GET", at("/v1/participantTypes"), Map.of("Accept", "application/json"), new byte[0]));
    }

    /** What it takes to apply; the account is made by version 1, and must exist for version 2. */
    public record Application(
            String username,
            String password,
            String firstName,
            String lastName,
            String email,
            String participantType,
            String organisation) {
        @Override
        public String toString() {
            return "Application[" + organisation + ", " + participantType + "]";
        }
    }

    /**
     * Sends the onboarding request.
     *
     * @throws ProblemException Conflict where one is under way; Bad Gateway with the authority's reason
     */
    public Membership apply(Application application) {
        Membership now = store.get();
        if (now.participantId().isPresent()
                || now.request().isPresent() && !now.requestStatus().equals("REJECTED")) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "There is an onboarding request already: " + now.requestId().orElse("") + ", "
                            + now.requestStatus());
        }
        // Before the request goes out, so that an account that it makes is not lost when the node ends here.
        store.update(json -> json.put(Membership.ACCOUNT, application.username())
                .put(Membership.PASSWORD, box.seal(BOX, application.password().getBytes(StandardCharsets.UTF_8))));
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putObject("applicant")
                .put("firstName", application.firstName())
                .put("lastName", application.lastName())
                .put("email", application.email());
        body.putObject("participantType").put("id", typeId(application.participantType()));
        body.put("organization", application.organisation());
        return keep(Answers.json(WHO, send(application, body)));
    }

    /** Version 1 makes the account along with the request, so it is the first choice where both are there. */
    private Response send(Application application, ObjectNode body) {
        if (settings.version() != Version.V2) {
            ObjectNode first = body.deepCopy();
            // The published contract demands the first name in two spellings.
            ((ObjectNode) first.get("applicant"))
                    .put("firstname", application.firstName())
                    .put("username", application.username())
                    .put("password", application.password());
            Response response = tier1.open(
                    "POST",
                    at(REQUESTS),
                    Map.of("Content-Type", "application/json", "Accept", "application/json"),
                    first.toString().getBytes(StandardCharsets.UTF_8));
            boolean there = response.status() != 404 && response.status() != 405 && response.status() != 410;
            if (there || settings.version() == Version.V1) {
                return response;
            }
        }
        return tier1.json("POST", at("/tier1/v2/onboardingRequests"), body);
    }

    private String typeId(String idOrValue) {
        for (JsonNode type : participantTypes()) {
            if (type.path("id").asString("").equals(idOrValue)
                    || type.path("value").asString("").equals(idOrValue)) {
                return type.path("id").asString("");
            }
        }
        throw new ProblemException(
                ProblemType.BAD_REQUEST_DATA,
                "The authority knows no participant type '" + idOrValue + "'; GET /api/simpl/participant-types lists"
                        + " what there is");
    }

    /** Asks how the request stands. */
    public Membership refresh() {
        return keep(Answers.json(WHO, tier1.get(request(""))));
    }

    /**
     * Uploads a document.
     *
     * @param content base64
     */
    public Membership upload(String document, String filename, String content) {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("id", document)
                .put("filename", filename)
                .put("content", content);
        return keep(Answers.json(WHO, tier1.json("PATCH", request("/documents"), body)));
    }

    /** Hands the request in; the authority's rules and its notary take it from here. */
    public Membership submit() {
        return keep(Answers.json(WHO, tier1.signedIn("POST", request("/submit"), "", new byte[0])));
    }

    /** Says something to the notary. */
    public Membership comment(String text) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("content", text);
        return keep(Answers.json(WHO, tier1.json("POST", request("/comments"), body)));
    }

    private URI request(String rest) {
        String id = store.get()
                .requestId()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT,
                        "There is no onboarding request yet; POST /api/simpl/onboarding makes one"));
        return at(REQUESTS + "/" + id + rest);
    }

    private URI at(String path) {
        return settings.tier1(Service.ONBOARDING, path);
    }

    private Optional<Tier1.Account> account() {
        if (!settings.signIn().username().isEmpty()) {
            return Optional.of(new Tier1.Account(
                    settings.signIn().username(), settings.signIn().password()));
        }
        Membership now = store.get();
        return now.account().flatMap(name -> now.sealedPassword()
                .map(password ->
                        new Tier1.Account(name, new String(box.unseal(BOX, password), StandardCharsets.UTF_8))));
    }

    private Membership keep(JsonNode answer) {
        if (!(answer instanceof ObjectNode request)
                || request.path("id").asString("").isEmpty()) {
            throw new ProblemException(
                    ProblemType.BAD_GATEWAY, "The authority's answer is no onboarding request: it has no id");
        }
        ObjectNode kept = request.deepCopy();
        kept.path("documents").forEach(document -> ((ObjectNode) document).remove("content"));
        if (kept.path("applicant") instanceof ObjectNode applicant) {
            applicant.remove("password");
        }
        String participant = kept.path("participantId").asString("");
        return store.update(json -> {
            json.set(Membership.REQUEST, kept);
            if (!participant.isEmpty()) {
                json.put(Membership.PARTICIPANT, participant);
            }
        });
    }
}
