package eu.twintown.node.catalogue.simpl.proof;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTicker;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import eu.twintown.node.catalogue.simpl.check.DescriptionFault;
import eu.twintown.node.catalogue.simpl.check.KnownContexts;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The SHA-256 of a JSON-LD document's canonical form (RDF Dataset Canonicalization 1.0). */
final class CanonicalHash {
    private static final int MOST_STEPS = 50_000;

    private CanonicalHash() {}

    static byte[] of(ObjectNode document) {
        return sha256().digest(canonical(document).getBytes(StandardCharsets.UTF_8));
    }

    static String canonical(ObjectNode document) {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(document);
        // A dataset of many like blank nodes takes exponential time; such a one is given up.
        RdfCanon canon = RdfCanon.create("SHA-256", limit());
        StringWriter out = new StringWriter();
        try {
            JsonLd.toRdf(JsonDocument.of(new ByteArrayInputStream(bytes)))
                    .loader(KnownContexts.LOADER)
                    .provide(canon);
            canon.provide(new NQuadsWriter(out));
            return out.toString();
        } catch (JsonLdError e) {
            throw new DescriptionFault("It is not JSON-LD: " + e.getMessage());
        } catch (RdfConsumerException | IllegalStateException e) {
            throw new DescriptionFault("It has no canonical form: " + e.getMessage());
        }
    }

    private static RdfCanonTicker limit() {
        AtomicInteger steps = new AtomicInteger();
        return () -> {
            if (steps.incrementAndGet() > MOST_STEPS) {
                throw new IllegalStateException("more than " + MOST_STEPS + " steps");
            }
        };
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
