package eu.twintown.node.catalogue.simpl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.access.Access;
import eu.twintown.node.access.AccessSettings;
import eu.twintown.node.catalogue.simpl.SimplFixture;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.rdf.model.ModelFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class CatalogueSettingsReaderTest {
    private static final NodeConfig.Identity ME = new NodeConfig.Identity(
            "muenster", "Stadt Münster", "DE", URI.create("https://twin.example.org/"), Optional.empty(), 11);
    private static final URI TIER2 = URI.create("https://authority.example:8101");

    private final List<String> faults = new ArrayList<>();

    private Optional<CatalogueSettings> read(String yaml) {
        return CatalogueSettingsReader.read(
                new ConfigNode(new YAMLMapper().readTree(yaml), Path.of("."), faults), Optional.of(TIER2), ME);
    }

    @Test
    void withoutTheSectionNothingIsPublished() {
        assertThat(read("{}")).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void oneKeyIsEnough() {
        CatalogueSettings settings = read("contact: data@twin.example.org").orElseThrow();

        assertThat(faults).isEmpty();
        assertThat(settings.at(settings.selfDescriptions()))
                .isEqualTo(URI.create("https://authority.example:8101/fc/self-descriptions"));
        assertThat(settings.schemaManager()).isEqualTo(URI.create("https://authority.example:8101/v1"));
        assertThat(settings.offering().connector()).isEqualTo(URI.create("https://twin.example.org/dsp/2025-1"));
        assertThat(settings.offering().contract().document())
                .isEqualTo(URI.create("https://twin.example.org/catalogue/contract-template"));
        assertThat(settings.offering().contract().sha256()).isEqualTo(ContractTemplate.sha256());
        assertThat(settings.offering().recipients()).containsExactly("CONSUMER");
        assertThat(settings.schemaAge()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.all()).isFalse();
    }

    @Test
    void whatIsWrongIsTold() {
        read("""
                contact: nobody
                api: v3
                publish: some
                price: cheap
                unknown: 1
                contract: {document: https://twin.example.org/c.pdf}
                """);

        assertThat(faults).hasSize(6).anyMatch(f -> f.startsWith("contact")).anyMatch(f -> f.startsWith("api"));
    }

    @Test
    void everyRouteHasARule() {
        try (StoreFixture fixture = StoreFixture.open()) {
            SimplCatalogue catalogue = new SimplCatalogue(
                    read("contact: data@twin.example.org").orElseThrow(),
                    new SimplCatalogue.Surroundings(
                            ModelFactory::createDefaultModel,
                            Optional::empty,
                            () -> SimplFixture.signer(SimplFixture.keyPair()),
                            request -> {
                                throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "down");
                            },
                            fixture.store().documents(),
                            InstantSource.system()));
            JsonBodies bodies = new JsonBodies(1000, 10);
            List<RouteTable.Route> routes =
                    new RouteTable(List.of(catalogue.routes(bodies), catalogue.tier2Routes(bodies))).routes();

            assertThat(routes).hasSize(9);
            Access access = new Access(AccessSettings.USUAL);
            assertThat(routes)
                    .allSatisfy(route -> assertThat(access.decide(Principal.ANONYMOUS, route.method(), route.template())
                                    .rule())
                            .as(route.toString())
                            .isNotEqualTo("no-rule"));
        }
    }
}
