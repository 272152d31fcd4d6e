package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.authority.catalogue.AuthorityCatalogue;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.catalogue.simpl.SimplFixture;
import eu.twintown.node.catalogue.simpl.description.OfferingWriter;
import eu.twintown.node.catalogue.simpl.description.TextRules;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.store.StoreFixture;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The catalogue behind the authority's real agents' listener: certificates, proofs, attributes, suspension. */
class MemberCatalogueTest {
    private final StoreFixture fixture = StoreFixture.open();
    private final AtomicReference<SandboxAuthority> sandbox = new AtomicReference<>();
    private final KeyPair keys = SimplFixture.keyPair();
    private final AuthorityCatalogue catalogue = MemberCatalogue.of(
            fixture.store().documents(),
            () -> sandbox.get().authority(),
            method -> keys.getPublic(),
            request -> {
                throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "nobody listens");
            },
            new JsonBodies(1 << 20, 32),
            URI.create("https://authority.example"),
            InstantSource.system());

    MemberCatalogueTest() {
        SandboxAuthority.Plan usual = SandboxAuthority.Plan.USUAL;
        sandbox.set(SandboxAuthority.start(new SandboxAuthority.Plan(
                Optional.of(fixture.store().documents()),
                usual.clock(),
                usual.proofs(),
                usual.faults(),
                usual.tier1Port(),
                catalogue.tier2Routes())));
        catalogue.start();
    }

    @AfterEach
    void stop() {
        sandbox.get().close();
        catalogue.close();
        fixture.close();
    }

    private String description(String participantId) {
        ObjectNode subject = OfferingWriter.write(
                        SimplFixture.dataset("parking", "Parkhäuser"),
                        SimplFixture.settings(),
                        TextRules.of(SimplFixture.sandboxShapes()),
                        participantId)
                .subject();
        ((ObjectNode) subject.get("simpl:providerInformation")).put("simpl:signature", "ab12");
        return SimplFixture.signer(keys)
                .signed(SimplFixture.credential(SimplFixture.ISSUER, subject), Instant.now())
                .toString();
    }

    private static int found(HttpCaller agent) {
        return agent.get("/adapter/v1/selfDescriptions?searchString="
                        + URLEncoder.encode("Parkhäuser", StandardCharsets.UTF_8))
                .expect(200)
                .json()
                .path("totalCount")
                .asInt();
    }

    @Test
    void membersPublishAndFindByCertificateProofAndAttributeAndASuspendedOnesOfferingIsGone() {
        Member provider = sandbox.get().join("Leuven", "t2.leuven.example", "DATA_PROVIDER");
        Member consumer = sandbox.get().join("Aarhus", "t2.aarhus.example", "CONSUMER");
        Member bystander = sandbox.get().join("Porto", "t2.porto.example");

        assertThat(provider.agent()
                        .post("/fc/self-descriptions", description(provider.participantId()))
                        .status())
                .as("without a proof")
                .isEqualTo(401);
        HttpCaller publisher = provider.proven().agent();
        publisher
                .post("/fc/self-descriptions", description(consumer.participantId()))
                .expect(403);
        publisher
                .post("/fc/self-descriptions", description(provider.participantId()))
                .expect(201);

        assertThat(found(consumer.proven().agent())).isEqualTo(1);
        assertThat(found(bystander.proven().agent())).isZero();
        sandbox.get()
                .authority()
                .participants()
                .change(provider.credentialId(), CredentialStatus.SUSPENDED, "test", "test");
        assertThat(found(consumer.proven().agent())).isZero();
    }

    @Test
    void everyRouteStandsInItsListenersTable() {
        stands("rules-tier2.txt", catalogue.tier2Routes());
        stands("rules-tier1.txt", catalogue.tier1Routes());
    }

    private static void stands(String table, List<HttpService> services) {
        RoutePolicy policy = RoutePolicy.named(table);
        assertThat(new RouteTable(services).routes()).isNotEmpty().allSatisfy(route -> assertThat(policy.needs(route))
                .as(table + ": " + route)
                .isNotEmpty());
    }
}
