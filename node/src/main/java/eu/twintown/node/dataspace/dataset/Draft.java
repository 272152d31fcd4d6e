package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.jsonld.Iris;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.copy.Copies;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.node.http.Parameters;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants to offer, as it is written in a request or in the configuration.
 *
 * @param id IRI; made of the title where none is given
 * @param policies one for each of the terms
 */
record Draft(
        String id,
        String title,
        String description,
        Content content,
        List<ObjectNode> terms,
        List<Policy> policies,
        ServiceLevel level,
        boolean withheld) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DESCRIPTION = 5_000;
    private static final int MOST_TERMS = 20;

    /**
     * Reads and checks it.
     *
     * @param node short name of this node, for the id
     * @param rules what terms are brought within that ask for it
     * @throws ProblemException BadRequestData with the place of the fault
     */
    static Draft read(JsonNode json, String node, TermNames names, Optional<OfferRules> rules) {
        JsonMembers members = JsonMembers.of(json);
        String title = members.requiredText("title").strip();
        if (title.length() > LONGEST_TITLE) {
            throw members.fault("title", "is longer than " + LONGEST_TITLE + " characters");
        }
        String description = members.text("description").orElse("");
        if (description.length() > LONGEST_DESCRIPTION) {
            throw members.fault("description", "is longer than " + LONGEST_DESCRIPTION + " characters");
        }
        String id = id(members, title, node);
        List<ObjectNode> terms = new ArrayList<>();
        List<Policy> policies = new ArrayList<>();
        for (JsonMembers each : members.objects("terms")) {
            Terms.offer(id, each); // its faults are told with their places
            ObjectNode kept = (ObjectNode) each.json().deepCopy();
            kept.retain("template", "choices", "policy", Terms.WITHIN);
            ObjectNode fitted = Terms.within(rules, id, kept);
            terms.add(fitted);
            policies.add(Terms.offer(id, JsonMembers.of(fitted)));
        }
        if (terms.isEmpty() || terms.size() > MOST_TERMS) {
            throw members.fault("terms", "must hold one to " + MOST_TERMS + " templates or policies");
        }
        if (policies.stream().map(Policy::id).distinct().count() < policies.size()) {
            throw members.fault("terms", "holds the same terms twice");
        }
        return new Draft(
                id,
                title,
                description,
                content(members.object("content").orElseThrow(() -> members.fault("content", "is missing")), names),
                terms,
                policies,
                ServiceLevel.read(members),
                !members.flag("published").orElse(true));
    }

    /** The dataset as it is stored. */
    Offered offered(boolean configured, boolean allowed, Instant now) {
        return new Offered(
                new Dataset(id, title, description, content, withheld || !allowed ? List.of() : policies, level, now),
                terms,
                configured,
                withheld);
    }

    private static String id(JsonMembers members, String title, String node) {
        Optional<String> given = members.text("id");
        if (given.isPresent() && Parameters.isUri(given.get())) {
            return given.get();
        }
        String name = given.orElse(title);
        String slug = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (slug.isEmpty() || given.isPresent() && !slug.equals(given.get())) {
            throw members.fault("id", "must be an absolute IRI, or a short name of small letters, digits and hyphens");
        }
        return "urn:dataset:" + node + ":" + slug;
    }

    private static Content content(JsonMembers content, TermNames names) {
        String kind = content.oneOf("kind", List.of("entities", "remote")).orElse("entities");
        return kind.equals("remote") ? remote(content) : entities(content, names);
    }

    private static Content.Remote remote(JsonMembers content) {
        var source = content.uri("source").orElseThrow(() -> content.fault("source", "is missing"));
        if (!List.of("http", "https").contains(source.getScheme()) || source.getHost() == null) {
            throw content.fault("source", "must be an http or https address");
        }
        String mediaType = content.text("mediaType").orElse("application/octet-stream");
        if (!mediaType.matches("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(;.*)?")) {
            throw content.fault("mediaType", "is '" + mediaType + "' but must be a media type such as text/csv");
        }
        return new Content.Remote(source, mediaType);
    }

    private static Content.Entities entities(JsonMembers content, TermNames names) {
        List<String> types = iris(content, "types", names);
        if (types.isEmpty()) {
            throw content.fault("types", "is missing; name the types of entities that belong to it");
        }
        Optional<String> area = content.text("area");
        if (area.isPresent() && !Areas.isPolygon(area.get()) && !Parameters.isUri(area.get())) {
            throw content.fault(
                    "area",
                    "must be a polygon as WKT in longitude and latitude, such as POLYGON((7.6 51.9, 7.7 51.9, 7.7 52, 7.6"
                            + " 51.9)), or the id of an entity with a location");
        }
        String tenant = content.text("tenant").orElse("");
        if (Copies.isCopy(tenant)) {
            throw content.fault(
                    "tenant", "holds data that came here under an agreement; they are not this node's to offer");
        }
        return new Content.Entities(tenant, types, iris(content, "attributes", names), area);
    }

    private static List<String> iris(JsonMembers content, String member, TermNames names) {
        List<String> iris = new ArrayList<>();
        for (String name : content.has(member) && content.json().path(member).isEmpty()
                ? List.<String>of()
                : content.textOrTexts(member)) {
            if (!Iris.isName(name) && !Iris.isAbsolute(name)) {
                throw content.fault(member, "has '" + name + "', which is neither a name nor an IRI");
            }
            iris.add(names.iri(name));
        }
        return iris.stream().distinct().toList();
    }
}
