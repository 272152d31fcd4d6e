package eu.twintown.node.authority;

import eu.twintown.node.authority.AuthoritySettings.Tier2;
import eu.twintown.node.authority.AuthoritySettings.User;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Tap;
import eu.twintown.node.authority.ca.Sealing;
import eu.twintown.node.authority.contract.RecordedExchange;
import eu.twintown.node.authority.contract.SimplContracts;
import eu.twintown.node.authority.tier2.Tier2Guard.ProofMode;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.store.StoreFixture;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A governance authority on free ports of this machine, for tests of itself and of whoever talks to it. Every exchange is
 * held against the published contracts where those are at hand; {@link #deviations()} says what was found.
 */
public final class SandboxAuthority implements AutoCloseable {
    /** Staff, each with its name as password followed by {@code -secret}. */
    public static final String NOTARY = "notary";

    public static final String MANAGER = "manager";
    public static final String TEMPLATES = "templates";
    public static final String SCHEMAS = "schemas";
    public static final String ONBOARDER = "onboarder";
    public static final String USERS = "users";

    private static final Optional<SimplContracts> CONTRACTS = SimplContracts.atHand();

    private final Authority authority;
    private final @Nullable StoreFixture ownStore;
    private final Map<String, HttpCaller> signedIn = new ConcurrentHashMap<>();
    private final List<String> deviations = new CopyOnWriteArrayList<>();
    private final List<RecordedExchange> exchanges = new CopyOnWriteArrayList<>();

    /**
     * How an authority is made.
     *
     * @param tier2Routes more routes for agents
     */
    public record Plan(
            Optional<Documents> documents,
            InstantSource clock,
            ProofMode proofs,
            boolean faults,
            int tier1Port,
            List<HttpService> tier2Routes,
            Set<Integer> versions,
            Tap tap) {
        public static final Plan USUAL = new Plan(
                Optional.empty(),
                InstantSource.system(),
                new ProofMode(true, List.of()),
                true,
                0,
                List.of(),
                AuthoritySettings.ALL_VERSIONS,
                Tap.NONE);

        public Plan(
                Optional<Documents> documents,
                InstantSource clock,
                ProofMode proofs,
                boolean faults,
                int tier1Port,
                List<HttpService> tier2Routes) {
            this(documents, clock, proofs, faults, tier1Port, tier2Routes, AuthoritySettings.ALL_VERSIONS, Tap.NONE);
        }

        /** With something that is told of each exchange, after the check against the contracts. */
        public Plan tapped(Tap other) {
            return new Plan(documents, clock, proofs, faults, tier1Port, tier2Routes, versions, other);
        }

        public Plan offering(Integer... numbers) {
            return new Plan(documents, clock, proofs, faults, tier1Port, tier2Routes, Set.of(numbers), tap);
        }

        public Plan with(ProofMode mode) {
            return new Plan(documents, clock, mode, faults, tier1Port, tier2Routes, versions, tap);
        }

        public Plan with(InstantSource other) {
            return new Plan(documents, other, proofs, faults, tier1Port, tier2Routes, versions, tap);
        }

        public Plan over(Documents kept, int port) {
            return new Plan(Optional.of(kept), clock, proofs, faults, port, tier2Routes, versions, tap);
        }

        public Plan withoutFaults() {
            return new Plan(documents, clock, proofs, false, tier1Port, tier2Routes, versions, tap);
        }
    }

    private SandboxAuthority(Plan plan) {
        this.ownStore = plan.documents().isPresent() ? null : StoreFixture.open();
        Documents documents = plan.documents()
                .orElseGet(
                        () -> java.util.Objects.requireNonNull(ownStore).store().documents());
        int port = plan.tier1Port() == 0 ? freePort() : plan.tier1Port();
        AuthoritySettings settings = new AuthoritySettings(
                "Test Space",
                "BE",
                URI.create("http://127.0.0.1:" + port),
                new Tier2("127.0.0.1", freePort(), "localhost"),
                plan.proofs(),
                true,
                plan.faults(),
                List.of(
                        new User(NOTARY, NOTARY + "-secret", Set.of("NOTARY")),
                        new User(MANAGER, MANAGER + "-secret", Set.of("IATTR_M")),
                        new User(TEMPLATES, TEMPLATES + "-secret", Set.of("T2IAA_M")),
                        new User(SCHEMAS, SCHEMAS + "-secret", Set.of("GA_SCHEMA_ADMIN")),
                        new User(ONBOARDER, ONBOARDER + "-secret", Set.of("ONBOARDER_M")),
                        new User(USERS, USERS + "-secret", Set.of("T1UAR_M"))),
                plan.versions());
        this.authority = Authority.start(
                settings,
                new Surroundings(
                        documents,
                        SEALING,
                        ServerOptions.loopback(port),
                        (uri, type, content) -> Optional.empty(),
                        (id, status, reason) -> {},
                        List.of(),
                        Surroundings.CLOSED,
                        List.of(),
                        plan.tier2Routes(),
                        (call, answer) -> {
                            record(call, answer);
                            plan.tap().exchanged(call, answer);
                        },
                        plan.clock()));
    }

    /** Not secret at all, but not the plain bytes either. */
    private static final Sealing SEALING = new Sealing(
            (context, bytes) -> context + "|" + Base64.getEncoder().encodeToString(bytes), (context, text) -> {
                if (!text.startsWith(context + "|")) {
                    throw new IllegalStateException("sealed for another purpose");
                }
                return Base64.getDecoder().decode(text.substring(context.length() + 1));
            });

    public static SandboxAuthority start() {
        return start(Plan.USUAL);
    }

    public static SandboxAuthority start(Plan plan) {
        return new SandboxAuthority(plan);
    }

    public Authority authority() {
        return authority;
    }

    /** Base URL of the people's listener. */
    public String tier1() {
        return authority.settings().tier1Url().toString();
    }

    /** Base URL of the agents' listener. */
    public String tier2() {
        return authority.settings().tier2().url().toString();
    }

    /** The root certificate: what agents trust. */
    public X509Certificate root() {
        return authority.certificates().authorities().root().certificate();
    }

    /** A client of the people's listener that is signed in as a member of staff. */
    public HttpCaller staff(String name) {
        return signedIn.computeIfAbsent(name, n -> anonymous().signIn(n, n + "-secret"));
    }

    public HttpCaller anonymous() {
        return new HttpCaller(tier1(), "");
    }

    /** Takes an organisation through the whole onboarding; its gateway's host name is {@code localhost}-like. */
    public Member join(String organization, String host, String... attributes) {
        return Member.join(this, organization, host, List.of(attributes));
    }

    /** Every way in which an exchange departed from the published contracts so far; empty also where none are at hand. */
    public List<String> deviations() {
        return List.copyOf(deviations);
    }

    /** Whether the exchanges are held against the contracts at all. */
    public static boolean checksContracts() {
        return CONTRACTS.isPresent();
    }

    /** All exchanges so far. */
    public List<RecordedExchange> exchanges() {
        return List.copyOf(exchanges);
    }

    private void record(Call call, Tap.Answer answer) {
        Map<String, String> sent = new HashMap<>();
        for (String name : List.of("Content-Type", "Credential-Id")) {
            call.header(name).ifPresent(value -> sent.put(name, value));
        }
        Map<String, String> answered = new LinkedHashMap<>();
        if (!answer.mediaType().isEmpty()) {
            answered.put("Content-Type", answer.mediaType());
        }
        RecordedExchange exchange = new RecordedExchange(
                call.method(),
                call.rawPath(),
                call.rawQuery(),
                sent,
                call.bytesRead(),
                answer.status(),
                answered,
                answer.body());
        exchanges.add(exchange);
        CONTRACTS.ifPresent(contracts -> deviations.addAll(contracts.check(exchange)));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        authority.close();
        if (ownStore != null) {
            ownStore.close();
        }
    }
}
