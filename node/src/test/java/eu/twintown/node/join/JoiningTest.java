package eu.twintown.node.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.join.Application.Applicant;
import eu.twintown.node.join.Joining.Membership;
import eu.twintown.node.join.Joining.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole nodes join the data space of a whole authority. */
class JoiningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Application CITY = new Application(
            "City of city",
            "DATA_PROVIDER",
            new Applicant("an", "a-long-secret-of-an", "An", "Applicant", "an@city.example"));
    private static final Function<Wanted, Optional<Document>> PROFILE =
            wanted -> Optional.of(Document.ofText("profile.pdf", List.of("City of city", wanted.name())));

    @TempDir
    private Path folder;

    private TestSpace space;
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        space = new TestSpace(folder, "city");
        space.start("city", "");
    }

    @AfterEach
    void stop() {
        space.close();
    }

    @Test
    void aNodeBecomesAMemberAndOnceIsEnough() throws Exception {
        try (NodeApi node = space.operator("city");
                AuthorityApi notary = space.notary()) {
            Joining joining = new Joining(node, told::add);
            joining.apply(CITY, PROFILE);
            assertThat(joining.membership()).isEmpty();
            assertThat(notary.waiting()).singleElement().satisfies(request -> {
                assertThat(request.path("organisation").asString()).isEqualTo("City of city");
                assertThat(request.path("documents").get(0).path("filename").asString())
                        .isEqualTo("profile.pdf");
            });

            notary.approveWhenThere("City of city", List.of(), "welcome", PATIENCE);
            Membership membership = joining.join(CITY, PROFILE, PATIENCE);

            assertThat(membership.did())
                    .isEqualTo(node.get("/api/organisation").path("did").asString());
            assertThat(membership.participantId()).isNotBlank();
            assertThat(membership.credential().path("issuerName").asString()).isEqualTo("Test Space");
            assertThat(node.get("/api/simpl").path("state").asString()).isEqualTo("onboarded");
            assertThat(told)
                    .hasSize(6)
                    .anyMatch(line -> line.contains("profile.pdf"))
                    .anyMatch(line -> line.contains("CN=city.localhost"))
                    .noneMatch(line -> line.contains("a-long-secret"));

            told.clear();
            Membership again = joining.join(CITY, PROFILE, PATIENCE);
            notary.approveWhenThere("City of city", List.of(), "", PATIENCE);

            assertThat(again.participantId()).isEqualTo(membership.participantId());
            assertThat(told).hasSize(2);
            assertThat(notary.requestsOf("City of city")).hasSize(1);
        }
    }

    @Test
    void itGoesOnAfterARestartOfTheNode() throws Exception {
        try (NodeApi node = space.operator("city");
                AuthorityApi notary = space.notary()) {
            node.post("/api/simpl/onboarding", CITY.json());
            space.stop("city");
            space.start("city", "");

            new Joining(node, told::add).apply(CITY, PROFILE);
            notary.approveWhenThere("City of city", List.of(), "", PATIENCE);
            Membership membership = new Joining(node, told::add).join(CITY, PROFILE, PATIENCE);

            assertThat(membership.participantId()).isNotBlank();
            assertThat(told).noneMatch(line -> line.contains("asks"));
        }
    }

    @Test
    void aRequestThatWasSentBackGetsItsDocumentsAgain() throws Exception {
        try (NodeApi node = space.operator("city");
                AuthorityApi notary = space.notary()) {
            Joining joining = new Joining(node, told::add);
            joining.apply(CITY, PROFILE);
            String id = notary.waiting().getFirst().path("id").asString();
            notaryPost("/" + id + "/revision", "{\"reason\": \"The profile names nobody\"}");

            assertThatThrownBy(() -> joining.awaitCertificate(PATIENCE))
                    .isInstanceOf(JoinException.class)
                    .hasMessageContaining("The profile names nobody");

            joining.apply(CITY, wanted -> Optional.of(Document.ofText("better.pdf", List.of("An Applicant"))));
            JsonNode request = notary.waiting().getFirst();
            assertThat(request.path("documents").get(0).path("filename").asString())
                    .isEqualTo("better.pdf");
        }
    }

    @Test
    void aRejectedRequestSaysWhy() throws Exception {
        try (NodeApi node = space.operator("city");
                AuthorityApi notary = space.notary()) {
            Joining joining = new Joining(node, told::add);
            joining.apply(CITY, PROFILE);
            String id = notary.waiting().getFirst().path("id").asString();
            notaryPost("/" + id + "/reject", "{\"reason\": \"Not a city\"}");

            assertThatThrownBy(() -> joining.awaitCertificate(PATIENCE))
                    .isInstanceOf(JoinException.class)
                    .hasMessageContaining("Not a city");
        }
    }

    @Test
    void aMissingDocumentAndAnUnknownTypeAreNamed() {
        try (NodeApi node = space.operator("city")) {
            Joining joining = new Joining(node, told::add);

            assertThatThrownBy(() -> joining.apply(new Application("City of city", "KING", CITY.applicant()), PROFILE))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("KING")
                    .extracting(e -> ((ApiException) e).status())
                    .isEqualTo(400);
            assertThatThrownBy(() -> joining.apply(CITY, wanted -> Optional.empty()))
                    .isInstanceOf(JoinException.class)
                    .hasMessageContaining("Organisation profile");
        }
    }

    @Test
    void nobodyDecidesInTime() {
        try (NodeApi node = space.operator("city")) {
            Joining joining = new Joining(node, told::add);
            joining.apply(CITY, PROFILE);

            assertThatThrownBy(() -> joining.awaitCertificate(Duration.ofMillis(10)))
                    .isInstanceOf(JoinException.class)
                    .hasMessageContaining("not approved");
        }
    }

    /** What the notary's console does, beside approving. */
    private void notaryPost(String path, String body) {
        try (ApiClient console = AuthorityApi.client(space.tier1(), "notary", TestSpace.NOTARY_PASSWORD)) {
            console.post("/api/authority/requests" + path, JsonMapper.shared().readTree(body));
        }
    }
}
