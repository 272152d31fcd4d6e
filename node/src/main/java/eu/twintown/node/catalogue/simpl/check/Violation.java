package eu.twintown.node.catalogue.simpl.check;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One way in which a self-description does not fit a data space's shapes.
 *
 * @param property path from the offering, such as {@code generalServiceProperties/name}
 * @param value what stands there; empty where nothing does
 * @param constraint local name of the SHACL constraint component, such as {@code PatternConstraintComponent}
 * @param shape IRI of the named shape that asks for it
 * @param message one sentence
 */
public record Violation(String property, String value, String constraint, String shape, String message) {

    public ObjectNode json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("property", property)
                .put("value", value)
                .put("constraint", constraint)
                .put("shape", shape)
                .put("message", message);
    }
}
