package eu.twintown.node.trust.did;

import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.SigningKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The node's own DID. Its document shows the active key and those retired ones that still verify; the history shows all,
 * so that old signatures can be judged.
 */
public final class NodeDid {
    static final String CONTEXT = "https://www.w3.org/ns/did/v1";
    static final String KEY_CONTEXT = "https://w3id.org/security/suites/jws-2020/v1";

    private final Did did;
    private final KeyRing keys;
    private final Supplier<List<DidService>> services;
    private final Optional<CertificateChain> chain;
    private final InstantSource clock;
    /** Made anew only where keys or services have changed, since every verification of our own signatures asks for it. */
    private volatile @Nullable Made made;

    private record Made(List<SigningKey> keys, List<DidService> services, DidDocument document) {}

    /**
     * The DID of this node.
     *
     * @param services asked for each time that the document is made
     * @param chain certificates of the node's key; a key that they do not certify is shown without them
     */
    public NodeDid(
            Did did,
            KeyRing keys,
            Supplier<List<DidService>> services,
            Optional<CertificateChain> chain,
            InstantSource clock) {
        this.did = did;
        this.keys = keys;
        this.services = services;
        this.chain = chain;
        this.clock = clock;
    }

    /** The DID of a node without certificates. */
    public NodeDid(Did did, KeyRing keys, Supplier<List<DidService>> services, InstantSource clock) {
        this(did, keys, services, Optional.empty(), clock);
    }

    /** The certificates of the node's key. */
    Optional<CertificateChain> chain() {
        return chain;
    }

    private ObjectNode jwk(SigningKey key) {
        ObjectNode jwk = key.publicJwk();
        chain.filter(certificates -> certificates.key().equals(key.publicKey()))
                .ifPresent(certificates -> jwk.put("x5u", certificates.address().toString()));
        return jwk;
    }

    public Did did() {
        return did;
    }

    /** The key to sign with. */
    public SigningKey key() {
        return keys.active(KeyPurpose.NODE);
    }

    /** How tokens name that key: a DID URL. */
    public String keyId() {
        return keyId(key());
    }

    /** The DID URL of a key of this node. */
    public String keyId(SigningKey key) {
        return did.value() + "#" + key.kid();
    }

    /** The document as it is now. */
    public DidDocument document() {
        List<SigningKey> published = keys.published(KeyPurpose.NODE);
        List<DidService> offered = List.copyOf(services.get());
        Made before = made;
        if (before != null
                && before.keys().equals(published)
                && before.services().equals(offered)) {
            return before.document();
        }
        DidDocument fresh = DidDocument.parse(did, json(published, offered));
        made = new Made(published, offered, fresh);
        return fresh;
    }

    private ObjectNode json(List<SigningKey> published, List<DidService> offered) {
        ObjectNode document = StrictJson.object();
        document.putArray("@context").add(CONTEXT).add(KEY_CONTEXT);
        document.put("id", did.value());
        ArrayNode methods = document.putArray("verificationMethod");
        for (SigningKey key : published) {
            methods.addObject()
                    .put("id", keyId(key))
                    .put("type", "JsonWebKey2020")
                    .put("controller", did.value())
                    .set("publicKeyJwk", jwk(key));
        }
        for (Relationship relationship : Relationship.values()) {
            if (relationship != Relationship.CAPABILITY_DELEGATION) {
                ArrayNode named = document.putArray(relationship.member());
                published.forEach(key -> named.add(keyId(key)));
            }
        }
        ArrayNode listed = document.putArray("service");
        for (DidService service : offered) {
            listed.addObject()
                    .put("id", service.id().startsWith("#") ? did.value() + service.id() : service.id())
                    .put("type", service.type())
                    .put("serviceEndpoint", service.endpoint().toString());
        }
        return document;
    }

    /** Every key that the document has ever shown, newest first. */
    public ObjectNode history() {
        ObjectNode history = StrictJson.object().put("id", did.value());
        ArrayNode entries = history.putArray("keys");
        entry(entries, key());
        keys.history(KeyPurpose.NODE).forEach(key -> entry(entries, key));
        return history;
    }

    private void entry(ArrayNode entries, SigningKey key) {
        boolean published = key.verifiableUntil().map(clock.instant()::isBefore).orElse(true);
        ObjectNode entry = entries.addObject()
                .put("id", keyId(key))
                .put("state", key.retiredAt().isEmpty() ? "active" : published ? "retired" : "historic")
                .put("created", key.createdAt().toString());
        key.retiredAt().ifPresent(at -> entry.put("retired", at.toString()));
        key.verifiableUntil().ifPresent(at -> entry.put("verifiableUntil", at.toString()));
        entry.set("publicKeyJwk", key.publicJwk());
    }
}
