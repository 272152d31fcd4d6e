package eu.twintown.node.authority;

import eu.twintown.node.authority.HttpCaller.Reply;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.http.tls.TlsIdentity;
import eu.twintown.node.http.tls.TrustAnchors;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An organisation that was taken up, with its key, its certificate, and a client of the agents' listener.
 *
 * @param person the applicant's client of the people's listener
 * @param agent its client of the agents' listener
 */
public record Member(
        String organization,
        String participantId,
        String credentialId,
        KeyPair keys,
        List<X509Certificate> chain,
        HttpCaller person,
        HttpCaller agent) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    static Member join(SandboxAuthority authority, String organization, String host, List<String> attributes) {
        String username = "applicant" + NUMBER.incrementAndGet();
        HttpCaller anonymous = authority.anonymous();
        String type = participantType(anonymous, "DATA_PROVIDER");
        String id = request(anonymous, username, organization, type)
                .expect(201)
                .json()
                .path("id")
                .asString();
        HttpCaller person = anonymous.signIn(username, "secret-" + username);
        fill(person, id);
        HttpCaller notary = authority.staff(SandboxAuthority.NOTARY);
        person.post("/v1/onboardingRequests/" + id + "/submit").expect(200);
        if (!attributes.isEmpty()) {
            var codes = JsonMapper.shared().createArrayNode();
            attributes.forEach(code -> codes.addObject().put("code", code));
            notary.put("/v1/onboardingRequests/" + id + "/identityAttributes", codes.toString())
                    .expect(204);
        }
        notary.post("/v1/onboardingRequests/" + id + "/approve").expect(200);
        String participant = person.get("/v1/onboardingRequests/" + id)
                .expect(200)
                .json()
                .path("participantId")
                .asString();
        return certified(authority, organization, participant, host, person);
    }

    static Reply request(HttpCaller anonymous, String username, String organization, String type) {
        return anonymous.post(
                "/v1/onboardingRequests", """
                {"applicant": {"username": "%s", "firstName": "Ada", "firstname": "Ada", "lastName": "Meyer",
                 "email": "%s@city.example", "password": "secret-%s"},
                 "participantType": {"id": "%s"}, "organization": "%s"}
                """.formatted(username, username, username, type, organization));
    }

    static String participantType(HttpCaller anyone, String value) {
        for (JsonNode type : anyone.get("/v1/participantTypes").expect(200).json()) {
            if (type.path("value").asString().equals(value)) {
                return type.path("id").asString();
            }
        }
        throw new AssertionError("no participant type " + value);
    }

    /** Uploads every document that the request needs. */
    static void fill(HttpCaller person, String requestId) {
        JsonNode request =
                person.get("/v1/onboardingRequests/" + requestId).expect(200).json();
        for (JsonNode document : request.path("documents")) {
            person.patch("/v1/onboardingRequests/" + requestId + "/documents", upload(document, "%PDF-1.7 profile"))
                    .expect(200);
        }
    }

    static String upload(JsonNode document, String content) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", document.path("id").asString())
                .put("filename", "profile.pdf")
                .put("content", Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)))
                .toString();
    }

    private static Member certified(
            SandboxAuthority authority, String organization, String participant, String host, HttpCaller person) {
        KeyPair keys = newKeys();
        String base = "/tier1/v2/participants/" + participant;
        person.put(base + "/csr", body("csr", csr(keys, host, organization))).expect(201);
        JsonNode credential = person.post(base + "/credentials", body("reason", "first certificate"))
                .expect(200)
                .json();
        List<X509Certificate> chain =
                Pem.certificates(credential.path("content").asString());
        return new Member(
                organization,
                participant,
                credential.path("credentialId").asString(),
                keys,
                chain,
                person,
                agent(authority, chain, keys));
    }

    static HttpCaller agent(SandboxAuthority authority, List<X509Certificate> chain, KeyPair keys) {
        ClientTls tls = new ClientTls(
                Optional.of(new LiveIdentity(new TlsIdentity(chain, keys.getPrivate()))),
                TrustAnchors.of(List.of(authority.root())));
        return HttpCaller.agent(authority.tier2(), tls.context());
    }

    /** The request of an ephemeral proof, signed rightly. */
    public String proofRequest(Instant at, String nonce) {
        return proofRequest(at.toString(), nonce, sign(keys, at + "_" + nonce));
    }

    static String proofRequest(String timestamp, String nonce, String signature) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("timestamp", timestamp)
                .put("nonce", nonce)
                .put("signature", signature)
                .toString();
    }

    /** Gets a proof. */
    public String proof() {
        return agent.post(
                        "/tier2/v2/token",
                        proofRequest(Instant.now(), UUID.randomUUID().toString()))
                .expect(200)
                .json()
                .path("token")
                .asString();
    }

    /** Gets a proof and hands it over. */
    public Member proven() {
        agent.post("/tier2/v2/ephemeralProof", body("proof", proof())).expect(204);
        return this;
    }

    static String body(String name, String value) {
        return JsonMapper.shared().createObjectNode().put(name, value).toString();
    }

    static String sign(KeyPair keys, String text) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String csr(KeyPair keys, String host, String organization) {
        return csr(keys, "C=BE,O=" + organization + ",OU=Digital,CN=" + host);
    }

    /** A signing request in PEM form. */
    static String csr(KeyPair keys, String subject) {
        try (java.io.StringWriter text = new java.io.StringWriter();
                JcaPEMWriter pem = new JcaPEMWriter(text)) {
            String algorithm = keys.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            pem.writeObject(new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic())
                    .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
            pem.flush();
            return text.toString();
        } catch (java.io.IOException | org.bouncycastle.operator.OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
