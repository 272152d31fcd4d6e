package eu.twintown.node.authority.onboarding.template;

import eu.twintown.node.authority.api.SimplProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** As what an organisation can join; the names are also those of the identity attributes that come with it. */
public enum ParticipantType {
    CONSUMER("Consumer"),
    DATA_PROVIDER("Data provider"),
    APP_PROVIDER("Application provider"),
    INFRA_PROVIDER("Infrastructure provider");

    private final String label;

    ParticipantType(String label) {
        this.label = label;
    }

    public String id() {
        return UUID.nameUUIDFromBytes(("participant-type/" + name()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    public static ParticipantType of(String id) {
        return Arrays.stream(values())
                .filter(type -> type.id().equals(id))
                .findFirst()
                .orElseThrow(() -> SimplProblem.badRequest("There is no participant type " + id));
    }

    public ObjectNode json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", id())
                .put("label", label)
                .put("value", name());
    }
}
