package eu.twintown.node.trust.dcp.issuer;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.dcp.DcpClient;
import eu.twintown.node.trust.dcp.DcpMessage;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.IdToken;
import eu.twintown.node.trust.dcp.Retry;
import eu.twintown.node.trust.dcp.Rounds;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.SecretBox;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Issues credentials to holders who ask for them (DCP 1.0.1, "Credential Issuance Protocol"). A request is durable before
 * it is acknowledged; in the background the policy decides, the credentials are made once and stored with the request,
 * and then delivered to the holder's credential service until it takes them.
 */
public final class IssuerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerService.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MOST_OPEN = 20_000;
    private static final int MOST_LISTED = 1_000;
    private static final String SEAL = "dcp-issuance";

    private final NodeDid node;
    private final CredentialIssuer issuer;
    private final DcpClient client;
    private final SecretBox box;
    private final Issuances issuances;
    private final List<IssuableCredential> offered;
    private final IssuancePolicy policy;
    private final InstantSource clock;
    private final Rounds rounds = new Rounds("dcp-issuance", PAUSE, this::round);

    /** What the service works with. */
    public record Parts(NodeDid node, CredentialIssuer issuer, DcpClient client, SecretBox box, Documents documents) {}

    public IssuerService(Parts parts, List<IssuableCredential> offered, IssuancePolicy policy, InstantSource clock) {
        this.node = parts.node();
        this.issuer = parts.issuer();
        this.client = parts.client();
        this.box = parts.box();
        this.issuances = new Issuances(parts.documents());
        this.offered = List.copyOf(offered);
        this.policy = policy;
        this.clock = clock;
    }

    public void start() {
        rounds.start();
    }

    /** Asks the policy again soon: somebody has decided. */
    public void wake() {
        rounds.wake();
    }

    /** What this node issues. */
    public List<IssuableCredential> offered() {
        return offered;
    }

    /** The IssuerMetadata. */
    ObjectNode metadata() {
        ObjectNode metadata =
                DcpMessage.create("IssuerMetadata").put("issuer", node.did().value());
        ArrayNode supported = metadata.putArray("credentialsSupported");
        offered.forEach(credential -> supported.add(credential.json()));
        return metadata;
    }

    /** Takes a CredentialRequestMessage; the request's id (issuerPid). */
    String request(IdToken holder, DcpMessage message) {
        String holderPid = message.text("holderPid");
        List<String> wanted = new ArrayList<>();
        for (DcpMessage reference : message.objects("credentials")) {
            String id = reference.text("id");
            IssuableCredential known = offered(id)
                    .orElseThrow(() -> ProblemException.badData(
                            "This issuer offers no credential with the id " + id
                                    + "; GET /dcp/issuer/metadata lists them",
                            "/credentials/" + wanted.size()));
            wanted.add(known.id());
        }
        if (issuances.openCount() >= MOST_OPEN) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Too many requests wait here; try again later");
        }
        String token = holder.accessToken()
                .map(text -> box.seal(SEAL, text.getBytes(StandardCharsets.UTF_8)))
                .orElse("");
        Issuance issuance = new Issuance(
                UUID.randomUUID().toString(),
                holder.bearer().value(),
                holderPid,
                wanted,
                token,
                Issuance.State.RECEIVED,
                "",
                List.of(),
                false,
                Retry.from(clock.instant()));
        issuances.add(issuance);
        rounds.wake();
        return issuance.id();
    }

    /** The CredentialStatus of a request, for the one who made it; for others it is not there. */
    ObjectNode status(IdToken holder, String id) {
        Issuance issuance = issuances
                .find(id)
                .filter(found -> found.holder().equals(holder.bearer().value()))
                .orElseThrow(() ->
                        new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "You have no request " + id + " here"));
        return DcpMessage.create("CredentialStatus")
                .put("issuerPid", issuance.id())
                .put("holderPid", issuance.holderPid())
                .put("status", issuance.state().name());
    }

    /** All requests as JSON, for people: first those that are open. */
    public List<JsonNode> list() {
        return Stream.concat(issuances.open().stream(), issuances.over(MOST_LISTED).stream())
                .map(Issuance::summary)
                .map(JsonNode.class::cast)
                .toList();
    }

    private Optional<IssuableCredential> offered(String id) {
        return offered.stream().filter(credential -> credential.id().equals(id)).findFirst();
    }

    private void round() {
        for (Issuance issuance : issuances.open()) {
            if (issuance.retry().isDue(clock.instant())) {
                advance(issuance);
            }
        }
    }

    private void advance(Issuance issuance) {
        Issuance decided = issuance.state() == Issuance.State.RECEIVED ? decided(issuance) : issuance;
        if (decided.state() == Issuance.State.RECEIVED) {
            return;
        }
        if (decided != issuance) {
            issuances.put(decided);
        }
        try {
            deliver(decided);
            issuances.over(decided.done(""));
        } catch (TrustException e) {
            LOG.info("Credentials for {} cannot be delivered yet: {}", decided.holder(), e.reason());
            Issuance again = decided.again(e.reason(), clock.instant());
            if (again.retry().isOver()) {
                issuances.over(again);
            } else {
                issuances.put(again);
            }
        }
    }

    /** The whole request is rejected where one credential is. */
    private Issuance decided(Issuance issuance) {
        List<CredentialOrder> orders = new ArrayList<>();
        for (String id : issuance.wanted()) {
            Optional<IssuableCredential> wanted = offered(id);
            if (wanted.isEmpty()) {
                return issuance.rejected("The credential is not offered any more");
            }
            switch (policy.decide(issuance.holder(), wanted.get())) {
                case IssuancePolicy.Decision.Pending _ -> {
                    return issuance;
                }
                case IssuancePolicy.Decision.Rejected rejected -> {
                    return issuance.rejected(rejected.reason());
                }
                case IssuancePolicy.Decision.Approved approved ->
                    orders.add(CredentialOrder.of(
                                    wanted.get().format(), wanted.get().type(), issuance.holder(), approved.claims())
                            .validFor(wanted.get().validity()));
            }
        }
        List<String> issued = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            issued.add(issuance.wanted().get(i));
            issued.add(issuer.issue(orders.get(i)).text());
        }
        return issuance.approved(issued);
    }

    private void deliver(Issuance issuance) {
        Did holder = Did.parse(issuance.holder());
        ObjectNode message = DcpMessage.create("CredentialMessage")
                .put("issuerPid", issuance.id())
                .put("holderPid", issuance.holderPid())
                .put("status", issuance.state().name());
        if (issuance.state() == Issuance.State.REJECTED) {
            message.put("rejectionReason", issuance.reason());
        }
        ArrayNode credentials = message.putArray("credentials");
        for (int i = 0; i < issuance.issued().size(); i += 2) {
            IssuableCredential wanted = offered(issuance.issued().get(i)).orElseThrow();
            credentials
                    .addObject()
                    .put("credentialType", wanted.type())
                    .put("format", wanted.messageFormat())
                    .put("payload", issuance.issued().get(i + 1));
        }
        URI base = client.service(holder, DcpSettings.CREDENTIAL_SERVICE);
        DcpClient.Answer answer = client.post(holder, URI.create(base + "/credentials"), message, token(issuance));
        if (!answer.isGood()) {
            throw new TrustException(
                    "delivery",
                    "The holder's credential service refused the credentials",
                    base + " answered " + answer.status() + ": " + answer.excerpt());
        }
    }

    private Optional<String> token(Issuance issuance) {
        return issuance.sealedToken().isEmpty()
                ? Optional.empty()
                : Optional.of(new String(box.unseal(SEAL, issuance.sealedToken()), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        rounds.close();
    }
}
