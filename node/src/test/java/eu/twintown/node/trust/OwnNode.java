package eu.twintown.node.trust;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.IssuerTrust;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.status.StatusChecker;
import eu.twintown.node.trust.status.StatusLists;
import eu.twintown.node.trust.status.StatusSettings;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** This node's trust parts over a real store, with a clock that tests set, for one DID at {@code url}. */
public final class OwnNode {
    public final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1000, Duration.ofMillis(1)));
    public final KeyRing keys;
    public final NodeDid did;
    public final DidResolver resolver;
    public final StatusLists lists;
    public final CredentialIssuer issuer;
    private final InstantSource clock;

    public OwnNode(Path folder, Documents documents, URI url, InstantSource clock) {
        this.clock = clock;
        this.keys = KeyRing.open(folder, clock);
        this.did = new NodeDid(Did.web(url), keys, List::of, clock);
        this.resolver = new DidResolver(
                outgoing,
                new DidSettings(Duration.ofMinutes(10), Duration.ofHours(1), Set.of(url.getAuthority())),
                clock);
        resolver.answer(did.did(), did::document);
        this.lists = new StatusLists(documents, did, url, clock);
        this.issuer = new CredentialIssuer(did, lists, documents, clock);
    }

    /** Knows its own lists without fetching them. */
    public CredentialVerifier verifier(IssuerTrust trust) {
        KeySource keySource = KeySource.ofDids(resolver);
        return new CredentialVerifier(
                keySource,
                trust,
                new StatusChecker(outgoing, keySource, lists::signed, StatusSettings.DEFAULT, clock),
                credential -> Optional.empty(),
                Duration.ofSeconds(60),
                clock);
    }
}
