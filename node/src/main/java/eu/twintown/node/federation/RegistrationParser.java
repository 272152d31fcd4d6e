package eu.twintown.node.federation;

import eu.twintown.kernel.geo.Geometries;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.federation.Registration.Information;
import eu.twintown.node.federation.Registration.Mode;
import eu.twintown.node.federation.Registration.Selector;
import eu.twintown.node.http.JsonMembers;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Checks a registration document with expanded names against clauses 5.2.8 to 5.2.11 and 5.2.34, and reads it. */
final class RegistrationParser {
    private static final String API_ROOT = "/ngsi-ld/v1";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+(:[0-9]+)?");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Set<String> RETRIEVAL = Set.of(Operations.RETRIEVE_ENTITY, Operations.QUERY_ENTITY);

    private RegistrationParser() {}

    /**
     * Reads a document.
     *
     * @throws ProblemException BadRequestData with a pointer to the fault; NotImplemented for the modes exclusive and
     *     redirect
     */
    static Registration parse(String id, JsonNode document) {
        JsonMembers members = JsonMembers.of(document);
        members.requireType("ContextSourceRegistration");
        Mode mode = mode(members);
        Set<String> operations = operations(members, mode);
        Optional<JsonMembers> management = members.object("management");
        checkDescriptive(members);
        return new Registration(
                id,
                members.text("registrationName").orElse(id),
                endpoint(members),
                mode,
                information(members),
                operations,
                alias(members),
                tenant(members),
                contextSourceInfo(members),
                members.dateTime("expiresAt"),
                geometry(members, "location"),
                interval(members, "observationInterval") | interval(members, "managementInterval"),
                management.flatMap(m -> m.flag("localOnly")).orElse(false),
                management
                        .flatMap(m -> m.positive("timeout"))
                        .map(millis -> Duration.ofMillis(Math.max(1, millis.longValue()))),
                AgreedRegistrations.agreement(id, document));
    }

    private static void checkDescriptive(JsonMembers members) {
        members.text("description");
        members.duration("refreshRate");
        geometry(members, "observationSpace");
        geometry(members, "operationSpace");
        members.textOrTexts("scope");
        members.texts("datasetId");
        members.object("management").ifPresent(management -> {
            management.duration("cacheDuration");
            management.positive("cooldown");
        });
    }

    private static Mode mode(JsonMembers members) {
        String mode = members.oneOf("mode", List.of("inclusive", "exclusive", "redirect", "auxiliary"))
                .orElse("inclusive");
        return switch (mode) {
            case "inclusive" -> Mode.INCLUSIVE;
            case "auxiliary" -> Mode.AUXILIARY;
            default ->
                throw new ProblemException(new Problem(
                        ProblemType.NOT_IMPLEMENTED,
                        "Registrations of mode '" + mode
                                + "' are not possible yet, because writes are not forwarded; inclusive and auxiliary are",
                        Map.of("pointer", members.place("mode"))));
        };
    }

    private static Set<String> operations(JsonMembers members, Mode mode) {
        List<String> names = members.texts("operations");
        for (String name : names) {
            if (!Operations.isKnown(name)) {
                throw members.fault(
                        "operations", "names '" + name + "', which is no operation or group of clause 4.20");
            }
        }
        Set<String> operations = Operations.expand(names.isEmpty() ? List.of(Operations.DEFAULT_GROUP) : names);
        if (mode == Mode.AUXILIARY && !RETRIEVAL.containsAll(operations)) {
            throw members.fault(
                    "operations",
                    "of an auxiliary registration must be given, from retrieveOps, retrieveEntity and queryEntity");
        }
        return operations;
    }

    /** The root of the source's API; the path {@code /ngsi-ld/v1} may be left out. */
    private static URI endpoint(JsonMembers members) {
        URI uri = members.uri("endpoint").orElseThrow(() -> members.fault("endpoint", "is missing"));
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw members.fault("endpoint", "must be an http or https URL with a host and without query or user");
        }
        String text = uri.toString().replaceFirst("/+$", "");
        return URI.create(text.endsWith(API_ROOT) ? text : text + API_ROOT);
    }

    private static List<Information> information(JsonMembers members) {
        List<JsonMembers> elements = members.objects("information");
        if (elements.isEmpty()) {
            throw members.fault("information", "is missing");
        }
        return elements.stream().map(RegistrationParser::information1).toList();
    }

    private static Information information1(JsonMembers element) {
        Set<String> attributes = new LinkedHashSet<>(element.texts("propertyNames"));
        attributes.addAll(element.texts("relationshipNames"));
        List<Selector> entities = element.objects("entities").stream()
                .map(RegistrationParser::selector)
                .toList();
        if (entities.isEmpty() && attributes.isEmpty()) {
            throw element.fault("entities", "is missing, and so are propertyNames and relationshipNames; give one");
        }
        return new Information(entities, attributes);
    }

    private static Selector selector(JsonMembers entity) {
        List<String> types = entity.textOrTexts("type");
        if (types.isEmpty()) {
            throw entity.fault("type", "is missing");
        }
        return new Selector(types, entity.uri("id").map(URI::toString), entity.pattern("idPattern"));
    }

    private static Optional<String> alias(JsonMembers members) {
        Optional<String> alias = members.text("contextSourceAlias");
        if (alias.isPresent() && !TOKEN.matcher(alias.get()).matches()) {
            throw members.fault(
                    "contextSourceAlias", "must be a pseudonym as in a Via header: letters, digits, hyphens");
        }
        return alias;
    }

    private static String tenant(JsonMembers members) {
        String tenant = members.text("tenant").orElse("");
        if (!tenant.isEmpty() && !TENANT.matcher(tenant).matches()) {
            throw members.fault("tenant", "must hold 1 to 128 letters, digits, dots, hyphens or underscores");
        }
        return tenant;
    }

    private static Map<String, String> contextSourceInfo(JsonMembers members) {
        Map<String, String> info = new LinkedHashMap<>();
        for (JsonMembers pair : members.objects("contextSourceInfo")) {
            String key = pair.requiredText("key");
            String value = pair.requiredText("value");
            if (!TOKEN.matcher(key).matches()) {
                throw pair.fault("key", "must be a name that can stand as an HTTP header");
            }
            if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                throw pair.fault("value", "must not hold control characters");
            }
            if (key.equals("jsonldContext")) {
                pair.uri("value");
            }
            if (key.equals("accept") || key.equals("contentType")) {
                pair.oneOf("value", List.of("application/json", "application/ld+json"));
            }
            info.put(key, value);
        }
        return info;
    }

    private static Optional<JsonNode> geometry(JsonMembers members, String name) {
        return members.object(name).map(geometry -> {
            try {
                Geometries.parse(geometry.json());
                return geometry.json();
            } catch (ProblemException e) {
                String at = e.problem().extensions().getOrDefault("pointer", "");
                throw ProblemException.badData(e.problem().detail(), members.place(name) + at);
            }
        });
    }

    private static boolean interval(JsonMembers members, String name) {
        return members.object(name)
                .map(interval -> {
                    interval.requiredText("startAt");
                    interval.dateTime("startAt");
                    interval.dateTime("endAt");
                    return true;
                })
                .orElse(false);
    }
}
