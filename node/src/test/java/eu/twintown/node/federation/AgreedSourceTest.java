package eu.twintown.node.federation;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.node.federation.TestNode.Answer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sources that an agreement opens: asked with its own proof, and only for whom the agreement is. */
class AgreedSourceTest {
    private static final String AGREEMENT = "urn:uuid:11111111-2222-3333-4444-555555555555";
    private static final String[] PERSON = {"Test-Caller", "PERSON local:eva"};
    private static final String[] PARTICIPANT = {"Test-Caller", "PARTICIPANT did:web:third.example"};

    private final List<OutgoingClient.Request> sent = new CopyOnWriteArrayList<>();
    private final List<AgreedSource.Use> uses = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<AgreedSource>> door = new AtomicReference<>(Optional.empty());
    private final OutgoingClient outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8"));
    private TestNode consumer;
    private TestNode provider;
    private String registration;

    @BeforeEach
    void start() {
        provider = TestNode.start("provider");
        consumer = TestNode.start("consumer", agreement -> agreement.equals(AGREEMENT) ? door.get() : Optional.empty());
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree("""
                {"type": "ContextSourceRegistration", "endpoint": "%s",
                 "operations": ["federationOps", "retrieveTemporal"],
                 "information": [{"entities": [{"type": "https://uri.etsi.org/ngsi-ld/default-context/Agreed"}]}]}
                """.formatted(provider.url()));
        registration = consumer.federation().registrations().bind(AGREEMENT, document);
        door.set(Optional.of(new AgreedSource(
                who -> who.kind() == Principal.Kind.PERSON,
                this::withToken,
                uses::add,
                () -> Optional.of("<did:web:provider>; rel=\"author\""))));
        provider.create("Agreed", "urn:a:1", "x", 1);
        provider.create("Agreed", "urn:a:2", "x", 2);
    }

    @AfterEach
    void stop() {
        consumer.close();
        provider.close();
        outgoing.close();
    }

    private OutgoingClient.Response withToken(OutgoingClient.Request request) {
        sent.add(request);
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", "Bearer of-the-agreement");
        return outgoing.send(new OutgoingClient.Request(
                request.method(), request.uri(), headers, request.body(), request.timeout()));
    }

    @Test
    void anOwnPersonGetsTheEntitiesAndTheUseIsTold() {
        assertThat(consumer.get("/entities?type=Agreed", PERSON).ids()).containsExactly("urn:a:1", "urn:a:2");
        assertThat(consumer.get("/entities/urn:a:2", PERSON).status()).isEqualTo(200);

        assertThat(consumer.get("/entities?type=Agreed", PERSON).link("author")).isEqualTo("did:web:provider");
        assertThat(consumer.get("/entities/urn:a:2", PERSON).link("author")).isEqualTo("did:web:provider");
        uses.subList(2, 4).clear();
        assertThat(uses).hasSize(2).allSatisfy(use -> {
            assertThat(use.who().id()).isEqualTo("local:eva");
            assertThat(use.failure()).isEmpty();
        });
        assertThat(uses.getFirst().entities()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARTICIPANT did:web:third.example", "ANONYMOUS anonymous"})
    void othersGetAnswersAsIfThereWereNoSuchSource(String caller) {
        String[] who = {"Test-Caller", caller};

        assertThat(consumer.get("/entities?type=Agreed&count=true", who).ids()).isEmpty();
        assertThat(consumer.get("/entities?type=Agreed&count=true", who).warnings())
                .isEmpty();
        assertThat(consumer.get("/entities/urn:a:1", who).status()).isEqualTo(404);
        assertThat(consumer.get("/entities?type=Agreed", who).header("NGSILD-EntityMap"))
                .isEmpty();
        assertThat(consumer.post("/entityOperations/query", """
                {"type": "Query", "entities": [{"type": "Agreed"}]}""", who).ids()).isEmpty();
        assertThat(consumer.get("/temporal/entities?type=Agreed&timerel=after&timeAt=2020-01-01T00:00:00Z", who)
                        .ids())
                .isEmpty();
        assertThat(consumer.get("/temporal/entities/urn:a:1?timerel=after&timeAt=2020-01-01T00:00:00Z", who)
                        .status())
                .isEqualTo(404);
        assertThat(consumer.get("/types", who).body()).doesNotContain("Agreed");
        assertThat(consumer.get("/attributes", who).body()).doesNotContain("\"x\"");
        assertThat(sent).isEmpty();
    }

    @Test
    void aMapThatAPersonMadeIsNobodyElses() {
        List<String> ids = new ArrayList<>(
                IntStream.range(0, 30).mapToObj(i -> "urn:a:more" + i).toList());
        ids.forEach(id -> provider.create("Agreed", id, "x", 3));
        Answer first = consumer.get("/entities?type=Agreed&limit=5", PERSON);
        String map = first.header("NGSILD-EntityMap");
        assertThat(first.ids()).hasSize(5);
        assertThat(map).isNotEmpty();
        sent.clear();

        String[] stranger = {"Test-Caller", "PARTICIPANT local:eva", "NGSILD-EntityMap", map};
        assertThat(consumer.get("/entities?type=Agreed&limit=5&offset=5", stranger)
                        .ids())
                .isEmpty();
        assertThat(consumer.get("/entityMaps/" + map, "Test-Caller", "PARTICIPANT local:eva")
                        .status())
                .isEqualTo(404);
        assertThat(consumer.call("DELETE", "/entityMaps/" + map, "", PARTICIPANT)
                        .status())
                .isEqualTo(404);
        assertThat(sent).isEmpty();
        assertThat(consumer.get("/entities?type=Agreed&limit=5&offset=5", PERSON[0], PERSON[1], "NGSILD-EntityMap", map)
                        .ids())
                .hasSize(5);
    }

    @Test
    void aMapThatIsOlderThanTheEndOfTheAgreementGivesNothingMoreAndSaysSo() {
        IntStream.range(0, 20).forEach(i -> provider.create("Agreed", "urn:a:more" + i, "x", 3));
        Answer first = consumer.get("/entities?type=Agreed&limit=5", PERSON);
        door.set(Optional.empty());
        sent.clear();

        Answer second = consumer.get(
                "/entities?type=Agreed&limit=5&offset=5",
                PERSON[0],
                PERSON[1],
                "NGSILD-EntityMap",
                first.header("NGSILD-EntityMap"));

        assertThat(second.ids()).isEmpty();
        assertThat(second.warnings())
                .anySatisfy(w -> assertThat(w).contains("the agreement behind it is not in force"));
        assertThat(sent).isEmpty();
    }

    @Test
    void withoutTheAgreementTheRegistrationOpensNothing() {
        door.set(Optional.empty());

        assertThat(consumer.get("/entities?type=Agreed", PERSON).ids()).isEmpty();
        assertThat(sent).isEmpty();
    }

    @Test
    void theRegistrationIsShownWithItsAgreementAndCannotBeChanged() {
        Answer shown = consumer.get("/csourceRegistrations?type=Agreed", PERSON);
        assertThat(shown.ids()).containsExactly(registration);
        assertThat(shown.json().get(0).get("agreement").asString()).isEqualTo(AGREEMENT);
        assertThat(shown.body()).doesNotContain("of-the-agreement");

        String path = "/csourceRegistrations/" + registration;
        Answer patched = consumer.call("PATCH", path, "{\"endpoint\": \"http://127.0.0.1:9\"}");
        assertThat(patched.status()).isEqualTo(409);
        assertThat(patched.json().get("detail").asString()).contains("made by an agreement");
        assertThat(consumer.call("DELETE", path, "").status()).isEqualTo(409);
        assertThat(consumer.post("/csourceRegistrations", """
                {"id": "%s1", "type": "ContextSourceRegistration", "endpoint": "http://127.0.0.1:9",
                 "information": [{"entities": [{"type": "Agreed"}]}]}""".formatted(registration))
                        .status())
                .isEqualTo(409);

        consumer.federation().registrations().unbind(AGREEMENT);
        assertThat(consumer.get(path).status()).isEqualTo(404);
    }

    @Test
    void bindingAgainChangesNothing() {
        assertThat(consumer.federation().registrations().bound()).containsExactly(AGREEMENT);
        consumer.federation().registrations().unbind(AGREEMENT);
        consumer.federation().registrations().unbind(AGREEMENT);
        assertThat(consumer.federation().registrations().bound()).isEmpty();
    }

    @Test
    void aSubscriptionIsNotToldOfEntitiesUnderAnAgreement() {
        WireMockServer receiver = new WireMockServer(options().dynamicPort());
        receiver.start();
        try {
            receiver.stubFor(any(anyUrl()).willReturn(ok()));
            assertThat(consumer.post("/subscriptions", """
                    {"type": "Subscription", "entities": [{"type": "Agreed"}, {"type": "Own"}],
                     "notification": {"endpoint": {"uri": "%s"}}}""".formatted(receiver.baseUrl()), PARTICIPANT)
                            .status())
                    .isEqualTo(201);
            provider.create("Agreed", "urn:a:late", "x", 9);
            consumer.create("Own", "urn:own:1", "x", 1);

            await().until(() -> !receiver.getAllServeEvents().isEmpty());
            assertThat(receiver.getAllServeEvents())
                    .extracting(event -> event.getRequest().getBodyAsString())
                    .allSatisfy(body -> assertThat(body).contains("urn:own:1").doesNotContain("urn:a:"));
            assertThat(sent).isEmpty();
        } finally {
            receiver.stop();
        }
    }

    @Test
    void aSourceThatFailsIsToldAsAFailedUse() {
        provider.close();

        Answer answer = consumer.get("/entities?type=Agreed", PERSON);

        assertThat(answer.warnings()).hasSize(1);
        assertThat(uses).singleElement().satisfies(use -> assertThat(use.failure())
                .isPresent());
        provider = TestNode.start("provider2");
    }
}
