package eu.twintown.node.dataspace.rulebook;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.dataset.OfferRules;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.node.trust.gaiax.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version of a rulebook. The document is kept as it was given; what machines use of it is read out.
 *
 * @param id IRI, the same for all versions
 * @param publisher DID of who publishes it
 * @param document the whole; docs/rulebook.md shows its form
 * @param bounds what no offer may exceed: an ODRL policy
 */
public record Rulebook(String id, String version, String publisher, ObjectNode document, Optional<Policy> bounds) {
    /** The parts with items of their own, in the order in which people read them. */
    static final List<String> PARTS = List.of("membership", "dataModels", "serviceLevels", "procedures");

    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+-]{0,39}");
    private static final int MOST_ITEMS = 500;

    public Rulebook {
        document = document.deepCopy();
    }

    @Override
    public ObjectNode document() {
        return document.deepCopy();
    }

    /**
     * Reads and checks a document.
     *
     * @throws ProblemException BadRequestData with the place of the fault
     */
    public static Rulebook read(JsonNode json) {
        JsonMembers members = JsonMembers.of(json);
        String id = members.uri("id")
                .orElseThrow(() -> members.fault("id", "is missing"))
                .toString();
        String version = members.requiredText("version");
        if (!VERSION.matcher(version).matches()) {
            throw members.fault("version", "must be of seals, digits, dots and hyphens, such as 1.2.0");
        }
        String publisher = members.requiredText("publisher");
        if (!publisher.startsWith("did:")) {
            throw members.fault("publisher", "must be a DID");
        }
        checkText(members, "title", true);
        checkText(members, "summary", false);
        for (String part : PARTS) {
            if (members.has(part)) {
                checkItems(members, part);
            }
        }
        return new Rulebook(id, version, publisher, (ObjectNode) members.json(), bounds(members));
    }

    /** SHA-256 over the canonical form (RFC 8785), in hexadecimal digits. */
    public String hash() {
        return sha256(CanonicalJson.of(document));
    }

    /** What it demands of offers. */
    public OfferRules rules() {
        return new OfferRules(
                version,
                bounds,
                document.path("serviceLevels")
                        .valueStream()
                        .filter(ServiceLevels::isOfOffers)
                        .map(Rulebook::level)
                        .toList());
    }

    private static OfferRules.Level level(JsonNode item) {
        boolean fresh = item.path("metric").asString("").equals(ServiceLevels.FRESHNESS);
        return new OfferRules.Level(
                item.path("id").asString(),
                locale -> text(item.path("text"), locale),
                Optional.of(item.path("type").asString("")).filter(type -> !type.isEmpty()),
                fresh ? Optional.of(Duration.parse(item.path("target").asString())) : Optional.empty(),
                fresh
                        ? OptionalLong.empty()
                        : OptionalLong.of(item.path("minimum").asLong()));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text in a language: given once for all, or by language; English or the first where this one is missing. */
    static String text(JsonNode value, Locale locale) {
        if (!value.isObject()) {
            return value.asString("");
        }
        JsonNode own = value.path(locale.getLanguage());
        JsonNode english = value.path("en");
        JsonNode first = value.isEmpty() ? value : value.iterator().next();
        return (own.isString() ? own : english.isString() ? english : first).asString("");
    }

    private static void checkItems(JsonMembers members, String part) {
        List<JsonMembers> items = members.objects(part);
        if (items.size() > MOST_ITEMS) {
            throw members.fault(part, "has more than " + MOST_ITEMS + " items");
        }
        for (JsonMembers item : items) {
            if (part.equals("dataModels")) {
                if (item.uri("type").isEmpty()) {
                    throw item.fault("type", "is missing");
                }
                checkText(item, "text", false);
            } else {
                item.requiredText("id");
                checkText(item, "text", true);
            }
            checkText(item, "title", false);
            if (part.equals("serviceLevels")) {
                item.oneOf("metric", ServiceLevels.METRICS);
                item.duration("target");
                JsonNode minimum = item.json().path("minimum");
                if (!minimum.isMissingNode() && (!minimum.isIntegralNumber() || minimum.asLong() < 0)) {
                    throw item.fault("minimum", "must be a whole number, zero or more");
                }
            }
        }
    }

    private static void checkText(JsonMembers members, String name, boolean required) {
        JsonNode value = members.json().path(name);
        boolean present = members.has(name);
        boolean byLanguage =
                value.isObject() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isString);
        if (required && !present) {
            throw members.fault(name, "is missing");
        }
        if (present && !value.isString() && !byLanguage) {
            throw members.fault(
                    name, "must be a text, or texts by language such as {\"en\": \"...\", \"de\": \"...\"}");
        }
    }

    private static Optional<Policy> bounds(JsonMembers members) {
        return members.object("bounds").map(given -> {
            ObjectNode document = (ObjectNode) given.json().deepCopy();
            if (!document.has("uid") && !document.has("@id")) {
                document.put("@id", members.requiredText("id") + "#bounds");
            }
            try {
                return PolicyReader.read(document).as(PolicyType.SET);
            } catch (ProblemException e) {
                throw ProblemException.badData(
                        e.problem().detail(),
                        members.place("bounds") + e.problem().extensions().getOrDefault("pointer", ""));
            }
        });
    }
}
