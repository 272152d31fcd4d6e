package eu.twintown.node.trust.simpl;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.twintown.node.access.Access;
import eu.twintown.node.access.AccessSettings;
import eu.twintown.node.authority.SandboxAuthority;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A participant of the sandbox authority's data space: the real thing, but for the store, which is a file. */
final class TestParticipant implements AutoCloseable {
    static final String APPLICANT = """
            {"applicant": {"username": "%s", "password": "a-long-secret", "firstName": "An", "lastName": "Applicant",
             "email": "%s@example.org"}, "participantType": "DATA_PROVIDER", "organisation": "%s"}""";

    private final String name;
    private final Path folder;
    private final OutgoingClient outgoing;
    final Simpl simpl;
    private final WebServer tier2;
    private final WebServer management;

    private TestParticipant(String name, Path folder, String yaml, InstantSource clock) {
        this.name = name;
        this.folder = folder;
        this.outgoing = new OutgoingClient(
                OutgoingRules.PUBLIC_ONLY
                        .allowing("127.0.0.0/8", "localhost", "*.test")
                        .withCircuit(1000, Duration.ofSeconds(1)),
                (peer, outcome, time) -> {},
                host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})),
                clock);
        List<String> faults = new ArrayList<>();
        SimplSettings settings = SimplSettingsReader.read(
                        new ConfigNode(new YAMLMapper().readTree(yaml), folder, faults))
                .orElseThrow();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.toString());
        }
        KeyRing keys = KeyRing.open(folder, clock);
        this.simpl = new Simpl(settings, new Simpl.Surroundings(store(), keys, outgoing, clock), () -> keys.active(
                        KeyPurpose.LOCAL_ISSUER)
                .publicKey());
        this.tier2 = new WebServer(
                ServerOptions.loopback(0).withTls(simpl.listenerTls()),
                List.of(simpl.peerRoutes(), rules -> rules.get(
                                "/ngsi-ld/v1/jsonldContexts", Exchange.handler(TestParticipant::who))
                        .get("/catalogue", Exchange.handler(TestParticipant::who))),
                (method, template, status, nanos) -> {},
                new Access(AccessSettings.USUAL).guard(simpl.recogniser()));
        this.management = new WebServer(ServerOptions.loopback(0), List.of(simpl.routes()));
    }

    /** The usual section, to which more can be added. */
    static String yaml(SandboxAuthority authority, String host, String more) {
        return """
                simpl:
                  authority: {tier1: "%s", tier2: "%s"}
                  participant: {organisation: "City of %s", country: BE, host-name: %s.test, automatic: false}
                  revocation: {fresh: 1ms}
                """.formatted(authority.tier1(), authority.tier2(), host, host) + more;
    }

    static TestParticipant start(SandboxAuthority authority, String name, Path folder) {
        return start(name, folder, yaml(authority, name, ""), InstantSource.system());
    }

    static TestParticipant start(String name, Path folder, String yaml, InstantSource clock) {
        return new TestParticipant(name, folder, yaml, clock);
    }

    private static void who(Exchange exchange) {
        Principal caller = Principal.of(exchange);
        exchange.send(
                200, MediaType.JSON, (caller.name() + " " + caller.attribute("identity_attributes")).getBytes(UTF_8));
    }

    private MembershipStore store() {
        Path file = folder.resolve("membership.json");
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

    /** Asks the management interface. */
    Reply manage(String method, String path, String body) {
        Response response = outgoing.send(new Request(
                method,
                URI.create(management.url() + "/api/simpl" + path),
                Map.of("Content-Type", "application/json"),
                body.getBytes(UTF_8),
                Duration.ofSeconds(30)));
        return new Reply(response.status(), new String(response.body(), UTF_8));
    }

    /** An answer. */
    record Reply(int status, String text) {
        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        Reply expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("expected " + wanted + ", got " + status + ": " + text);
            }
            return this;
        }
    }

    String state() {
        return manage("GET", "", "").expect(200).json().path("state").asString();
    }

    /** Applies, uploads what is wanted, hands in. */
    void apply() {
        manage("POST", "/onboarding", APPLICANT.formatted(name, name, "City of " + name))
                .expect(200);
        uploadAll();
        manage("POST", "/onboarding/submit", "").expect(200);
    }

    void uploadAll() {
        String pdf = Base64.getEncoder().encodeToString("%PDF-1.7\nletter of the mayor\n%%EOF".getBytes(UTF_8));
        manage("GET", "", "").json().path("onboarding").path("documents").forEach(document -> manage(
                        "POST",
                        "/onboarding/documents/" + document.path("id").asString(),
                        "{\"filename\": \"letter.pdf\", \"content\": \"" + pdf + "\"}")
                .expect(200));
    }

    /** The whole way in; the notary gives these attributes. */
    TestParticipant join(SandboxAuthority authority, String... attributes) {
        apply();
        String id = simpl.membership().requestId().orElseThrow();
        var notary = authority.staff(SandboxAuthority.NOTARY);
        if (attributes.length > 0) {
            var codes = JsonMapper.shared().createArrayNode();
            for (String code : attributes) {
                codes.addObject().put("code", code);
            }
            notary.put("/v1/onboardingRequests/" + id + "/identityAttributes", codes.toString())
                    .expect(204);
        }
        notary.post("/v1/onboardingRequests/" + id + "/approve").expect(200);
        manage("POST", "/onboarding/certificate", "").expect(200);
        return this;
    }

    int port() {
        return tier2.port();
    }

    /** Where peers reach it. */
    String url() {
        return "https://" + name + ".test:" + tier2.port();
    }

    Response get(TestParticipant peer, String path) {
        return simpl.peer(
                new Request("GET", URI.create(peer.url() + path), Map.of(), new byte[0], Duration.ofSeconds(10)));
    }

    OutgoingClient outgoing() {
        return outgoing;
    }

    @Override
    public void close() {
        simpl.close();
        management.close();
        tier2.close();
        outgoing.close();
    }
}
