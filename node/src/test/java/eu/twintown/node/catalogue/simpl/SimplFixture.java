package eu.twintown.node.catalogue.simpl;

import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.node.catalogue.simpl.check.Shapes;
import eu.twintown.node.catalogue.simpl.description.DatasetFacts;
import eu.twintown.node.catalogue.simpl.description.OfferingSettings;
import eu.twintown.node.catalogue.simpl.proof.CredentialSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Things that tests of self-descriptions need: a signer, settings, a dataset, the sandbox's shapes. */
public final class SimplFixture {
    public static final String ISSUER = "did:web:twin.example.org";
    public static final String KEY = ISSUER + "#key-1";
    public static final String PARTICIPANT = "0190a6c2-0000-7000-8000-000000000001";

    private SimplFixture() {}

    public static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static CredentialSigner signer(KeyPair pair) {
        return signer(pair, ISSUER);
    }

    public static CredentialSigner signer(KeyPair pair, String issuer) {
        return new CredentialSigner(issuer, issuer + "#key-1", "ES256", data -> {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                signature.initSign(pair.getPrivate());
                signature.update(data);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    public static OfferingSettings settings() {
        return new OfferingSettings(
                "data@twin.example.org",
                Optional.empty(),
                "EUR",
                BigDecimal.ZERO,
                List.of("CONSUMER"),
                "GDPR",
                new OfferingSettings.Contract(
                        "Contract Template 1", URI.create("https://twin.example.org/contract.txt"), "ab".repeat(32)),
                URI.create("https://twin.example.org/dsp"));
    }

    public static DatasetFacts dataset(String id, String title) {
        return new DatasetFacts(
                "https://twin.example.org/catalogue#" + id,
                title,
                "Freie Plätze der Parkhäuser (Münster), alle 5 Minuten.",
                "de",
                List.of("OffStreetParking"),
                "https://twin.example.org/ngsi-ld/v1/entities?type=OffStreetParking",
                "JSON_LD",
                Optional.of("https://www.govdata.de/dl-de/by-2-0"),
                Optional.of("https://opendata.example.org/parken"),
                Optional.of("https://twin.example.org/openapi.json"));
    }

    /** The sandbox authority's own shapes, as Turtle. */
    public static String sandboxTurtle() {
        try (InputStream in =
                SimplFixture.class.getResourceAsStream("/eu/twintown/node/authority/schema/data-offering.ttl")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Shapes sandboxShapes() {
        return Shapes.ofTurtle(List.of(sandboxTurtle()));
    }

    /** A credential around an offering, without a proof. */
    public static ObjectNode credential(String issuer, ObjectNode subject) {
        ObjectNode credential = JsonMapper.shared().createObjectNode();
        credential.putArray("@context").add(SelfDescription.CREDENTIALS).add(SelfDescription.JWS_2020);
        credential.put("type", "VerifiableCredential");
        credential.put("issuer", issuer);
        credential.put("issuanceDate", "2026-11-22T12:00:00Z");
        credential.set("credentialSubject", subject);
        return credential;
    }
}
