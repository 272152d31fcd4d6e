package eu.twintown.node.trust.simpl.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.HostResolver;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.simpl.Simpl;
import eu.twintown.node.trust.simpl.SimplSettings;
import eu.twintown.node.trust.simpl.check.CatalogueSteps.Side;
import eu.twintown.node.trust.simpl.onboarding.Membership.Attribute;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import eu.twintown.node.trust.simpl.onboarding.ParticipantSettings;
import eu.twintown.node.trust.simpl.proof.ProofSettings;
import eu.twintown.node.trust.simpl.revocation.RevocationSettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.SignIn;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.Version;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One of the two participants of the script: the same code as a node's, with its keys and membership in a folder and two
 * listeners on loopback, one of which asks for an identity attribute that nobody has.
 */
final class CheckedParticipant implements AutoCloseable {
    static final String NOBODY_HAS = "TWINTOWN_CHECK_NOBODY_HAS_THIS";
    static final String PATH = "/ngsi-ld/v1/entities";

    final Simpl simpl;
    private final String host;
    private final String type;
    private final KeyRing keys;
    private final OutgoingClient outgoing;
    private final WebServer open;
    private final WebServer needing;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    CheckedParticipant(CheckPlan plan, int number) {
        this.host = plan.hosts().get(number);
        this.type = plan.participantTypes().get(number);
        Path folder = plan.keep().resolve("participant-" + (number + 1));
        InstantSource clock = () -> Instant.now().plus(ahead.get());
        // The two find each other on this machine, whatever their names mean elsewhere.
        this.outgoing = new OutgoingClient(
                OutgoingRules.PUBLIC_ONLY
                        .allowing(plan.allow().toArray(String[]::new))
                        .allowing(plan.hosts().toArray(String[]::new))
                        .withCircuit(1_000, Duration.ofSeconds(1)),
                (peer, outcome, time) -> {},
                name -> plan.hosts().contains(name)
                        ? List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1}))
                        : HostResolver.SYSTEM.resolve(name),
                InstantSource.system());
        this.keys = KeyRing.open(folder, clock);
        this.simpl = new Simpl(
                settings(plan, host, number),
                new Simpl.Surroundings(memory(folder.resolve("membership.json")), keys, outgoing, clock),
                () -> keys.active(KeyPurpose.LOCAL_ISSUER).publicKey());
        this.open = listen(simpl.recogniser());
        this.needing = listen(simpl.recogniserNeeding(List.of(NOBODY_HAS)));
    }

    private static SimplSettings settings(CheckPlan plan, String host, int number) {
        return new SimplSettings(
                new AuthoritySettings(
                        plan.tier1(),
                        plan.tier2(),
                        Version.AUTO,
                        Map.of(),
                        new SignIn(plan.tokenUrl(), "frontend-cli", "", ""),
                        plan.anchors(),
                        Duration.ofSeconds(30)),
                new ParticipantSettings(
                        "Twintown check " + (number + 1), "Digital Twin", "BE", host, Duration.ofDays(30), false),
                new SimplSettings.Listener("127.0.0.1", 0, List.of(), List.of()),
                ProofSettings.USUAL,
                new RevocationSettings(plan.fresh(), Duration.ofMinutes(10), true),
                Map.of());
    }

    private WebServer listen(Recogniser recogniser) {
        HttpService answer = rules -> rules.get(PATH, Exchange.handler(CheckedParticipant::answer));
        Guard guard = (exchange, route) -> recogniser.recognise(exchange).orElse(Principal.ANONYMOUS);
        return new WebServer(
                ServerOptions.loopback(0).withTls(simpl.listenerTls()),
                List.of(simpl.peerRoutes(), answer),
                (method, template, status, nanos) -> {},
                guard);
    }

    private static void answer(Exchange exchange) {
        exchange.send(200, MediaType.JSON, ("\"" + Principal.of(exchange).id() + "\"").getBytes(UTF_8));
    }

    private static MembershipStore memory(Path file) {
        try {
            return new MembershipStore(
                    Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty(), json -> {
                        try {
                            Files.writeString(file, json);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Base URL where a valid proof is enough. */
    String url() {
        return "https://" + host + ":" + open.port();
    }

    /** Base URL where an attribute is asked for that nobody has. */
    String needingUrl() {
        return "https://" + host + ":" + needing.port();
    }

    /** As what it applies. */
    String type() {
        return type;
    }

    /** What the steps about self-descriptions have of it. */
    Side side() {
        return new Side(
                simpl::authority,
                simpl.participantId().orElse(""),
                simpl.attributes().stream().map(Attribute::code).toList(),
                keys.active(KeyPurpose.NODE));
    }

    KeyRing keys() {
        return keys;
    }

    OutgoingClient outgoing() {
        return outgoing;
    }

    /** Puts this participant's clock forward, so that what others show it has expired. */
    void clockAhead(Duration by) {
        ahead.set(by);
    }

    @Override
    public void close() {
        simpl.close();
        open.close();
        needing.close();
        outgoing.close();
    }
}
