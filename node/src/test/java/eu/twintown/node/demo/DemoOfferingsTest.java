package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.node.acquisition.Acquisition;
import eu.twintown.node.acquisition.EntityTarget;
import eu.twintown.node.acquisition.SourceConfigReader;
import eu.twintown.node.acquisition.SourceView;
import eu.twintown.node.catalogue.Catalogue;
import eu.twintown.node.catalogue.CataloguedNode;
import eu.twintown.node.catalogue.CataloguedSource;
import eu.twintown.node.catalogue.simpl.SimplFixture;
import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.node.catalogue.simpl.check.ShapeCheck;
import eu.twintown.node.catalogue.simpl.check.Shapes;
import eu.twintown.node.catalogue.simpl.description.DatasetFacts;
import eu.twintown.node.catalogue.simpl.description.Offering;
import eu.twintown.node.catalogue.simpl.description.OfferingWriter;
import eu.twintown.node.catalogue.simpl.description.TextRules;
import eu.twintown.node.config.ConfigFile;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.config.NodeConfigReader;
import eu.twintown.node.demo.replay.ReplayClock;
import eu.twintown.node.demo.replay.ReplayServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.store.StoreFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Every dataset of the demo's cities as a Simpl self-description. */
class DemoOfferingsTest {
    private static final City MUENSTER = new City("muenster", "Münster", 8081);
    private static final City GHENT = new City("ghent", "Ghent", 8082);

    private final ReplayServer replay = new ReplayServer(new ReplayClock(InstantSource.system(), 1));
    private final StoreFixture fixture = StoreFixture.open();
    private final OutgoingClient client = new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8"));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        client.close();
        replay.close();
        fixture.close();
    }

    @Test
    void theyFitTheSandboxsShapes() {
        List<ObjectNode> offerings = offerings(SimplFixture.sandboxShapes());

        assertThat(offerings).hasSizeGreaterThanOrEqualTo(5);
        fit(offerings, SimplFixture.sandboxShapes());
    }

    @Test
    void theyFitTheOfficialShapes() throws Exception {
        String contracts = System.getenv("TWINTOWN_SIMPL_CONTRACTS");
        Assumptions.assumeTrue(contracts != null, "TWINTOWN_SIMPL_CONTRACTS names no folder");
        Path file = Path.of(contracts).resolve("simpl_shapes.ttl");
        Assumptions.assumeTrue(Files.exists(file), "There is no simpl_shapes.ttl");
        Shapes official = Shapes.ofTurtle(List.of(Files.readString(file)));

        fit(offerings(official), official);
        // What passes here with the sandbox's shapes passes there too, or the sandbox would teach the wrong thing.
        fit(offerings(SimplFixture.sandboxShapes()), official);
    }

    private static void fit(List<ObjectNode> offerings, Shapes shapes) {
        assertThat(offerings).allSatisfy(offering -> {
            assertThat(shapes.covers("http://w3id.org/gaia-x/simpl#DataOffering"))
                    .isTrue();
            assertThat(ShapeCheck.check(SelfDescription.graph(offering), shapes))
                    .as(offering.toString())
                    .isEmpty();
        });
    }

    private List<ObjectNode> offerings(Shapes shapes) {
        List<ObjectNode> all = new ArrayList<>(offerings(MUENSTER, GHENT, shapes));
        all.addAll(offerings(GHENT, MUENSTER, shapes));
        return all;
    }

    private List<ObjectNode> offerings(City city, City peer, Shapes shapes) {
        ConfigFile file = ConfigFile.read(
                TestLayout.files(replay, 1, folder).write(city, peer, folder.resolve(city.id())), Map.of());
        NodeConfig.Identity me = NodeConfigReader.read(file.root()).identity();
        DataModels models = DataModels.builtIn();
        Acquisition.Surroundings surroundings = new Acquisition.Surroundings(
                EntityTarget.of(fixture.store().entities()),
                fixture.store().documents(),
                models,
                source -> Context.compile(
                        source, url -> WellKnownContexts.find(url).orElseThrow()),
                client::send,
                InstantSource.system());
        // Not started: what the catalogue tells of a source stands in its configuration.
        Acquisition acquisition = new Acquisition(new SourceConfigReader(models).read(file.root()), surroundings);
        Catalogue catalogue = new Catalogue(
                new CataloguedNode(me.title(), me.country(), me.publicUrl(), Instant.now()),
                () -> acquisition.sources().stream()
                        .map(DemoOfferingsTest::source)
                        .toList(),
                List::of,
                InstantSource.system());
        return DatasetFacts.of(catalogue.graph()).stream()
                .map(facts -> signed(OfferingWriter.write(
                        facts, SimplFixture.settings(), TextRules.of(shapes), SimplFixture.PARTICIPANT)))
                .toList();
    }

    private static ObjectNode signed(Offering offering) {
        ((ObjectNode) offering.subject().get("simpl:providerInformation")).put("simpl:signature", "ab12");
        return offering.subject();
    }

    private static CataloguedSource source(SourceView view) {
        return new CataloguedSource(
                view.config().id(),
                view.config().title(),
                view.config().origin(),
                view.entityTypes(),
                view.config().licence().title(),
                view.config().licence().url(),
                view.config().licence().confirmed(),
                view.config().attribution(),
                view.config().provider(),
                view.config().schedule().every());
    }
}
