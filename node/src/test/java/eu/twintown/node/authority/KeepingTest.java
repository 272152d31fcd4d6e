package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.StoreFixture;
import eu.twintown.store.document.Documents;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What an authority keeps over its restarts, and how. */
class KeepingTest {
    @Test
    void aRestartChangesNothingForMembers() {
        try (StoreFixture store = StoreFixture.open()) {
            Documents documents = store.store().documents();
            SandboxAuthority before = SandboxAuthority.start(SandboxAuthority.Plan.USUAL.over(documents, 0));
            Member city = before.join("Leuven", "t2.leuven.example", "CONSUMER");
            int port = URI.create(before.tier1()).getPort();
            before.close();

            try (SandboxAuthority after = SandboxAuthority.start(SandboxAuthority.Plan.USUAL.over(documents, port))) {
                assertThat(after.root()).isEqualTo(before.root());
                HttpCaller agent = Member.agent(after, city.chain(), city.keys());
                assertThat(agent.get("/tier2/v2/participant")
                                .expect(200)
                                .json()
                                .path("organization")
                                .asString())
                        .isEqualTo("Leuven");
                assertThat(after.staff(SandboxAuthority.NOTARY)
                                .get("/api/authority")
                                .json()
                                .path("participants")
                                .intValue())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void privateKeysLieSealedInTheStore() {
        try (StoreFixture store = StoreFixture.open()) {
            Documents documents = store.store().documents();
            SandboxAuthority.start(SandboxAuthority.Plan.USUAL.over(documents, 0))
                    .close();

            assertThat(documents.list("authority-key", "", 10, 0)).hasSize(5).allSatisfy(document -> assertThat(
                            document.json())
                    .contains("\"key\":\"authority-key/" + document.id() + "|"));
        }
    }
}
