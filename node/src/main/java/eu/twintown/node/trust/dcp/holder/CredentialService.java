package eu.twintown.node.trust.dcp.holder;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.Expectation;
import eu.twintown.node.trust.credential.IssuerTrust;
import eu.twintown.node.trust.credential.Verdict;
import eu.twintown.node.trust.dcp.AccessTokens;
import eu.twintown.node.trust.dcp.Bearer;
import eu.twintown.node.trust.dcp.DcpMessage;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.IdToken;
import eu.twintown.node.trust.dcp.Scope;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.holding.HeldCredential;
import eu.twintown.node.trust.holding.Presentations;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.jose.TrustException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Presents this organisation's credentials to those who were given an access token, and stores what issuers send (DCP
 * 1.0.1, "Verifiable Presentation Protocol" and "Storage API"). It stores only what it asked for, and nothing of a
 * message of which one part is not good.
 */
public final class CredentialService {
    /** What DCP can carry; an SD-JWT is presented by OpenID4VP. */
    private static final Set<CredentialFormat> FORMATS = Set.of(CredentialFormat.VC20_JWT, CredentialFormat.VC11_JWT);

    /** A credential that this node cannot confirm itself may be good for one who trusts its issuer. */
    private static final Set<HeldCredential.State> PRESENTABLE =
            Set.of(HeldCredential.State.VALID, HeldCredential.State.EXPIRES_SOON, HeldCredential.State.UNCHECKED);

    private final NodeDid node;
    private final Wallet wallet;
    private final CredentialVerifier verifier;
    private final AccessTokens access;
    private final Holdings holdings;
    private final Offers offers;
    private final IssuerTrust trust;
    private final DcpSettings settings;
    private final InstantSource clock;

    /** What the service works with. */
    public record Parts(
            NodeDid node,
            Wallet wallet,
            CredentialVerifier verifier,
            AccessTokens access,
            Holdings holdings,
            Offers offers,
            IssuerTrust trust) {}

    public CredentialService(Parts parts, DcpSettings settings, InstantSource clock) {
        this.node = parts.node();
        this.wallet = parts.wallet();
        this.verifier = parts.verifier();
        this.access = parts.access();
        this.holdings = parts.holdings();
        this.offers = parts.offers();
        this.trust = parts.trust();
        this.settings = settings;
        this.clock = clock;
    }

    /** Answers a PresentationQueryMessage with a PresentationResponseMessage. */
    ObjectNode query(IdToken caller, DcpMessage query) {
        Set<Scope> wanted = wanted(query);
        String token = caller.accessToken()
                .orElseThrow(() -> Unauthorized.because(
                        caller.bearer() + " showed no access token",
                        "The claim token with an access token is missing"));
        Set<Scope> granted = Bearer.refusing(() -> access.scopes(token, caller.bearer()));
        if (!granted.containsAll(wanted)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The access token is for "
                            + granted.stream().map(Scope::text).collect(Collectors.joining(", ")) + " only");
        }
        ObjectNode response = DcpMessage.create("PresentationResponseMessage");
        ArrayNode presentations = response.putArray("presentation");
        Presentations.Occasion occasion = new Presentations.Occasion(
                node.did().value(),
                node.key(),
                node.keyId(),
                caller.bearer().value(),
                Optional.empty(),
                settings.tokenLife());
        byFormat(wanted)
                .forEach((format, credentials) ->
                        presentations.add(Presentations.vp(occasion, credentials, format, clock.instant())));
        return response;
    }

    private static Set<Scope> wanted(DcpMessage query) {
        boolean byScope = query.has("scope");
        boolean byDefinition = query.has("presentationDefinition");
        if (byScope == byDefinition) {
            throw ProblemException.badData(
                    "The query must hold either scope or presentationDefinition" + (byScope ? ", not both" : ""),
                    "/scope");
        }
        if (byDefinition) {
            if (!query.json().path("presentationDefinition").isObject()
                    || query.json().path("presentationDefinition").isEmpty()) {
                throw ProblemException.badData(
                        "presentationDefinition must be a Presentation Definition", "/presentationDefinition");
            }
            throw new ProblemException(
                    ProblemType.NOT_IMPLEMENTED, "This node takes no presentationDefinition; use scope");
        }
        return query.texts("scope").stream().map(Scope::parse).collect(Collectors.toSet());
    }

    /** One presentation holds credentials of one data model only (DCP 1.0.1, "Homogeneity requirement"). */
    private Map<CredentialFormat, List<Credential>> byFormat(Set<Scope> scopes) {
        return wallet.list().stream()
                .filter(held -> PRESENTABLE.contains(held.state()))
                .map(HeldCredential::credential)
                .filter(credential -> FORMATS.contains(credential.format()))
                .filter(credential -> scopes.stream().anyMatch(scope -> matches(scope, credential)))
                .collect(Collectors.groupingBy(
                        Credential::format, () -> new EnumMap<>(CredentialFormat.class), Collectors.toList()));
    }

    private static boolean matches(Scope scope, Credential credential) {
        return switch (scope.kind()) {
            case TYPE -> credential.hasType(scope.value());
            case ID -> credential.id().equals(scope.value());
        };
    }

    /** Takes a CredentialMessage of an issuer. */
    void store(IdToken issuer, DcpMessage message) {
        message.text("issuerPid");
        String status = message.text("status");
        HeldRequest request = request(issuer, message.text("holderPid"));
        switch (status) {
            case "REJECTED" ->
                holdings.rejected(
                        request.id(), message.optionalText("rejectionReason").orElse("The issuer gave no reason"));
            case "ISSUED" -> issued(issuer, request, message.objects("credentials"));
            default -> throw ProblemException.badData("status must be ISSUED or REJECTED", "/status");
        }
    }

    private HeldRequest request(IdToken issuer, String holderPid) {
        return holdings.find(holderPid)
                .filter(request -> request.issuer().equals(issuer.bearer().value()))
                .filter(request -> request.state() != HeldRequest.State.REJECTED)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.FORBIDDEN, "This node has no open request " + holderPid + " with you"));
    }

    private void issued(IdToken issuer, HeldRequest request, List<DcpMessage> containers) {
        for (DcpMessage container : containers) {
            container.text("credentialType");
            container.text("format");
            container.payload("payload");
        }
        Map<String, String> stored = new LinkedHashMap<>(request.received());
        try {
            // Everything is verified before anything is stored.
            List<Credential> credentials = containers.stream()
                    .map(container -> verified(container.payload("payload"), issuer))
                    .toList();
            for (Credential credential : credentials) {
                HeldCredential held = wallet.add(credential.text());
                String type = String.join(" ", credential.types());
                // What an earlier answer to the same request brought is replaced.
                Optional.ofNullable(stored.put(type, held.key()))
                        .filter(old -> !old.equals(held.key()))
                        .ifPresent(wallet::remove);
            }
        } catch (TrustException e) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST_DATA, "A credential of the message is not accepted: " + e.safe());
        }
        holdings.issued(request.id(), stored);
    }

    /** A good credential about this node by the sender; whether others trust the sender is for them to say. */
    private Credential verified(String text, IdToken issuer) {
        Verdict verdict = verifier.verify(text, Expectation.heldBy(node.did().value()));
        Optional<Check> failure = verdict.checks().stream()
                .filter(check -> !check.passed() && !check.name().equals("issuer"))
                .findFirst();
        if (failure.isPresent()) {
            throw new TrustException(failure.get().name(), failure.get().safe(), verdict.fullReason());
        }
        Credential credential = verdict.credential().orElseThrow();
        if (!credential.issuer().equals(issuer.bearer().value())) {
            throw new TrustException(
                    "issuer", "It is not issued by the sender", "It is issued by " + credential.issuer());
        }
        return credential;
    }

    /** Takes a CredentialOfferMessage of an issuer that this node trusts or has asked before. */
    void offer(IdToken issuer, DcpMessage message) {
        if (!message.text("issuer").equals(issuer.bearer().value())) {
            throw ProblemException.badData("issuer must be the DID of the sender", "/issuer");
        }
        List<DcpMessage> objects = message.objects("credentials");
        List<String> types = objects.stream()
                .flatMap(object -> object.optionalText("credentialType").stream())
                .toList();
        boolean welcome = Stream.of(types, List.<String>of())
                        .anyMatch(some ->
                                trust.trusts(issuer.bearer().value(), some).isPresent())
                || holdings.knows(issuer.bearer());
        if (!welcome) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "This node takes offers only of issuers that it trusts or has asked");
        }
        offers.add(issuer.bearer(), message, clock.instant());
    }
}
