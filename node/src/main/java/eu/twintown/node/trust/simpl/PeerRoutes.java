package eu.twintown.node.trust.simpl;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.simpl.proof.CredentialId;
import eu.twintown.node.trust.simpl.proof.PresentedProofs;
import eu.twintown.node.trust.simpl.proof.VerifiedProof;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What this node's agent answers to other agents at tier 2: ping and the hand-over of ephemeral proofs, as the contract
 * of the authentication provider has it in versions 1 and 2.
 */
final class PeerRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(PeerRoutes.class);
    private static final String PROOF_V2 = "/tier2/v2/ephemeralProof";
    private static final String PING_V2 = "/tier2/v2/ping";
    private static final String PROOF_V1 = "/v1/mtls/ephemeralProof";
    private static final String PING_V1 = "/v1/mtls/ping";
    private static final int LONGEST_PROOF = 64 * 1024;
    private static final JsonBodies BODIES = new JsonBodies(LONGEST_PROOF, 16);

    private final PresentedProofs proofs;
    private final PeerRecogniser recogniser;
    private final PeerLog log;
    private final Supplier<ObjectNode> pingV2;
    private final Supplier<ObjectNode> pingV1;
    private final String preflight;

    PeerRoutes(
            PresentedProofs proofs,
            PeerRecogniser recogniser,
            PeerLog log,
            Supplier<ObjectNode> pingV2,
            Supplier<ObjectNode> pingV1,
            String preflight) {
        this.proofs = proofs;
        this.recogniser = recogniser;
        this.log = log;
        this.pingV2 = pingV2;
        this.pingV1 = pingV1;
        this.preflight = preflight;
    }

    /** Whether a path is one of these routes, which check certificate and proof by themselves. */
    static boolean isOwn(String path) {
        return path.equals(PROOF_V2) || path.equals(PING_V2) || path.equals(PROOF_V1) || path.equals(PING_V1);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PING_V2, Exchange.handler(exchange -> ping(exchange, pingV2)))
                .post(PROOF_V2, Exchange.handler(this::takeV2))
                .route(Method.OPTIONS, PROOF_V2, Exchange.handler(this::preflight))
                .get(PING_V1, Exchange.handler(exchange -> ping(exchange, pingV1)))
                .post(PROOF_V1, Exchange.handler(this::takeV1));
    }

    private void ping(Exchange exchange, Supplier<ObjectNode> answer) {
        certificate(exchange).ifPresent(own -> {
            Optional<VerifiedProof> proof = proofs.of(own);
            if (proof.isEmpty()) {
                SimplProblem.missingCredential(
                                "No valid ephemeral proof of this participant is at hand; hand one over first")
                        .send(exchange);
                return;
            }
            log.seen(proof.get());
            exchange.send(200, MediaType.JSON, answer.get().toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    private void takeV2(Exchange exchange) {
        certificate(exchange)
                .ifPresent(own -> take(
                        exchange, own, BODIES.readTree(exchange).path("proof").asString(""), 204));
    }

    private void takeV1(Exchange exchange) {
        certificate(exchange)
                .ifPresent(own ->
                        take(exchange, own, new String(BODIES.bytes(exchange), StandardCharsets.UTF_8).strip(), 200));
    }

    private void take(Exchange exchange, X509Certificate own, String jwt, int status) {
        try {
            log.seen(proofs.take(jwt, own));
            exchange.send(status);
        } catch (TrustException e) {
            LOG.info(
                    "Ephemeral proof of {} refused: {}",
                    own.getSubjectX500Principal().getName(),
                    e.reason());
            log.refused(CredentialId.of(own), e.safe());
            SimplProblem.badProof(e.safe()).send(exchange);
        }
    }

    /** 200 = the proof with this hash is at hand, 204 = it is to be sent. */
    private void preflight(Exchange exchange) {
        certificate(exchange).ifPresent(own -> {
            String hash = preflight.isEmpty()
                    ? ""
                    : exchange.parameters(ParameterNames.of(preflight))
                            .text(preflight)
                            .orElse("");
            exchange.send(proofs.knows(own, hash) ? 200 : 204);
        });
    }

    /** The caller's certificate, where it is in force; else the refusal has been sent. */
    private Optional<X509Certificate> certificate(Exchange exchange) {
        List<X509Certificate> chain = exchange.peerCertificates();
        if (chain.isEmpty()) {
            SimplProblem.missingCredential("No client certificate was shown").send(exchange);
            return Optional.empty();
        }
        try {
            recogniser.requireInForce(chain);
            return Optional.of(chain.getFirst());
        } catch (ProblemException e) {
            SimplProblem.missingCredential(e.problem().detail()).send(exchange);
            return Optional.empty();
        }
    }
}
