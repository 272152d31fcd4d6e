package eu.twintown.node.trust.oid4vc.holder;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.holding.HeldCredential;
import eu.twintown.node.trust.holding.HeldCredential.State;
import eu.twintown.node.trust.holding.Presentations;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import eu.twintown.node.trust.key.SigningKey;
import eu.twintown.node.trust.oid4vc.dcql.DcqlException;
import eu.twintown.node.trust.oid4vc.dcql.DcqlQuery.Match;
import eu.twintown.node.trust.oid4vc.dcql.DcqlReader;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers verifiers that ask for credentials (OpenID4VP 1.0, {@code direct_post}). Only signed requests of verifiers with a
 * DID are answered, and of an SD-JWT no more is shown than was asked for.
 */
public final class PresentationAnswerer {
    private static final String PREFIX = "decentralized_identifier:";
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final RemoteJson remote;
    private final NodeDid node;
    private final Wallet wallet;
    private final KeySource keys;
    private final Function<String, Optional<SigningKey>> ownKeys;
    private final InstantSource clock;

    /** @param ownKeys keys of this node by thumbprint, retired ones too: an SD-JWT stays bound to the key it was made for */
    public PresentationAnswerer(
            OutgoingClient outgoing,
            NodeDid node,
            Wallet wallet,
            KeySource keys,
            Function<String, Optional<SigningKey>> ownKeys,
            InstantSource clock) {
        this.remote = new RemoteJson(outgoing);
        this.node = node;
        this.wallet = wallet;
        this.keys = keys;
        this.ownKeys = ownKeys;
        this.clock = clock;
    }

    /**
     * What is, or would be, shown to whom.
     *
     * @param verifier DID of who asks
     * @param shown by the id of the query, what of which credential
     */
    public record Disclosure(String verifier, Map<String, List<Shown>> shown) {}

    /** One credential that is shown; {@code claims} is empty where all of it is. */
    public record Shown(String credential, String type, String issuer, List<String> claims) {}

    private record Request(String clientId, String verifier, ObjectNode claims) {}

    /**
     * Reads the request behind the link and chooses what to show; sends it unless this is only a preview.
     *
     * @throws eu.twintown.kernel.problem.ProblemException where the request is not a genuine one, or the wallet has not
     *     what it asks for
     */
    public Disclosure answer(String link, boolean preview) {
        Request request = request(link);
        Map<String, List<Match>> chosen;
        try {
            List<Credential> held = wallet.list().stream()
                    .filter(one -> one.state() == State.VALID || one.state() == State.EXPIRES_SOON)
                    .map(HeldCredential::credential)
                    .toList();
            chosen = DcqlReader.read(request.claims().path("dcql_query"))
                    .select(held)
                    .orElseThrow(() -> HolderException.invalid(
                            "This organisation holds no valid credentials that satisfy the request of "
                                    + request.verifier()));
        } catch (DcqlException e) {
            throw HolderException.remote("The verifier's query is not valid: " + e.getMessage());
        }
        if (!preview) {
            send(request, chosen);
        }
        Map<String, List<Shown>> shown = new LinkedHashMap<>();
        chosen.forEach((id, matches) ->
                shown.put(id, matches.stream().map(PresentationAnswerer::shown).toList()));
        return new Disclosure(request.verifier(), shown);
    }

    private Request request(String link) {
        String clientId = CredentialOffer.parameter(link, "client_id").orElse("");
        String address = CredentialOffer.parameter(link, "request_uri")
                .orElseThrow(() -> HolderException.invalid("The link must have client_id and request_uri"));
        if (!clientId.startsWith(PREFIX)) {
            throw HolderException.invalid("Only verifiers named by a DID (client_id " + PREFIX
                    + "did:…) are answered, not '" + clientId + "'");
        }
        String verifier = clientId.substring(PREFIX.length());
        try {
            Jws jws = Jws.parse(remote.text(URI.create(address), "application/oauth-authz-req+jwt"));
            if (!jws.type().equals("oauth-authz-req+jwt")) {
                throw new TrustException("form", "The request's typ is wrong", "typ is " + jws.type());
            }
            jws.verify(keys.key(verifier, jws, Relationship.AUTHENTICATION));
            new JwtClaims(jws.claims()).validAt(clock.instant(), JwtClaims.TOLERANCE);
            ObjectNode claims = jws.claims();
            if (!claims.path("client_id").asString("").equals(clientId)) {
                throw new TrustException("form", "The request is of another client", "client_id differs from the link");
            }
            return new Request(clientId, verifier, claims);
        } catch (TrustException e) {
            throw HolderException.remote("The request of " + verifier + " is not genuine: " + e.reason());
        } catch (IllegalArgumentException e) {
            throw HolderException.invalid("request_uri is no address");
        }
    }

    private void send(Request request, Map<String, List<Match>> chosen) {
        ObjectNode claims = request.claims();
        if (!claims.path("response_mode").asString("").equals("direct_post") || claims.has("redirect_uri")) {
            throw HolderException.remote("The verifier wants another response mode than direct_post");
        }
        ObjectNode token = StrictJson.object();
        String nonce = claims.path("nonce").asString("");
        chosen.forEach((id, matches) ->
                matches.forEach(match -> token.withArray(id).add(presentation(match, request.clientId(), nonce))));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("vp_token", token.toString());
        if (claims.has("state")) {
            fields.put("state", claims.path("state").asString(""));
        }
        remote.form(RemoteJson.uri(claims, "response_uri", "The request"), fields);
    }

    private String presentation(Match match, String audience, String nonce) {
        Credential credential = match.credential();
        if (!match.query().bound()) {
            return credential.text();
        }
        if (credential.format() == CredentialFormat.SD_JWT) {
            return Presentations.sdJwt(
                    credential, roots(match), boundKey(credential), audience, nonce, clock.instant());
        }
        Presentations.Occasion occasion = new Presentations.Occasion(
                node.did().value(), node.key(), node.keyId(), audience, Optional.of(nonce), LIFE);
        return Presentations.vp(occasion, List.of(credential), credential.format(), clock.instant());
    }

    private SigningKey boundKey(Credential credential) {
        String thumbprint = VerificationKey.ofJwk(
                        "cnf", credential.json().path("cnf").path("jwk"))
                .thumbprint();
        return ownKeys.apply(thumbprint)
                .orElseThrow(() -> HolderException.invalid(
                        "The credential is bound to a key that this node does not have (any more)"));
    }

    /** Whole top-level claims are shown or hidden; what a path leads into comes with its root. */
    private static Set<String> roots(Match match) {
        return match.claims().stream()
                .flatMap(claim -> claim.path().root().stream())
                .collect(Collectors.toSet());
    }

    private static Shown shown(Match match) {
        Credential credential = match.credential();
        boolean some = credential.format() == CredentialFormat.SD_JWT;
        return new Shown(
                credential.id(),
                credential.types().getFirst(),
                credential.issuer(),
                some ? roots(match).stream().sorted().toList() : List.of());
    }
}
