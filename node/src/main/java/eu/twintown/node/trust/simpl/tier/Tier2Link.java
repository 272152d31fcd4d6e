package eu.twintown.node.trust.simpl.tier;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.simpl.onboarding.Installed;
import eu.twintown.node.trust.simpl.proof.CredentialId;
import eu.twintown.node.trust.simpl.proof.OwnProof;
import eu.twintown.node.trust.simpl.proof.ProofSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests at tier 2, to the authority and to other participants: mutual TLS with the installed certificate, the other
 * side's certificate checked, and the own ephemeral proof handed over before the first request and after each change.
 */
public final class Tier2Link {
    private static final String PROFILE = "simpl";
    private static final String FIRST_VERSION = "/v1/mtls/";
    private static final String WHO = "the authority";

    private final OutgoingClient outgoing;
    private final AuthoritySettings authority;
    private final Installed installed;
    private final Tier2Trust trust;
    private final Versions versions;
    private final OwnProof proof;
    private final HandOver handOver;

    public Tier2Link(
            OutgoingClient outgoing,
            AuthoritySettings authority,
            ProofSettings proofs,
            Installed installed,
            Tier2Trust trust,
            InstantSource clock) {
        this.outgoing = outgoing;
        this.authority = authority;
        this.installed = installed;
        this.trust = trust;
        this.versions = new Versions(authority.version());
        this.proof =
                new OwnProof(() -> installed.key().orElseThrow(Tier2Link::notOnboarded), this::token, proofs, clock);
        this.handOver = new HandOver(this::bare, proofs.preflight(), authority);
        useCertificate();
        installed.onChange(this::useCertificate);
    }

    private void useCertificate() {
        outgoing.useTls(PROFILE, new ClientTls(Optional.of(installed.identity()), trust));
        proof.forget();
        handOver.forget();
    }

    /** The own proof. */
    public OwnProof proof() {
        return proof;
    }

    /** Which version the authority's tier 2 speaks, as far as known. */
    public AuthoritySettings.Version version() {
        return versions.spoken();
    }

    /** Asks the authority in the version that it speaks; each with the proof handed over. */
    public Response authority(Request second, Request first) {
        return versions.ask(() -> proven(second, authorityBase()), () -> proven(first, authorityBase()));
    }

    /** The same where the certificate alone is asked for. */
    public Response authorityBare(Request second, Request first) {
        return versions.ask(() -> bare(second), () -> bare(first));
    }

    /** Sends to the authority, with the proof handed over. */
    public Response authority(Request request) {
        return proven(request, authorityBase());
    }

    /** Sends to another participant, with the proof handed over. */
    public Response peer(Request request) {
        return proven(request, origin(request.uri()));
    }

    private String authorityBase() {
        return authority.tier2(Service.AUTHENTICATION_PROVIDER, "").toString();
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private Response proven(Request request, String base) {
        handOver.ensure(base, proof.get());
        Response response = bare(request);
        if (response.status() == 401 && handOver.isOld(base)) {
            // The other side may have started anew and forgotten the proof.
            handOver.forget(base);
            handOver.ensure(base, proof.get());
            response = bare(request);
        }
        return response;
    }

    /**
     * With the certificate and without a proof.
     *
     * @throws ProblemException Conflict where no certificate is installed; Bad Gateway where the other side cannot be
     *     reached or its certificate does not hold
     */
    public Response bare(Request request) {
        if (installed.certificate().isEmpty()) {
            throw notOnboarded();
        }
        try {
            trust.requireGood(request.uri());
            return outgoing.send(withCredentialId(request).withTls(PROFILE));
        } catch (OutgoingException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, "Tier 2: " + e.getMessage());
        } catch (TrustException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, "Tier 2, not requested: " + e.reason());
        }
    }

    private static ProblemException notOnboarded() {
        return new ProblemException(
                ProblemType.CONFLICT, "This node has no tier-2 certificate yet; its onboarding is not complete");
    }

    /** The first version wants the caller's credential named in a header, too. */
    private Request withCredentialId(Request request) {
        if (!request.uri().getRawPath().contains(FIRST_VERSION)) {
            return request;
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        installed.certificate().ifPresent(own -> headers.put("Credential-Id", CredentialId.of(own)));
        return new Request(request.method(), request.uri(), headers, request.body(), request.timeout());
    }

    private String token(ObjectNode signed) {
        byte[] body = signed.toString().getBytes(StandardCharsets.UTF_8);
        Response response = authorityBare(
                request("POST", authority.tier2(Service.SECURITY_ATTRIBUTES_PROVIDER, "/tier2/v2/token"), body),
                request("POST", authority.tier2(Service.IDENTITY_PROVIDER, "/v1/mtls/token"), body));
        Answers.accepted(WHO, response);
        String text = new String(response.body(), StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{") && !text.startsWith("\"")) {
            return text;
        }
        JsonNode answer = JsonMapper.shared().readTree(text);
        String token = answer.isObject() ? answer.path("token").asString("") : answer.asString("");
        if (token.isEmpty()) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, "The authority's answer holds no ephemeral proof");
        }
        return token;
    }

    /** A request with a JSON body, or none, within the configured time. */
    public Request request(String method, URI uri, byte[] body) {
        Map<String, String> headers = body.length == 0
                ? Map.of("Accept", "application/json")
                : Map.of("Accept", "application/json", "Content-Type", "application/json");
        return new Request(method, uri, headers, body, authority.timeout());
    }
}
