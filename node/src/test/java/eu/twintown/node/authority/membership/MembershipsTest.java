package eu.twintown.node.authority.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.authority.participants.Participant;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.issuance.IssuedCredential.State;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.oid4vc.issuer.OfferBook;
import eu.twintown.node.trust.status.StatusLists;
import eu.twintown.store.StoreFixture;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipsTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-22T12:00:00Z");
    private static final String DID = "did:web:twin.ghent.example";

    private final StoreFixture store = StoreFixture.open();

    @TempDir
    private Path folder;

    private CredentialIssuer issuer;
    private Memberships memberships;

    @BeforeEach
    void build() {
        Documents documents = store.store().documents();
        URI url = URI.create("https://authority.example");
        NodeDid did = new NodeDid(Did.web(url), KeyRing.open(folder, CLOCK), List::of, CLOCK);
        issuer = new CredentialIssuer(did, new StatusLists(documents, did, url, CLOCK), documents, CLOCK);
        memberships = new Memberships(
                documents, new OfferBook(documents, CLOCK), issuer, "Sandbox", id -> List.of("DATA_PROVIDER"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Participant participant(String id) {
        return Participant.fresh(id, "Stad Gent", "DATA_PROVIDER", "data@ghent.example", CLOCK.instant());
    }

    private String issueMembership() {
        return issuer.issue(CredentialOrder.of(CredentialFormat.VC11_JWT, Memberships.TYPE, DID, StrictJson.object()))
                .id();
    }

    private State state(String credential) {
        return issuer.find(credential).orElseThrow().state();
    }

    @Test
    void aMemberGetsAnOfferForItsDid() {
        assertThat(memberships.offer(participant("p1"), DID).code()).isNotEmpty();
        assertThat(memberships.memberOf(DID)).contains("p1");
        assertThat(memberships.claims(participant("p1")).toString())
                .contains("\"memberOf\":\"Sandbox\"")
                .contains("\"organization\":\"Stad Gent\"")
                .contains("DATA_PROVIDER");
    }

    @Test
    void aDidBelongsToOneMember() {
        memberships.offer(participant("p1"), DID);
        assertThatThrownBy(() -> memberships.offer(participant("p2"), DID))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another participant");
        memberships.offer(participant("p1"), "did:web:new.ghent.example");
        assertThat(memberships.memberOf(DID)).as("a member may change its DID").isEmpty();
        assertThatThrownBy(() -> memberships.offer(participant("p1"), "nonsense"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("/did");
    }

    @Test
    void theCredentialsFollowTheCertificate() {
        memberships.offer(participant("p1"), DID);
        String membership = issueMembership();
        String other = issuer.issue(
                        CredentialOrder.of(CredentialFormat.VC11_JWT, "LibraryCard", DID, StrictJson.object()))
                .id();

        memberships.standing("p1", CredentialStatus.SUSPENDED, "unpaid");
        assertThat(state(membership)).isEqualTo(State.SUSPENDED);
        assertThat(state(other)).isEqualTo(State.ISSUED);
        memberships.standing("p2", CredentialStatus.VALID, "somebody else");
        assertThat(state(membership)).isEqualTo(State.SUSPENDED);
        memberships.standing("p1", CredentialStatus.VALID, "paid");
        assertThat(state(membership)).isEqualTo(State.ISSUED);
        memberships.standing("p1", CredentialStatus.REVOKED, "left");
        assertThat(state(membership)).isEqualTo(State.REVOKED);
        memberships.standing("p1", CredentialStatus.REVOKED, "twice does no harm");
    }
}
