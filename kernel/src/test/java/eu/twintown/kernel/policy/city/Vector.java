package eu.twintown.kernel.policy.city;

import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.evaluation.Deontic;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.kernel.policy.evaluation.Performance;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One test vector: a policy, a request, a state of the world, and what must come of them. */
record Vector(JsonNode json) {

    Policy policy() {
        return PolicyReader.read((ObjectNode) json.get("policy"));
    }

    Request request() {
        JsonNode request = json.get("request");
        return new Request(
                "urn:request",
                "urn:request#rule",
                expand(request.get("action").asString()),
                Optional.ofNullable(request.get("party")).map(JsonNode::asString),
                Optional.ofNullable(request.get("target")).map(JsonNode::asString),
                values(request.path("parameters")));
    }

    World world() {
        JsonNode world = json.get("world");
        World result = new World(
                Instant.parse(world.get("now").asString()), values(world.path("facts")), Map.of(), List.of(), Map.of());
        for (String member : world.path("memberOf").propertyNames()) {
            for (JsonNode collection : world.get("memberOf").get(member)) {
                result = result.withMember(expand(member), expand(collection.asString()));
            }
        }
        for (JsonNode duty : world.path("duties")) {
            result = result.withDuty(
                    duty(duty.get("duty").asString(), duty.get("state").asString()));
        }
        for (JsonNode done : world.path("done")) {
            DutyRecord.Deed deed = new DutyRecord.Deed(
                    expand(done.get("action").asString()),
                    Optional.empty(),
                    Optional.empty(),
                    values(done.path("values")));
            result = result.withDuty(new DutyRecord(
                    "urn:deed", Optional.empty(), Optional.of(deed), Performance.PERFORMED, Deontic.FULFILLED));
        }
        return result;
    }

    private static DutyRecord duty(String duty, String state) {
        return switch (state) {
            case "accepted" -> DutyRecord.accepted("urn:record", duty);
            case "fulfilled" -> DutyRecord.fulfilled("urn:record", duty);
            case "violated" -> DutyRecord.violated("urn:record", duty);
            case "late" ->
                new DutyRecord(
                        "urn:record", Optional.of(duty), Optional.empty(), Performance.PERFORMED, Deontic.VIOLATED);
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static Map<String, List<Operand>> values(JsonNode node) {
        Map<String, List<Operand>> values = new HashMap<>();
        for (String operand : node.propertyNames()) {
            List<Operand> list = new ArrayList<>();
            node.get(operand).forEach(value -> list.add(operand(value)));
            values.put(expand(operand), list);
        }
        return values;
    }

    private static Operand operand(JsonNode value) {
        if (value.isNumber()) {
            return Operand.number(value.asString());
        }
        if (value.isBoolean()) {
            return Literal.of(value.asString(), Odrl.XSD + "boolean");
        }
        if (value.has("@id")) {
            return Operand.iri(expand(value.get("@id").asString()));
        }
        return value.has("@value")
                ? Literal.of(
                        value.get("@value").asString(),
                        expand(value.get("@type").asString()))
                : Operand.text(value.asString());
    }

    static String expand(String name) {
        return name.replaceFirst("^odrl:", Odrl.NS)
                .replaceFirst("^city:", CityProfile.NS)
                .replaceFirst("^xsd:", Odrl.XSD);
    }

    @Override
    public String toString() {
        return json.get("name").asString();
    }
}
