package eu.twintown.node.trust.anchor;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.anchor.TrustAnchor.Revocation;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may issue what: this node's own list with its history, the configuration's, and the lists of others. The own list
 * goes first, also when it says no: whom it has revoked is not trusted on the word of another list.
 */
public final class TrustAnchors {
    private static final String KIND = "trust-anchor";
    private static final String HISTORY = "trust-anchor-history";
    private static final int MOST = 10_000;

    private final Documents documents;
    private final AnchorSettings settings;
    private final RemoteRegistries remote;
    private final Accreditations accreditations;
    private final InstantSource clock;

    /** @param remote the lists of others, as the same settings name them */
    public TrustAnchors(
            Documents documents, NodeDid node, AnchorSettings settings, RemoteRegistries remote, InstantSource clock) {
        this.documents = documents;
        this.settings = settings;
        this.remote = remote;
        this.accreditations = new Accreditations(node);
        this.clock = clock;
    }

    /** By whose word this issuer may issue credentials with all these types; empty = it may not. */
    public Optional<String> trusts(String issuer, List<String> types) {
        Instant now = clock.instant();
        List<TrustAnchor> own = own(issuer);
        if (own.stream().anyMatch(anchor -> anchor.revoked().isPresent())) {
            return Optional.empty();
        }
        return Stream.concat(own.stream(), Stream.of(issuer).flatMap(did -> remote.find(did).stream()))
                .filter(anchor -> anchor.did().equals(issuer) && anchor.covers(types, now))
                .map(TrustAnchor::source)
                .findFirst();
    }

    /** The own list, that of the configuration, and what the readable lists of others say; also what is revoked. */
    public List<TrustAnchor> list() {
        List<TrustAnchor> all = new ArrayList<>(own());
        all.addAll(remote.all());
        return all;
    }

    /** The own list and that of the configuration. */
    public List<TrustAnchor> own() {
        List<TrustAnchor> own = new ArrayList<>(settings.configured());
        stored().forEach(entry -> own.add(entry.anchor()));
        return own;
    }

    /** An anchor of the own list, with what is published about it. */
    record Entry(TrustAnchor anchor, String body) {}

    List<Entry> stored() {
        return documents.list(KIND, "", MOST, 0).stream()
                .map(stored -> entry(stored.json()))
                .toList();
    }

    Optional<Entry> stored(String did) {
        return documents.get(KIND, "", did).map(stored -> entry(stored.json()));
    }

    /** Every change of the own list, oldest first. */
    List<ObjectNode> history() {
        return documents.list(HISTORY, "", MOST, 0).stream()
                .map(stored -> StrictJson.object(stored.json()))
                .toList();
    }

    /** How many changes the own list has seen. */
    long version() {
        return documents.count(HISTORY, "");
    }

    /**
     * Trusts an issuer from now on, or changes what for.
     *
     * @param by who decided, for the history
     */
    public synchronized TrustAnchor put(
            String did, String name, List<String> types, Optional<Instant> until, String by) {
        checkedDid(did);
        Instant since = stored(did)
                .map(Entry::anchor)
                .filter(before -> before.revoked().isEmpty())
                .map(TrustAnchor::since)
                .orElseGet(clock::instant);
        TrustAnchor anchor =
                new TrustAnchor(did, name, types, since, until, Optional.empty(), RemoteRegistries.THIS_NODE);
        save(anchor, accreditations.body(anchor, clock.instant()), "put", by);
        return anchor;
    }

    /** Ends the trust in an issuer. */
    public synchronized TrustAnchor revoke(String did, String reason, String by) {
        Entry before = stored(did).orElseThrow(() -> notThere(did));
        TrustAnchor revoked = before.anchor().revoke(new Revocation(clock.instant(), reason, by));
        save(revoked, before.body(), "revoke", by);
        return revoked;
    }

    private ProblemException notThere(String did) {
        boolean fixed =
                settings.configured().stream().anyMatch(anchor -> anchor.did().equals(did));
        return fixed
                ? new ProblemException(
                        ProblemType.CONFLICT, did + " stands in the configuration (trust.anchors); remove it there")
                : new ProblemException(ProblemType.RESOURCE_NOT_FOUND, did + " is no trust anchor of this node");
    }

    private List<TrustAnchor> own(String did) {
        return Stream.concat(
                        settings.configured().stream(), stored(did).stream().map(Entry::anchor))
                .filter(anchor -> anchor.did().equals(did))
                .toList();
    }

    private void save(TrustAnchor anchor, String body, String action, String by) {
        ObjectNode change = StrictJson.object()
                .put("at", clock.instant().toString())
                .put("by", by)
                .put("action", action);
        change.set("anchor", anchor.json());
        change.put("body", body);
        long number = version() + 1;
        change.put("version", number);
        // The history goes first: what it tells must never be less than what is in force.
        documents.put(HISTORY, "", String.format(Locale.ROOT, "%010d", number), change.toString());
        documents.put(KIND, "", anchor.did(), anchor.json().put("body", body).toString());
    }

    private static Entry entry(String json) {
        ObjectNode stored = StrictJson.object(json);
        return new Entry(
                TrustAnchor.read(stored, stored.path("source").asString("")),
                stored.path("body").asString(""));
    }

    private static void checkedDid(String did) {
        try {
            Did.parse(did);
        } catch (TrustException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST_DATA, e.reason());
        }
    }
}
