package eu.twintown.node.dataspace.document;

import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.text.PolicySentences;
import eu.twintown.node.dataspace.text.Block;
import eu.twintown.node.dataspace.text.Words;
import eu.twintown.node.http.Languages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The words of an agreement document: made from the templates by its parameters and its policy alone, so that the other
 * side can make them again and compare. They become part of what is signed.
 */
final class PaperText {
    static final String BUNDLE = "eu.twintown.node.dataspace.text.agreement";
    private static final String NONE = "—";

    private PaperText() {}

    /** The texts in all languages, for a document that has everything else. */
    static ObjectNode of(JsonNode document) {
        ObjectNode texts = JsonMapper.shared().createObjectNode();
        for (Locale locale : Languages.ALL) {
            ArrayNode array = texts.putArray(locale.getLanguage());
            blocks(document, locale).forEach(block -> array.add(json(block)));
        }
        return texts;
    }

    private static List<Block> blocks(JsonNode document, Locale locale) {
        Words words = new Words(BUNDLE, locale);
        String[] values = values(document);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, words.text("title", values)));
        blocks.add(new Block.Paragraph(words.text("intro", values)));
        blocks.add(new Block.Heading(2, words.text("parties")));
        facts(document, words, blocks);
        for (JsonNode clause : document.path("clauses")) {
            String key = clause.asString();
            blocks.add(new Block.Heading(2, words.text(key)));
            for (int i = 1; words.has(key + "." + i); i++) {
                blocks.add(new Block.Paragraph(words.text(key + "." + i, values)));
            }
        }
        blocks.add(new Block.Heading(2, words.text("policy")));
        policy(document, locale).forEach(sentence -> blocks.add(new Block.Item(sentence)));
        return blocks;
    }

    private static void facts(JsonNode document, Words words, List<Block> blocks) {
        for (String party : List.of("provider", "consumer")) {
            blocks.add(new Block.Fact(words.text(party), named(document.path(party), "name", "did")));
        }
        blocks.add(new Block.Fact(words.text("dataset"), named(document.path("dataset"), "title", "id")));
        blocks.add(new Block.Fact(
                words.text("agreement"), document.path("agreement").asString()));
        blocks.add(
                new Block.Fact(words.text("agreedAt"), document.path("agreedAt").asString()));
        for (String parameter : List.of("law", "court", "contact", "pilotEnd")) {
            JsonNode value = document.path("parameters").path(parameter);
            if (value.isString()) {
                blocks.add(new Block.Fact(words.text(parameter), value.asString()));
            }
        }
        blocks.add(new Block.Fact(
                words.text("prevailing"),
                Locale.of(document.path("language").asString()).getDisplayLanguage(words.locale())));
        blocks.add(new Block.Fact(
                words.text("policyHash"), document.path("policyHash").asString()));
    }

    private static String named(JsonNode thing, String name, String id) {
        String title = thing.path(name).asString("");
        String iri = thing.path(id).asString();
        return title.isEmpty() || title.equals(iri) ? iri : title + " (" + iri + ")";
    }

    private static String[] values(JsonNode document) {
        JsonNode parameters = document.path("parameters");
        return new String[] {
            document.at("/provider/name").asString(),
            document.at("/consumer/name").asString(),
            document.at("/dataset/title").asString(),
            document.path("agreedAt").asString(),
            parameters.path("law").asString(NONE),
            parameters.path("court").asString(NONE),
            parameters.path("pilotEnd").asString(NONE),
            parameters.path("contact").asString(document.at("/provider/name").asString()),
            document.path("agreement").asString()
        };
    }

    private static List<String> policy(JsonNode document, Locale locale) {
        Map<String, String> names = Map.of(
                document.at("/provider/did").asString(),
                document.at("/provider/name").asString(),
                document.at("/consumer/did").asString(),
                document.at("/consumer/name").asString(),
                document.at("/dataset/id").asString(),
                document.at("/dataset/title").asString());
        return new PolicySentences(locale, iri -> names.getOrDefault(iri, iri))
                .of(PolicyReader.read((ObjectNode) document.path("policy")));
    }

    private static ObjectNode json(Block block) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        switch (block) {
            case Block.Heading heading -> node.put("heading", heading.level());
            case Block.Paragraph paragraph -> {}
            case Block.Item item -> node.put("item", true);
            case Block.Fact fact -> node.put("name", fact.name());
        }
        return node.put("text", block.text());
    }

    /** The text of a document in a language, as it was signed. */
    static List<Block> read(JsonNode document, Locale locale) {
        List<Block> blocks = new ArrayList<>();
        for (JsonNode node : document.path("texts").path(locale.getLanguage())) {
            String text = node.path("text").asString();
            if (node.has("heading")) {
                blocks.add(new Block.Heading(node.path("heading").asInt(), text));
            } else if (node.has("item")) {
                blocks.add(new Block.Item(text));
            } else if (node.has("name")) {
                blocks.add(new Block.Fact(node.path("name").asString(), text));
            } else {
                blocks.add(new Block.Paragraph(text));
            }
        }
        return blocks;
    }
}
