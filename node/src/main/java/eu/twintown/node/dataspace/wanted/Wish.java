package eu.twintown.node.dataspace.wanted;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.JsonMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wanted, as JSON: {@code title}, {@code description}, {@code types}, {@code attributes}, {@code area}, ... */
final class Wish {
    private static final List<String> TEXTS =
            List.of("description", "area", "dataFrom", "dataUntil", "purpose", "conditions", "needBy");
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST = 5_000;
    private static final int MOST_NAMES = 100;

    private Wish() {}

    /**
     * The checked content of a request; nothing else of it is kept.
     *
     * @param names gives the IRI of a type or attribute
     * @throws ProblemException BadRequestData with the place of the fault
     */
    static ObjectNode read(JsonNode json, UnaryOperator<String> names) {
        JsonMembers members = JsonMembers.of(json);
        String title = members.requiredText("title").strip();
        if (title.length() > LONGEST_TITLE) {
            throw members.fault("title", "is longer than " + LONGEST_TITLE + " characters");
        }
        ObjectNode wish = JsonMapper.shared().createObjectNode().put("title", title);
        for (String name : TEXTS) {
            members.text(name).ifPresent(text -> {
                if (text.length() > LONGEST) {
                    throw members.fault(name, "is longer than " + LONGEST + " characters");
                }
                wish.put(name, text);
            });
        }
        members.dateTime("dataFrom");
        members.dateTime("dataUntil");
        for (String name : List.of("types", "attributes")) {
            List<String> iris = new ArrayList<>();
            if (!members.json().path(name).isEmpty()
                    || members.json().path(name).isString()) {
                members.textOrTexts(name).forEach(each -> iris.add(names.apply(each)));
            }
            if (iris.size() > MOST_NAMES) {
                throw members.fault(name, "has more than " + MOST_NAMES + " names");
            }
            ArrayNode array = wish.putArray(name);
            iris.forEach(array::add);
        }
        if (wish.path("types").isEmpty() && !wish.has("description")) {
            throw members.fault("types", "is missing; name types of entities, or describe in words what is wanted");
        }
        return wish;
    }
}
