package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.config.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The section {@code offers} of the configuration, brought into the form of the API. */
public final class OfferSettings {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final List<String> CHOICES = List.of("until", "span", "areas", "credential");
    private static final TermNames PLAIN = new TermNames(name -> "urn:name:" + name, iri -> iri);

    private OfferSettings() {}

    /** Reads the list and reports what is wrong with each offer; policies in files are read now. */
    public static List<ObjectNode> read(ConfigNode root) {
        List<ObjectNode> offers = new ArrayList<>();
        for (ConfigNode section : root.list("offers")) {
            section.allowOnly(
                    "id",
                    "title",
                    "description",
                    "tenant",
                    "types",
                    "attributes",
                    "area",
                    "source",
                    "media-type",
                    "template",
                    "until",
                    "span",
                    "areas",
                    "credential",
                    "policy",
                    "terms",
                    "within-rulebook",
                    "max-age",
                    "entities",
                    "published");
            ObjectNode offer = offer(section);
            try {
                Draft.read(offer, "config", PLAIN, Optional.empty());
                offers.add(offer);
            } catch (ProblemException e) {
                section.fault(
                        key(e.problem().extensions().getOrDefault("pointer", "")),
                        e.problem().detail());
            }
        }
        return offers;
    }

    /** The key of the configuration that a place in the offer's JSON comes from. */
    private static String key(String pointer) {
        String[] parts = pointer.replace("mediaType", "media-type")
                .replace("maxAge", "max-age")
                .replace(Terms.WITHIN, "within-rulebook")
                .split("/");
        return Arrays.stream(parts)
                .filter(part -> !part.isEmpty() && !part.matches("content|choices|terms|serviceLevel|[0-9]+"))
                .findFirst()
                .orElse(parts.length > 1 ? parts[1] : "title");
    }

    private static ObjectNode offer(ConfigNode section) {
        ObjectNode offer = MAPPER.createObjectNode();
        for (String member : List.of("id", "title", "description")) {
            section.optionalText(member).ifPresent(text -> offer.put(member, text));
        }
        offer.put("published", section.flag("published", true));
        level(section, offer);
        ObjectNode content = offer.putObject("content");
        if (section.has("source")) {
            content.put("kind", "remote").put("source", section.text("source"));
            section.optionalText("media-type").ifPresent(type -> content.put("mediaType", type));
        } else {
            content.put("kind", "entities").put("tenant", section.text("tenant", ""));
            texts(content, "types", section.texts("types"));
            texts(content, "attributes", section.texts("attributes"));
            section.optionalText("area").ifPresent(area -> content.put("area", area));
        }
        if (content.path("tenant").asString("").isEmpty()) {
            content.remove("tenant");
        }
        ArrayNode terms = offer.putArray("terms");
        if (section.has("template") || section.has("policy")) {
            terms.add(terms(section));
        }
        section.list("terms").forEach(each -> {
            each.allowOnly("template", "until", "span", "areas", "credential", "policy", "within-rulebook");
            terms.add(terms(each));
        });
        return offer;
    }

    private static void level(ConfigNode section, ObjectNode offer) {
        if (section.has("max-age") || section.has("entities")) {
            ObjectNode level = offer.putObject("serviceLevel");
            section.optionalText("max-age").ifPresent(age -> level.put("maxAge", age));
            if (section.has("entities")) {
                level.set("entities", section.json().get("entities"));
            }
        }
    }

    private static ObjectNode terms(ConfigNode section) {
        ObjectNode terms = MAPPER.createObjectNode();
        section.optionalText("template").ifPresent(template -> terms.put("template", template));
        ObjectNode choices = MAPPER.createObjectNode();
        for (String choice : CHOICES) {
            if (section.has(choice)) {
                choices.set(choice, section.json().get(choice));
            }
        }
        if (!choices.isEmpty()) {
            terms.set("choices", choices);
        }
        if (section.flag("within-rulebook", false)) {
            terms.put(Terms.WITHIN, true);
        }
        if (section.has("policy")) {
            policy(section).ifPresent(policy -> terms.set("policy", policy));
        }
        return terms;
    }

    /** A policy stands in the configuration itself or in a file of its own. */
    private static Optional<JsonNode> policy(ConfigNode section) {
        JsonNode given = section.json().get("policy");
        if (given.isObject()) {
            return Optional.of(given);
        }
        Path file = section.path(given.asString(""));
        try {
            return Optional.of(MAPPER.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            section.fault("policy", file + " cannot be read: " + e.getMessage());
        } catch (JacksonException e) {
            section.fault("policy", file + " is no JSON: " + e.getOriginalMessage());
        }
        return Optional.empty();
    }

    private static void texts(ObjectNode content, String member, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = content.putArray(member);
            texts.forEach(array::add);
        }
    }
}
