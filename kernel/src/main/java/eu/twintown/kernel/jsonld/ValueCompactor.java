package eu.twintown.kernel.jsonld;

import eu.twintown.kernel.jsonld.Term.Container;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes values that {@link ValueExpander} expanded, with names as short as a context allows. A term is only chosen
 * where it would lead back to the same value: one that coerces to a date is no name for a number.
 */
public final class ValueCompactor {

    private final JsonGenerator generator;
    private final Context context;

    public ValueCompactor(JsonGenerator generator, Context context) {
        this.generator = generator;
        this.context = context;
    }

    /** Writes one value, compacted. */
    public void compact(JsonNode value) {
        write(value, null);
    }

    /** Writes one value exactly as it is. */
    public static void verbatim(JsonGenerator generator, JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    generator.writeName(member.getKey());
                    verbatim(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode item : value) {
                    verbatim(generator, item);
                }
                generator.writeEndArray();
            }
            default -> scalar(generator, value);
        }
    }

    private static void scalar(JsonGenerator generator, JsonNode value) {
        switch (value.getNodeType()) {
            case STRING -> generator.writeString(value.asString());
            case BOOLEAN -> generator.writeBoolean(value.booleanValue());
            case NUMBER -> number(generator, value);
            default -> generator.writeNull();
        }
    }

    private static void number(JsonGenerator generator, JsonNode value) {
        switch (value.numberType()) {
            case INT -> generator.writeNumber(value.intValue());
            case LONG -> generator.writeNumber(value.longValue());
            case BIG_INTEGER -> generator.writeNumber(value.bigIntegerValue());
            case BIG_DECIMAL -> generator.writeNumber(value.decimalValue());
            default -> generator.writeNumber(value.doubleValue());
        }
    }

    private void write(JsonNode value, @Nullable Term term) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value, term);
            case ARRAY -> array(value, term);
            default -> scalar(generator, value);
        }
    }

    private void array(JsonNode array, @Nullable Term term) {
        if (term != null && term.container() == Container.LANGUAGE) {
            languages(array);
            return;
        }
        if (term != null && term.container() == Container.INDEX) {
            indexed(array, term);
            return;
        }
        generator.writeStartArray();
        for (JsonNode item : array) {
            write(item, term);
        }
        generator.writeEndArray();
    }

    private void languages(JsonNode texts) {
        Map<String, List<JsonNode>> byLanguage = new LinkedHashMap<>();
        for (JsonNode text : texts) {
            String language = text.path("@language").asString("@none");
            JsonNode value = text.isString() ? text : text.path("@value");
            byLanguage.computeIfAbsent(language, l -> new ArrayList<>()).add(value);
        }
        generator.writeStartObject();
        byLanguage.forEach((language, values) -> {
            generator.writeName(language);
            if (values.size() == 1) {
                scalar(generator, values.getFirst());
            } else {
                generator.writeStartArray();
                values.forEach(value -> scalar(generator, value));
                generator.writeEndArray();
            }
        });
        generator.writeEndObject();
    }

    private void indexed(JsonNode entries, Term term) {
        generator.writeStartObject();
        for (JsonNode entry : entries) {
            generator.writeName(entry.path("@index").asString("@none"));
            JsonNode plain = entry.isObject() ? ((ObjectNode) entry).deepCopy().without("@index") : entry;
            write(plain.size() == 1 && plain.has("@value") ? plain.path("@value") : plain, term);
        }
        generator.writeEndObject();
    }

    private void object(JsonNode object, @Nullable Term term) {
        if (term != null && !term.isPlain()) {
            JsonNode list = object.get("@list");
            if (list != null && term.container() == Container.LIST) {
                array(list, term);
                return;
            }
            JsonNode value = object.get("@value");
            if (value != null && term.type() != null) {
                verbatim(generator, value);
                return;
            }
            JsonNode id = object.get("@id");
            if (id != null && object.size() == 1 && term.type() != null) {
                generator.writeString(term.type().equals("@vocab") ? context.compact(id.asString()) : id.asString());
                return;
            }
        }
        generator.writeStartObject();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            member(member.getKey(), member.getValue());
        }
        generator.writeEndObject();
    }

    private void member(String iri, JsonNode value) {
        switch (iri) {
            case "@id" -> {
                generator.writeName("id");
                scalar(generator, value);
            }
            case "@type" -> {
                generator.writeName("type");
                types(value);
            }
            case "@value" -> {
                generator.writeName(iri);
                verbatim(generator, value);
            }
            default -> {
                Term term = Iris.isKeyword(iri) ? null : choose(iri, value);
                generator.writeName(term != null ? term.name() : context.compactUnnamed(iri));
                write(value, term);
            }
        }
    }

    private void types(JsonNode types) {
        if (types.isString()) {
            generator.writeString(context.compact(types.asString()));
            return;
        }
        generator.writeStartArray();
        for (JsonNode type : types) {
            generator.writeString(context.compact(type.asString()));
        }
        generator.writeEndArray();
    }

    private @Nullable Term choose(String iri, JsonNode value) {
        List<Term> candidates = context.named(iri);
        for (Term term : candidates) {
            if (!term.isPlain() && fits(term, value)) {
                return term;
            }
        }
        for (Term term : candidates) {
            if (term.type() == null && (term.container() == Container.NONE || term.container() == Container.SET)) {
                return term;
            }
        }
        return null;
    }

    private static boolean fits(Term term, JsonNode value) {
        return switch (term.container()) {
            case LIST -> value.has("@list") && value.size() == 1 && allFit(term, value.path("@list"));
            case LANGUAGE -> value.isArray() && isLanguageMap(value);
            case INDEX -> value.isArray() && isIndexMap(term, value);
            default -> value.isArray() ? allFit(term, value) : itemFits(term, value);
        };
    }

    private static boolean allFit(Term term, JsonNode items) {
        for (JsonNode item : items) {
            boolean nested = term.container() == Container.LIST && item.has("@list");
            if (nested ? !allFit(term, item.path("@list")) : item.isArray() || !itemFits(term, item)) {
                return false;
            }
        }
        return true;
    }

    private static boolean itemFits(Term term, JsonNode item) {
        String type = term.type();
        boolean reference = item.size() == 1 && item.has("@id");
        boolean literal = item.has("@value");
        if (type == null) {
            return !literal && !item.has("@list");
        }
        return switch (type) {
            case "@id", "@vocab" -> reference || item.isObject() && !literal && !item.has("@list");
            default ->
                literal && item.size() == 2 && type.equals(item.path("@type").asString(""));
        };
    }

    private static boolean isLanguageMap(JsonNode texts) {
        for (JsonNode text : texts) {
            boolean tagged = text.size() == 2
                    && text.has("@language")
                    && text.path("@value").isString();
            if (!text.isString() && !tagged) {
                return false;
            }
        }
        return !texts.isEmpty();
    }

    private static boolean isIndexMap(Term term, JsonNode entries) {
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : entries) {
            if (!entry.has("@index") || !seen.add(entry.path("@index").asString())) {
                return false;
            }
        }
        return term.type() == null && !entries.isEmpty();
    }
}
