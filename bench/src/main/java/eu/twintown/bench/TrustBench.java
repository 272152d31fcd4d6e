package eu.twintown.bench;

import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.credential.PresentationExpectation;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidDocument;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.holding.Presentations;
import eu.twintown.node.trust.holding.Presentations.Occasion;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.VerificationKey;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.SigningKey;
import eu.twintown.node.trust.status.StatusChecker;
import eu.twintown.node.trust.status.StatusLists;
import eu.twintown.node.trust.status.StatusSettings;
import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Credentials: issuing ten thousand with their places in a status list over a real database, and verifying presentations
 * of an issuer whose keys and list are cached, in CPU time of the one thread that does it.
 */
final class TrustBench {
    private static final String GROUP = "trust";
    private static final int ISSUED = 10_000;
    private static final int PRESENTATIONS = 1_000;
    private static final int ROUNDS = 5;
    private static final String ME = "did:web:verifier.example";
    private static final Did HOLDER = Did.parse("did:web:holder.example");
    private static final String TYPE = "MembershipCredential";

    private final Path folder;
    private final Report report;
    private final InstantSource clock = InstantSource.system();
    private final SigningKey holderKey = SigningKey.ephemeral(KeyAlgorithm.ES256);

    TrustBench(Path folder, Report report) {
        this.folder = folder;
        this.report = report;
    }

    void run() {
        report.note("trust: one thread; presentations are ES256 with one VC 2.0 credential, all different");
        StoreConfig config = new StoreConfig(
                Optional.empty(), Optional.empty(), Optional.empty(), "twintown", folder.resolve("data"));
        try (Store store = Store.open(config);
                OutgoingClient outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY)) {
            KeyRing keys = KeyRing.open(folder.resolve("keys"), clock);
            NodeDid node = new NodeDid(Did.parse("did:web:issuer.example"), keys, List::of, clock);
            StatusLists lists = new StatusLists(store.documents(), node, URI.create("https://issuer.example"), clock);
            CredentialIssuer issuer = new CredentialIssuer(node, lists, store.documents(), clock);
            List<Credential> issued = issuing(issuer);
            DidResolver resolver = new DidResolver(outgoing, DidSettings.DEFAULT, clock);
            DidDocument issuerDocument = node.document();
            DidDocument holderDocument = holderDocument();
            resolver.answer(node.did(), () -> issuerDocument);
            resolver.answer(HOLDER, () -> holderDocument);
            verifying(KeySource.ofDids(resolver), outgoing, lists, issued);
        }
    }

    private List<Credential> issuing(CredentialIssuer issuer) {
        List<CredentialOrder> orders = IntStream.range(0, ISSUED)
                .mapToObj(i -> CredentialOrder.of(
                        CredentialFormat.VC20_JWT,
                        TYPE,
                        HOLDER.value(),
                        StrictJson.object().put("member", "member-" + i)))
                .toList();
        long start = System.nanoTime();
        List<Credential> issued = issuer.issueAll(orders);
        add("issue 10,000 with status list", (System.nanoTime() - start) / 1e9, "s", Optional.empty(), Goal.atMost(60));
        return issued;
    }

    private void verifying(KeySource keys, OutgoingClient outgoing, StatusLists lists, List<Credential> issued) {
        List<String> sameCredential = presentations(i -> issued.getFirst());
        List<String> otherCredentials = presentations(issued::get);
        Yardstick bare = new Yardstick("bare ES256 verification", bareVerification(sameCredential));
        double seen = Double.MAX_VALUE;
        double fresh = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            // A verifier of its own for each round, or the second would find all signatures in its cache.
            CredentialVerifier verifier = verifier(keys, outgoing, lists);
            seen = Math.min(seen, cpuMillis(i -> verify(verifier, sameCredential.get(i))));
            CredentialVerifier another = verifier(keys, outgoing, lists);
            fresh = Math.min(fresh, cpuMillis(i -> verify(another, otherCredentials.get(i))));
        }
        add(
                "verify a presentation, cached issuer, credential seen before",
                seen,
                "ms CPU",
                Optional.of(bare),
                Goal.atMost(1));
        add("verify a presentation, cached issuer, new credential", fresh, "ms CPU", Optional.of(bare), Goal.atMost(1));
    }

    private CredentialVerifier verifier(KeySource keys, OutgoingClient outgoing, StatusLists lists) {
        return new CredentialVerifier(
                keys,
                (issuer, types) -> Optional.of("bench"),
                new StatusChecker(outgoing, keys, lists::signed, StatusSettings.DEFAULT, clock),
                credential -> Optional.empty(),
                Duration.ofSeconds(60),
                clock);
    }

    private List<String> presentations(IntFunction<Credential> credential) {
        Occasion occasion = new Occasion(
                HOLDER.value(),
                holderKey,
                HOLDER.value() + "#" + holderKey.kid(),
                ME,
                Optional.empty(),
                Duration.ofHours(1));
        List<String> presentations = new ArrayList<>();
        for (int i = 0; i < PRESENTATIONS; i++) {
            presentations.add(Presentations.vp(
                    occasion, List.of(credential.apply(i)), CredentialFormat.VC20_JWT, clock.instant()));
        }
        return presentations;
    }

    private static void verify(CredentialVerifier verifier, String presentation) {
        verifier.verifyPresentation(
                        presentation,
                        PresentationExpectation.by(ME)
                                .heldBy(HOLDER.value())
                                .holding(TYPE)
                                .once())
                .orThrow();
    }

    private double bareVerification(List<String> tokens) {
        List<Jws> parsed = tokens.stream().map(Jws::parse).toList();
        VerificationKey key = holderKey.verificationKey("k");
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, cpuMillis(i -> parsed.get(i).verify(key)));
        }
        return best;
    }

    /** CPU time of this thread for one of {@link #PRESENTATIONS} operations. */
    private static double cpuMillis(IntConsumer operation) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < PRESENTATIONS; i++) {
            operation.accept(i);
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e6 / PRESENTATIONS;
    }

    private DidDocument holderDocument() {
        String keyId = HOLDER.value() + "#" + holderKey.kid();
        ObjectNode document = StrictJson.object().put("id", HOLDER.value());
        document.putArray("verificationMethod")
                .addObject()
                .put("id", keyId)
                .put("type", "JsonWebKey2020")
                .put("controller", HOLDER.value())
                .set("publicKeyJwk", holderKey.publicJwk());
        document.putArray(Relationship.AUTHENTICATION.member()).add(keyId);
        return DidDocument.parse(HOLDER, document);
    }

    private void add(String name, double value, String unit, Optional<Yardstick> yardstick, Goal goal) {
        report.add(new Figure(GROUP, name, value, unit, yardstick, Optional.of(goal)));
    }
}
