package eu.twintown.node.authority.onboarding.template;

import eu.twintown.node.authority.api.SimplProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Attributes of the eIDAS minimum data sets (Implementing Regulation (EU) 2015/1501, annex). */
public final class EidasAttributes {
    private static final String BASE = "http://eidas.europa.eu/attributes/";

    public static final List<Attribute> ALL = List.of(
            natural("PersonIdentifier", "PersonIdentifier", "Unique identifier"),
            natural("CurrentFamilyName", "FamilyName", "Current family name"),
            natural("CurrentGivenName", "FirstName", "Current first names"),
            natural("DateOfBirth", "DateOfBirth", "Date of birth"),
            legal("LegalPersonIdentifier", "LegalPersonIdentifier", "Unique identifier of the legal person"),
            legal("LegalName", "LegalName", "Current legal name"));

    private EidasAttributes() {}

    /** One attribute. */
    public record Attribute(String uri, String friendlyName, String humanName, Rule.PersonType person) {
        public String id() {
            return UUID.nameUUIDFromBytes(uri.getBytes(StandardCharsets.UTF_8)).toString();
        }

        public ObjectNode json() {
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("id", id())
                    .put("uri", uri)
                    .put("friendlyName", friendlyName)
                    .put("humanReadableName", humanName)
                    .put("category", "MANDATORY_MDS")
                    .put("personType", person.name());
        }
    }

    public static Attribute byUri(String uri) {
        return ALL.stream()
                .filter(a -> a.uri().equals(uri) || a.id().equals(uri))
                .findFirst()
                .orElseThrow(() -> SimplProblem.badRequest("There is no eIDAS attribute " + uri));
    }

    private static Attribute natural(String name, String friendly, String human) {
        return new Attribute(BASE + "naturalperson/" + name, friendly, human, Rule.PersonType.NATURAL_PERSON);
    }

    private static Attribute legal(String name, String friendly, String human) {
        return new Attribute(BASE + "legalperson/" + name, friendly, human, Rule.PersonType.LEGAL_PERSON);
    }
}
