package eu.twintown.node.dataspace.binding;

import eu.twintown.node.dataspace.agreement.Agreement;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The context source registration that an agreement makes (ETSI GS CIM 009 V1.9.1, clause 5.2.9). */
final class RegistrationOfAgreement {
    private static final Pattern POLYGON = Pattern.compile("\\s*POLYGON\\s*\\(\\s*\\(([^()]+)\\)\\s*\\)\\s*");

    private RegistrationOfAgreement() {}

    /**
     * With expanded names.
     *
     * @param endpoint root of the provider's NGSI-LD API
     * @param purpose IRI that is claimed with each request
     */
    static ObjectNode of(Agreement agreement, Description description, URI endpoint, Optional<String> purpose) {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        document.put("type", "ContextSourceRegistration");
        document.put("registrationName", description.title().isEmpty() ? agreement.dataset() : description.title());
        document.put("description", "Made by the agreement " + agreement.id() + " with " + agreement.counterparty());
        document.put("endpoint", endpoint.toString());
        ObjectNode information = document.putArray("information").addObject();
        ArrayNode entities = information.putArray("entities");
        description.types().forEach(type -> entities.addObject().put("type", type));
        if (!description.attributes().isEmpty()) {
            // A catalogue does not tell properties from relationships; for matching they are the same.
            ArrayNode names = information.putArray("propertyNames");
            description.attributes().forEach(names::add);
        }
        description.area().flatMap(RegistrationOfAgreement::geoJson).ifPresent(area -> document.set("location", area));
        AgreementEnd.of(agreement.policy())
                .ifPresent(end -> document.put(
                        "expiresAt", end.truncatedTo(ChronoUnit.MILLIS).toString()));
        purpose.ifPresent(iri -> document.putArray("contextSourceInfo")
                .addObject()
                .put("key", "Purpose")
                .put("value", iri));
        document.putArray("operations").add("federationOps").add("retrieveTemporal");
        document.putObject("management").put("localOnly", true);
        return document;
    }

    /** A simple WKT polygon as GeoJSON; empty for anything else, which then does not narrow what is asked for. */
    private static Optional<ObjectNode> geoJson(String wkt) {
        Matcher matcher = POLYGON.matcher(wkt);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ObjectNode polygon = JsonMapper.shared().createObjectNode().put("type", "Polygon");
        ArrayNode ring = polygon.putArray("coordinates").addArray();
        try {
            for (String position : matcher.group(1).split(",", -1)) {
                String[] numbers = position.strip().split("\\s+");
                ring.addArray().add(Double.parseDouble(numbers[0])).add(Double.parseDouble(numbers[1]));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(polygon);
    }
}
