package eu.twintown.node.trust.simpl.onboarding;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.SigningKey;
import eu.twintown.node.trust.simpl.proof.CredentialId;
import eu.twintown.node.trust.simpl.tier.Answers;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import eu.twintown.node.trust.simpl.tier.Service;
import eu.twintown.node.trust.simpl.tier.Tier2Link;
import eu.twintown.node.trust.simpl.tier.Versions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The participant's certificate: the first one through tier 1, later ones through tier 2 with the one before.
 *
 * <p>A renewal is for a new key. Which key that is can be told from what is stored (the active one, where it is not that
 * of the certificate in use), and the authority is asked for the certificate before it is asked to issue it; so a renewal
 * that was cut off at any point is taken up again by starting anew.
 */
public final class Certificates {
    private static final String WHO = "the authority";

    private final AuthoritySettings authority;
    private final ParticipantSettings participant;
    private final Tier1 tier1;
    private final Tier2Link tier2;
    private final MembershipStore store;
    private final Installed installed;
    private final KeyRing keys;
    private final Supplier<PublicKey> tierOneKey;
    private final Versions versions;

    /** @param tierOneKey the key with which this node signs tokens for its own people (tier 1) */
    public Certificates(
            AuthoritySettings authority,
            ParticipantSettings participant,
            Onboarding onboarding,
            Tier2Link tier2,
            MembershipStore store,
            Installed installed,
            KeyRing keys,
            Supplier<PublicKey> tierOneKey) {
        this.authority = authority;
        this.participant = participant;
        this.tier1 = onboarding.tier1();
        this.tier2 = tier2;
        this.store = store;
        this.installed = installed;
        this.keys = keys;
        this.tierOneKey = tierOneKey;
        this.versions = new Versions(authority.version());
    }

    /** Makes the key pair and the request, has the certificate issued, and takes it into use. */
    public synchronized void obtain() {
        String id = store.get()
                .participantId()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT,
                        "The authority has not approved the onboarding request yet; its status is '"
                                + store.get().requestStatus() + "'"));
        SigningKey key = keys.active(KeyPurpose.TIER2);
        String csr = CertificateRequest.pem(participant, key);
        String content = textOf(versions.ask(() -> issueV2(id, csr), () -> issueV1(id, csr)));
        install(content, key);
    }

    private Response issueV2(String id, String csr) {
        String base = "/tier1/v2/participants/" + id;
        ObjectNode body = JsonMapper.shared().createObjectNode().put("csr", csr);
        Response stored = tier1.json("PUT", identityProvider(base + "/csr"), body);
        if (stored.status() > 299) {
            return stored;
        }
        return tier1.json(
                "POST",
                identityProvider(base + "/credentials"),
                JsonMapper.shared().createObjectNode().put("reason", "onboarding"));
    }

    private Response issueV1(String id, String csr) {
        String boundary = "twintown-" + UUID.randomUUID();
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"csr\"; filename=\"csr.pem\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + csr + "\r\n--" + boundary + "--\r\n";
        Response stored = tier1.signedIn(
                "POST",
                identityProvider("/v1/participants/" + id + "/csr"),
                "multipart/form-data; boundary=" + boundary,
                body.getBytes(StandardCharsets.UTF_8));
        if (stored.status() > 299) {
            return stored;
        }
        return tier1.get(identityProvider("/v1/credentials/" + id + "/download"));
    }

    private URI identityProvider(String path) {
        return authority.tier1(Service.IDENTITY_PROVIDER, path);
    }

    /** The chain is the body, or the member {@code content} of it. */
    private static String textOf(Response response) {
        Answers.accepted(WHO, response);
        String text = new String(response.body(), StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{")) {
            return text.startsWith("\"") ? Answers.text(WHO, response) : text;
        }
        return JsonMapper.shared().readTree(text).path("content").asString("");
    }

    /** The certificate request for the active key, PEM. */
    public String request() {
        return CertificateRequest.pem(participant, keys.active(KeyPurpose.TIER2));
    }

    /**
     * Takes a chain into use that was carried here by hand.
     *
     * @throws ProblemException Bad Request where it is none, or for another key
     */
    public synchronized void installByHand(String pem) {
        try {
            installed.install(pem, keys.active(KeyPurpose.TIER2));
        } catch (IllegalArgumentException e) {
            throw ProblemException.badData(
                    "is no certificate chain for the request of this node: " + e.getMessage(), "/content");
        }
    }

    private void install(String content, SigningKey key) {
        try {
            installed.install(content, key);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemType.BAD_GATEWAY,
                    "The certificate that the authority gave cannot be used: " + e.getMessage());
        }
    }

    /** When the certificate in use will be renewed: some time before its end, at most a third of its life. */
    public Optional<Instant> renewAt() {
        return installed.certificate().map(certificate -> {
            Instant end = certificate.getNotAfter().toInstant();
            Duration third = Duration.between(certificate.getNotBefore().toInstant(), end)
                    .dividedBy(3);
            return end.minus(third.compareTo(participant.renewBefore()) < 0 ? third : participant.renewBefore());
        });
    }

    /** Replaces the certificate by one for a new key. */
    public synchronized void renew() {
        SigningKey used = installed
                .key()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "There is no certificate to renew; onboarding comes first"));
        SigningKey active = keys.active(KeyPurpose.TIER2);
        SigningKey next = active.kid().equals(used.kid()) ? keys.rotate(KeyPurpose.TIER2) : active;
        if (tier2.version() == AuthoritySettings.Version.V1) {
            // The first version renews at tier 1, as it issues.
            String id = store.get().participantId().orElseThrow();
            install(textOf(issueV1(id, CertificateRequest.pem(participant, next))), next);
            announce();
            return;
        }
        String content = issued(next).orElseGet(() -> {
            ObjectNode body =
                    JsonMapper.shared().createObjectNode().put("csr", CertificateRequest.pem(participant, next));
            Answers.accepted(WHO, tier2.authority(tier2.request("POST", tier2("/credentials/renew"), bytes(body))));
            return issued(next)
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.UNAVAILABLE,
                            "The authority has taken the renewal request and has not issued the certificate yet"));
        });
        install(content, next);
        announce();
    }

    /** The certificate for a key, where the authority has issued it. */
    private Optional<String> issued(SigningKey key) {
        JsonNode page = Answers.json(
                WHO, tier2.authority(tier2.request("GET", tier2("/credentials?unpaged=true"), new byte[0])));
        String id = CredentialId.of(key.publicKey());
        for (JsonNode item : page.path("items")) {
            if (isFor(key, id, item)) {
                return Optional.of(item.path("content").asString(""));
            }
        }
        return Optional.empty();
    }

    /** By its id, or by its key where the authority writes ids in another way. */
    private static boolean isFor(SigningKey key, String id, JsonNode item) {
        if (item.path("credentialId").asString("").equals(id)) {
            return true;
        }
        try {
            X509Certificate certificate =
                    Pem.certificates(item.path("content").asString("")).getFirst();
            return certificate.getPublicKey().equals(key.publicKey());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private URI tier2(String path) {
        return authority.tier2(Service.IDENTITY_PROVIDER, "/tier2/v2" + path);
    }

    /** Tells the authority which certificate is in use, and with which key this node signs at tier 1. */
    public synchronized void announce() {
        if (installed.certificate().isEmpty()) {
            return;
        }
        if (store.get().announce()) {
            ObjectNode body = JsonMapper.shared()
                    .createObjectNode()
                    .put(
                            "newCredentialId",
                            CredentialId.of(installed.certificate().get()));
            Response response = tier2.bare(tier2.request("PATCH", tier2("/credentials"), bytes(body)));
            // The first version has no such call; there the certificate that is shown is the one in use.
            if (response.status() != 404 && response.status() != 405) {
                Answers.accepted(WHO, response);
            }
            store.update(json -> json.put(Membership.ANNOUNCE, false));
        }
        String key = Pem.of(tierOneKey.get());
        if (!store.get().tierOneKey().equals(Optional.of(key))) {
            uploadTierOneKey(key);
            store.update(json -> json.put(Membership.TIER_ONE_KEY, key));
        }
    }

    private void uploadTierOneKey(String pem) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("publicKey", pem);
        Answers.accepted(
                WHO,
                tier2.authorityBare(
                        tier2.request("PUT", tier2("/tierOnePublicKey"), bytes(body)),
                        new Request(
                                "PATCH",
                                authority.tier2(Service.IDENTITY_PROVIDER, "/v1/mtls/publicKey"),
                                Map.of("Content-Type", "text/plain"),
                                pem.getBytes(StandardCharsets.UTF_8),
                                authority.timeout())));
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
