package eu.twintown.node;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.node.access.enforce.Admission;
import eu.twintown.node.access.enforce.AgreementGate;
import eu.twintown.node.access.enforce.OnwardSharing;
import eu.twintown.node.access.enforce.Served;
import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.binding.Binder;
import eu.twintown.node.dataspace.binding.BindingSettings;
import eu.twintown.node.dataspace.binding.Description;
import eu.twintown.node.dataspace.binding.Descriptions;
import eu.twintown.node.dataspace.binding.Doors;
import eu.twintown.node.dataspace.binding.Seeker;
import eu.twintown.node.dataspace.binding.TransferControl;
import eu.twintown.node.dataspace.binding.Wish;
import eu.twintown.node.dataspace.binding.WishRoutes;
import eu.twintown.node.dataspace.copy.Copies;
import eu.twintown.node.dataspace.copy.CopyGuard;
import eu.twintown.node.dataspace.copy.CopyInbox;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.duty.Deletions;
import eu.twintown.node.dataspace.duty.Duties;
import eu.twintown.node.dataspace.duty.DutyRoutes;
import eu.twintown.node.dataspace.letter.Letters;
import eu.twintown.node.dataspace.letter.Received;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.dataspace.supply.Sampler;
import eu.twintown.node.dataspace.supply.SupplyRoutes;
import eu.twintown.node.dataspace.supply.SupplyWatch;
import eu.twintown.node.dataspace.timer.Lease;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.node.dataspace.usage.Usage;
import eu.twintown.node.dataspace.usage.UsageRoutes;
import eu.twintown.node.dataspace.usage.Use;
import eu.twintown.node.federation.AgreedSource;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What follows from agreements by itself: registrations, ends, duties, usage, supply; built of the settings. */
final class BindingParts implements AutoCloseable {
    /** This node itself, where nobody else asks. */
    private static final Principal NODE =
            new Principal("node", Principal.Kind.MACHINE, "this node", Set.of(), Map.of());

    private final DataspaceParts.Surroundings around;
    private final Agreements agreements;
    private final BindingSettings settings;
    private final TransferControl transfers;
    private final Timers timers;
    private final Usage usage;
    private final Letters letters;
    private final Copies copies;
    private final Descriptions descriptions;
    private final Duties duties;
    private final Deletions deletions;
    private final Doors doors;
    private final Seeker seeker;
    private final Binder binder;
    private final SupplyWatch supply;
    private final List<HttpService> routes;

    BindingParts(DataspaceParts.Surroundings around, Agreements agreements, DspParts dsp, TransferParts transfer) {
        this.around = around;
        this.agreements = agreements;
        this.settings = around.settings().binding();
        ConsumedTransfers consumed = new ConsumedTransfers(transfer);
        this.transfers = consumed.control();
        Documents documents = around.store().documents();
        this.timers = new Timers(around.clock());
        this.usage = new Usage(documents, around.clock());
        Seals seals = around.trust().seals();
        this.letters = new Letters(
                around.store().processes(), around.dcp().peers()::send, DeliverySettings.DEFAULT, around.clock());
        this.copies = new Copies(around.store().entities(), around.store().history(), documents, around.clock());
        this.descriptions = new Descriptions(documents);
        this.duties = new Duties(
                documents, agreements, id -> descriptions.find(id).flatMap(Description::attribution), around.clock());
        this.deletions =
                new Deletions(new Deletions.Parts(duties, agreements, copies, seals, letters, timers), around.clock());
        this.doors = new Doors(
                agreements,
                transfers,
                around.dcp().peers()::send,
                (policy, now) ->
                        OnwardSharing.refusal(policy, around.trust().did().did().value(), now),
                this::used,
                duties::attribution,
                around.clock());
        Dealer dealer = new Dealer(dsp);
        this.seeker = new Seeker(
                settings.agreements(),
                agreements,
                dealer.dealings(),
                timers,
                new Lease.Ground(documents, "wish-lease", DeliverySettings.DEFAULT.lease(), around.clock()),
                agreement -> bind(agreement.id()));
        this.binder = new Binder(new Binder.Parts(
                agreements,
                around.federation().registrations(),
                transfers,
                doors,
                descriptions,
                dealer::description,
                seeker::wish,
                settings.automatic(),
                timers,
                around.clock()));
        this.supply = new SupplyWatch(
                new SupplyWatch.Parts(documents, agreements, descriptions, this::sample, seals, letters, timers),
                settings.supplyEvery(),
                around.clock());
        dealer.listen(seeker::look);
        consumed.listen(binder::transferChanged);
        CopyInbox inbox = inbox();
        transfer.inbox(delivery -> inbox.receive(delivery.agreement(), delivery.body()));
        this.routes = routes(new Received(agreements, seals));
    }

    private List<HttpService> routes(Received received) {
        NodeConfig.Server server = around.settings().config().server();
        JsonBodies bodies = new JsonBodies(server.maxBodyBytes(), server.maxDepth());
        return List.of(
                new DutyRoutes(duties, deletions, letters, received, bodies, around.clock()),
                new UsageRoutes(usage, agreements, around.dcp().peers()::send),
                new SupplyRoutes(supply, agreements, letters, received, bodies),
                new WishRoutes(
                        seeker,
                        () -> new HashSet<>(around.federation().registrations().bound())));
    }

    /** What agreements open for queries here. */
    Optional<AgreedSource> source(String agreement) {
        return doors.find(agreement);
    }

    /** How the duties of an agreement stand. */
    List<DutyRecord> duties(Agreement agreement) {
        return duties.records(agreement.id());
    }

    /** Keeps copies of others' data from whoever may not have them, and counts what is given under agreements. */
    Guard guard(Guard inner) {
        Guard closed = new CopyGuard(inner, copies, (agreement, who) -> agreements
                .find(agreement)
                .map(found -> doors.refusal(found.policy(), who))
                .orElseGet(() -> Optional.of(Refusal.of("agreement", "onward"))));
        return (exchange, route) -> {
            Object who = closed.admit(exchange, route);
            Principal principal = Principal.of(who);
            // Entities that are read are noted when it is known how many they are.
            if (!(who instanceof Admission)) {
                principal
                        .attribute(AgreementGate.AGREEMENT)
                        .forEach(agreement -> served(agreement, principal, exchange, route));
            }
            return who;
        };
    }

    /** Notes what became of a request for entities under an agreement. */
    void given(Served served) {
        usage.note(new Use(
                served.agreement(),
                Side.PROVIDER,
                served.party(),
                Principal.Kind.PARTICIPANT.name(),
                String.join(" ", served.purposes()),
                served.types().stream().sorted().collect(Collectors.joining(" ")),
                served.entities(),
                served.refused()));
    }

    /** Counts an entity that is pushed to the consumer of an agreement. */
    void pushed(String agreement, Entity entity) {
        agreements
                .find(agreement)
                .ifPresent(found -> usage.note(new Use(
                        agreement,
                        Side.PROVIDER,
                        found.counterparty(),
                        Principal.Kind.PARTICIPANT.name(),
                        "",
                        String.join(" ", entity.types()),
                        1,
                        false)));
    }

    private void served(String agreement, Principal who, Exchange exchange, RouteTable.Route route) {
        usage.note(new Use(
                agreement,
                Side.PROVIDER,
                who.id(),
                who.kind().name(),
                exchange.header("Purpose").orElse(""),
                route.method() + " " + route.template(),
                0,
                false));
    }

    /** Takes what providers push. */
    private CopyInbox inbox() {
        return new CopyInbox(agreements, copies, around.contexts()::compile, (agreement, entities) -> {
            used(agreement, new AgreedSource.Use(NODE, entities, Optional.empty()));
            deletions.received(agreement.id());
        });
    }

    private void used(Agreement agreement, AgreedSource.Use use) {
        String types = use.entities().stream()
                .flatMap(entity -> entity.types().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        usage.note(new Use(
                agreement.id(),
                Side.CONSUMER,
                use.who().id(),
                use.who().kind().name(),
                seeker.wish(agreement).flatMap(Wish::purpose).orElse(""),
                types,
                use.entities().size(),
                use.failure().isPresent()));
        supply.passed(agreement, use.entities());
    }

    /** Everything that an agreement gives now: asked for, or of the copies where it is pushed. */
    private Optional<SupplyWatch.Sample> sample(Agreement agreement) {
        Optional<TransferControl.Access> access =
                doors.find(agreement.id()).flatMap(open -> transfers.access().apply(agreement.id()));
        if (access.isPresent()) {
            SupplyWatch.Sample sample = Sampler.take(
                    access.get().endpoint(),
                    descriptions.find(agreement.id()).orElseThrow().types(),
                    seeker.wish(agreement).flatMap(Wish::purpose),
                    doors.find(agreement.id()).orElseThrow().sender(),
                    around.contexts()::compile);
            usage.note(new Use(
                    agreement.id(),
                    Side.CONSUMER,
                    NODE.id(),
                    NODE.kind().name(),
                    "",
                    "supply control",
                    sample.entities().size(),
                    false));
            return Optional.of(sample);
        }
        List<Entity> some = copies.some(agreement.id());
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(new SupplyWatch.Sample(copies.count(agreement.id()), some));
    }

    private void bind(String agreement) {
        binder.transferChanged(agreement);
    }

    List<HttpService> routes() {
        return routes;
    }

    /** What was closed to this node may be open now. */
    void lookAgain() {
        seeker.lookAgain();
    }

    /** Catches up with what happened while the node was down, and goes on. */
    void start() {
        usage.start();
        letters.start();
        deletions.resend();
        deletions.start();
        binder.start();
        supply.start();
        seeker.start();
    }

    @Override
    public void close() {
        timers.close();
        seeker.close();
        letters.close();
        usage.close();
    }
}
