package eu.twintown.node.trust.dcp.verifier;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.PresentationExpectation;
import eu.twintown.node.trust.dcp.DcpClient;
import eu.twintown.node.trust.dcp.DcpMessage;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.IdToken;
import eu.twintown.node.trust.dcp.Scope;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a caller's credential service for what this node wants to see, and verifies it (DCP 1.0.1, "Resolution API" and
 * "Presentation Validation").
 */
final class PresentationQuery {
    private static final int MOST_PRESENTATIONS = 20;

    private final NodeDid node;
    private final DcpClient client;
    private final CredentialVerifier verifier;
    private final DcpSettings settings;

    PresentationQuery(NodeDid node, DcpClient client, CredentialVerifier verifier, DcpSettings settings) {
        this.node = node;
        this.client = client;
        this.verifier = verifier;
        this.settings = settings;
    }

    /**
     * The caller's credentials, at least one of each type that is required.
     *
     * @throws TrustException where they cannot be had, one is not valid, or one is missing
     */
    List<Credential> credentials(IdToken caller) {
        if (settings.require().isEmpty()) {
            return List.of();
        }
        if (caller.accessToken().isEmpty()) {
            throw new TrustException(
                    "access-token",
                    "The claim token with an access token for your credential service is missing",
                    caller.bearer() + " sent no access token");
        }
        List<Credential> credentials = new ArrayList<>();
        for (String presentation : presentations(caller)) {
            credentials.addAll(verifier.verifyPresentation(
                            presentation,
                            PresentationExpectation.by(node.did().value())
                                    .heldBy(caller.bearer().value()))
                    .orThrow());
        }
        for (String type : settings.require()) {
            if (credentials.stream().noneMatch(credential -> credential.hasType(type))) {
                throw new TrustException(
                        "type",
                        "A credential of type " + type + " is missing",
                        caller.bearer() + " presented no credential of type " + type);
            }
        }
        return credentials;
    }

    private List<String> presentations(IdToken caller) {
        ObjectNode query = DcpMessage.create("PresentationQueryMessage");
        ArrayNode scopes = query.putArray("scope");
        settings.require().forEach(type -> scopes.add(Scope.ofType(type).text()));
        URI base = client.service(caller.bearer(), DcpSettings.CREDENTIAL_SERVICE);
        DcpClient.Answer answer =
                client.post(caller.bearer(), URI.create(base + "/presentations/query"), query, caller.accessToken());
        if (!answer.isGood()) {
            throw new TrustException(
                    "presentation",
                    "Your credential service answered " + answer.status(),
                    base + " answered " + answer.status() + ": " + answer.excerpt());
        }
        return presentations(answer.json(), caller);
    }

    private static List<String> presentations(ObjectNode answer, IdToken caller) {
        try {
            DcpMessage.read(answer, "PresentationResponseMessage");
        } catch (ProblemException e) {
            throw malformed(caller, e.problem().detail());
        }
        JsonNode list = answer.path("presentation");
        if (!list.isArray() || list.size() > MOST_PRESENTATIONS) {
            throw malformed(caller, "presentation must be a list of at most " + MOST_PRESENTATIONS);
        }
        List<String> presentations = new ArrayList<>();
        for (JsonNode presentation : list) {
            if (!presentation.isString()) {
                throw malformed(caller, "only presentations as JWT are taken");
            }
            presentations.add(presentation.asString());
        }
        return presentations;
    }

    private static TrustException malformed(IdToken caller, String why) {
        return new TrustException(
                "presentation",
                "The answer of your credential service is not valid: " + why,
                "The credential service of " + caller.bearer() + ": " + why);
    }
}
