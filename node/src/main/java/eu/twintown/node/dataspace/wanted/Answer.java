package eu.twintown.node.dataspace.wanted;

import eu.twintown.node.http.JsonMembers;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a provider says to a request.
 *
 * @param text for people
 * @param dataset IRI of the dataset that is offered now; with an offer only
 */
record Answer(Kind kind, String text, Optional<String> dataset) {
    private static final int LONGEST = 5_000;

    enum Kind {
        /** In words, such as where the data are already. */
        ANSWER("ANSWERED"),
        REFUSAL("REFUSED"),
        OFFER("OFFERED");

        private final String state;

        Kind(String state) {
            this.state = state;
        }

        /** The state that a request then has. */
        String state() {
            return state;
        }
    }

    static Answer read(JsonNode json) {
        JsonMembers members = JsonMembers.of(json);
        String name = members.oneOf("kind", List.of("answer", "refusal", "offer"))
                .orElseThrow(() -> members.fault("kind", "is missing; it must be answer, refusal or offer"));
        Kind kind = Kind.valueOf(name.toUpperCase(java.util.Locale.ROOT));
        Optional<String> dataset = members.uri("dataset").map(Object::toString);
        if (kind == Kind.OFFER && dataset.isEmpty()) {
            throw members.fault("dataset", "is missing; name the dataset that you offer");
        }
        if (kind != Kind.OFFER && dataset.isPresent()) {
            throw members.fault("dataset", "goes with an offer only");
        }
        Optional<String> text = members.text("text");
        if (kind != Kind.OFFER && text.isEmpty()) {
            throw members.fault("text", "is missing; say something to those who ask");
        }
        if (text.orElse("").length() > LONGEST) {
            throw members.fault("text", "is longer than " + LONGEST + " characters");
        }
        return new Answer(kind, text.orElse(""), dataset);
    }

    ObjectNode json() {
        ObjectNode json =
                JsonMapper.shared().createObjectNode().put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
        if (!text.isEmpty()) {
            json.put("text", text);
        }
        dataset.ifPresent(id -> json.put("dataset", id));
        return json;
    }
}
