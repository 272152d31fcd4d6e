package eu.twintown.node.cli.check;

import eu.twintown.node.dataspace.transfer.token.AgreementAccess;
import eu.twintown.node.trust.simpl.check.CheckPlan;
import eu.twintown.node.trust.simpl.check.Evidence;
import eu.twintown.node.trust.simpl.check.TradeSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Steps 5 and 6 of the acceptance script, between two whole nodes: the Dataspace Protocol runs over tier 2, and the first
 * one enforces what was agreed: no more than some uses, and only by participants of the data space.
 */
public final class NodeTrade implements TradeSteps {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DATASET = "urn:dataset:twintown-check";
    private static final String ENTITY = "urn:ngsi-ld:CheckReading:1";
    private static final String TYPE = "CheckReading";
    private static final int USES = 3;

    private final CheckPlan plan;
    private final List<CheckedNode> nodes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private String agreement = "";

    public NodeTrade(CheckPlan plan) {
        this.plan = plan;
    }

    @Override
    public void negotiate(ObjectNode facts) {
        List<Integer> ports = List.of(CheckedNode.freePort(), CheckedNode.freePort());
        nodes.add(new CheckedNode(plan, 0, ports));
        nodes.add(new CheckedNode(plan, 1, ports));
        CheckedNode provider = nodes.getFirst();
        CheckedNode consumer = nodes.getLast();
        put(provider, "/ngsi-ld/v1/entities", entity());
        put(provider, "/api/offers", offer());
        String id = consumer.api()
                .post(
                        "/api/negotiations",
                        JSON.createObjectNode()
                                .put("participant", provider.did())
                                .put("dataset", DATASET))
                .path("id")
                .asString("");
        JsonNode ended = await(() -> Optional.of(consumer.api().get("/api/negotiations/" + id))
                .filter(item -> List.of("FINALIZED", "TERMINATED")
                        .contains(item.path("state").asString(""))));
        facts.put("negotiation", id)
                .put("state", ended.path("state").asString(""))
                .put("consumer", consumer.did())
                .put("provider", provider.did())
                .put("providerReachedAt", ended.path("address").asString(""));
        facts.set("timeline", ended.path("timeline"));
        if (!ended.path("state").asString("").equals("FINALIZED")) {
            throw new Evidence.Failed(
                    "the negotiation ended as " + ended.path("state").asString("") + ": "
                            + ended.path("timeline").toString());
        }
        agreement = ended.path("agreement").asString("");
        facts.put("agreement", agreement);
        for (CheckedNode node : nodes) {
            String held = node == provider ? "heldByProvider" : "heldByConsumer";
            facts.set(held, await(() -> find(node.api().get("/api/agreements"), agreement)
                    .filter(one -> one.path("state").asString("").equals("IN_FORCE"))));
        }
        JsonNode sold = provider.api().get("/api/negotiations").path(0);
        facts.put("consumerReachedAt", sold.path("address").asString(""));
        requireTier2(ended, plan.hosts().getFirst());
        requireTier2(sold, plan.hosts().getLast());
    }

    private static void requireTier2(JsonNode negotiation, String host) {
        URI address = URI.create(negotiation.path("address").asString(""));
        if (!"https".equals(address.getScheme()) || !host.equals(address.getHost())) {
            throw new Evidence.Failed("messages went to " + address + " and not to tier 2 of " + host);
        }
    }

    @Override
    public void move(ObjectNode facts) {
        AgreementAccess access = nodes.getLast().wiring().inside().transfer().access();
        facts.put("transfer", access.request(agreement, false).id());
        AgreementAccess.DataAccess data = await(() -> access.access(agreement));
        facts.put("readFrom", data.endpoint().toString()).put("limit", USES);
        ArrayNode uses = facts.putArray("uses");
        int read = 0;
        for (int i = 0; i <= USES; i++) {
            HttpResponse<String> answer = read(data);
            uses.addObject().put("at", Instant.now().toString()).put("status", answer.statusCode());
            if (answer.statusCode() == 200 && answer.body().contains(ENTITY)) {
                read++;
                continue;
            }
            facts.put("refusal", JSON.readTree(answer.body()).path("detail").asString(""));
            if (read == 0 || answer.statusCode() != 403) {
                throw new Evidence.Failed("after " + read + " uses the answer was " + answer.statusCode());
            }
            return;
        }
        throw new Evidence.Failed("use " + (USES + 1) + " of " + USES + " was not stopped");
    }

    private HttpResponse<String> read(AgreementAccess.DataAccess data) {
        URI address = URI.create(data.endpoint().toString().replaceFirst("/+$", "") + "/entities?type=" + TYPE);
        return send(HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + data.token())
                .build());
    }

    private static ObjectNode entity() {
        ObjectNode entity = JSON.createObjectNode().put("id", ENTITY).put("type", TYPE);
        entity.putObject("reading").put("type", "Property").put("value", 1);
        return entity;
    }

    /** To participants of the data space, and no more than so many times. */
    private static ObjectNode offer() {
        ObjectNode offer = JSON.createObjectNode().put("id", DATASET).put("title", "Twintown acceptance check");
        offer.putObject("content").put("kind", "entities").putArray("types").add(TYPE);
        ObjectNode policy = offer.putArray("terms").addObject().putObject("policy");
        policy.putArray("@context")
                .add("http://www.w3.org/ns/odrl.jsonld")
                .addObject()
                .put("city", "https://twintown.eu/odrl/city/");
        policy.put("@type", "Offer")
                .put("@id", "urn:twintown-check:offer")
                .put("profile", "https://twintown.eu/odrl/city/");
        ObjectNode permission = policy.putArray("permission").addObject().put("action", "use");
        ArrayNode constraints = permission.putArray("constraint");
        constraints
                .addObject()
                .put("leftOperand", "city:recipientCredential")
                .put("operator", "isAnyOf")
                .put("rightOperand", "SimplParticipant");
        constraints
                .addObject()
                .put("leftOperand", "count")
                .put("operator", "lteq")
                .put("rightOperand", USES);
        return offer;
    }

    private void put(CheckedNode node, String path, ObjectNode body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(node.url() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + node.api().token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
        // What lies there from an earlier run is the same.
        if (answer.statusCode() != 201 && answer.statusCode() != 409) {
            throw new Evidence.Failed("POST " + path + " gave " + answer.statusCode() + ": " + answer.body());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<JsonNode> find(JsonNode list, String id) {
        return list.valueStream()
                .filter(one -> one.path("id").asString("").equals(id))
                .findFirst();
    }

    private static <T> T await(Supplier<Optional<T>> look) {
        Instant until = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(until)) {
                throw new Evidence.Failed("nothing happened for " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @Override
    public void close() {
        http.close();
        nodes.forEach(CheckedNode::close);
    }
}
