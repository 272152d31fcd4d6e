package eu.twintown.node;

import eu.twintown.node.dataspace.dataset.OfferRules;
import eu.twintown.node.dataspace.letter.Addresses;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.dataspace.rulebook.CurrentRulebook;
import eu.twintown.node.dataspace.rulebook.Members;
import eu.twintown.node.dataspace.rulebook.OwnReport;
import eu.twintown.node.dataspace.rulebook.PublishedRoutes;
import eu.twintown.node.dataspace.rulebook.PublishedRulebooks;
import eu.twintown.node.dataspace.rulebook.Rulebook;
import eu.twintown.node.dataspace.rulebook.RulebookRoutes;
import eu.twintown.node.dataspace.rulebook.RulebookSettings;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The rulebook of the data space, published here or read from its publisher. */
final class RulebookParts implements AutoCloseable {
    private final Seals seals;
    private final JsonBodies bodies;
    private final UnaryOperator<String> names;
    private final PublishedRulebooks published;
    private final CurrentRulebook current;
    private final Members members;

    /**
     * What it stands on.
     *
     * @param names gives the short name of an IRI, where it has one
     * @param changed is run after another version has come into force
     */
    record Ground(
            RulebookSettings settings,
            Documents documents,
            Seals seals,
            Addresses addresses,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            JsonBodies bodies,
            UnaryOperator<String> names,
            OwnReport.Facts facts,
            Runnable changed,
            InstantSource clock) {}

    RulebookParts(Ground ground) {
        this.seals = ground.seals();
        this.bodies = ground.bodies();
        this.names = ground.names();
        this.published = new PublishedRulebooks(ground.documents(), seals);
        this.current = new CurrentRulebook(
                ground.settings(),
                published,
                new CurrentRulebook.Surroundings(ground.documents(), ground.send(), seals, ground.clock()),
                ground.changed());
        this.members = new Members(
                current,
                published,
                ground.facts(),
                new Members.Surroundings(ground.documents(), seals, ground.addresses(), ground.send(), ground.clock()));
    }

    /** What the version that holds now demands of offers. */
    Optional<OfferRules> rules() {
        return current.get().map(Rulebook::rules);
    }

    List<HttpService> routes() {
        return List.of(
                new PublishedRoutes(published, seals, bodies, names),
                new RulebookRoutes(current, published, members, seals, bodies));
    }

    void start() {
        current.start();
    }

    @Override
    public void close() {
        current.close();
    }
}
