package eu.twintown.node.trust.simpl.check;

import eu.twintown.node.authority.MemberCatalogue;
import eu.twintown.node.authority.SandboxAuthority;
import eu.twintown.node.authority.SandboxAuthority.Plan;
import eu.twintown.node.authority.catalogue.AuthorityCatalogue;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The sandbox authority with its catalogue and schema manager. */
final class CheckedSpace implements AutoCloseable {
    private final StoreFixture store = StoreFixture.open();
    private final OutgoingClient outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY);
    private final AtomicReference<SandboxAuthority> authority = new AtomicReference<>();
    private final AuthorityCatalogue catalogue;

    CheckedSpace() {
        DidResolver dids = new DidResolver(outgoing, DidSettings.DEFAULT, InstantSource.system());
        this.catalogue = MemberCatalogue.of(
                store.store().documents(),
                () -> authority.get().authority(),
                method -> dids.key(method, Relationship.ASSERTION_METHOD).key(),
                request -> {
                    throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "nobody listens");
                },
                new JsonBodies(1 << 20, 32),
                URI.create("https://authority.example"),
                InstantSource.system());
        Plan usual = Plan.USUAL;
        authority.set(SandboxAuthority.start(new Plan(
                Optional.of(store.store().documents()),
                usual.clock(),
                usual.proofs(),
                usual.faults(),
                usual.tier1Port(),
                catalogue.tier2Routes())));
        catalogue.start();
    }

    SandboxAuthority authority() {
        return authority.get();
    }

    @Override
    public void close() {
        authority.get().close();
        catalogue.close();
        outgoing.close();
        store.close();
    }
}
