package eu.twintown.node.dataspace.rulebook;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.text.PolicySentences;
import eu.twintown.node.dataspace.text.Block;
import eu.twintown.node.dataspace.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A rulebook for people: its own words, in an order and under headings of the reader's language. */
final class RulebookPage {
    private static final String BUNDLE = "eu.twintown.node.dataspace.text.rulebook";

    private RulebookPage() {}

    /** @param names gives the short name of an IRI, where it has one */
    static List<Block> of(Rulebook rulebook, Locale locale, UnaryOperator<String> names) {
        Words words = new Words(BUNDLE, locale);
        JsonNode document = rulebook.document();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, Rulebook.text(document.path("title"), locale)));
        String summary = Rulebook.text(document.path("summary"), locale);
        if (!summary.isEmpty()) {
            blocks.add(new Block.Paragraph(summary));
        }
        blocks.add(new Block.Fact(words.text("version"), rulebook.version()));
        blocks.add(new Block.Fact(words.text("publisher"), rulebook.publisher()));
        blocks.add(new Block.Fact(words.text("id"), rulebook.id()));
        blocks.add(new Block.Fact(words.text("hash"), rulebook.hash()));
        for (String part : Rulebook.PARTS) {
            part(document.path(part), part, words, blocks);
            if (part.equals("dataModels")) {
                rulebook.bounds().ifPresent(bounds -> bounds(bounds, words, names, blocks));
            }
        }
        return blocks;
    }

    private static void part(JsonNode items, String part, Words words, List<Block> blocks) {
        if (items.isEmpty()) {
            return;
        }
        blocks.add(new Block.Heading(2, words.text(part)));
        for (JsonNode item : items) {
            String title = Rulebook.text(item.path("title"), words.locale());
            String text = Rulebook.text(item.path("text"), words.locale());
            String name = item.path("id").asString(item.path("type").asString(""));
            blocks.add(new Block.Heading(3, title.isEmpty() ? name : title));
            if (!text.isEmpty()) {
                blocks.add(new Block.Paragraph(text));
            }
            if (part.equals("dataModels")) {
                blocks.add(new Block.Fact(
                        words.text("dataModel"), item.path("type").asString()));
                blocks.add(new Block.Fact(
                        words.text("required"), words.text(item.path("required").asBoolean(true) ? "yes" : "no")));
            }
            if (item.has("credential")) {
                blocks.add(new Block.Fact(
                        words.text("credential"), item.path("credential").asString()));
            }
            if (item.has("target")) {
                blocks.add(new Block.Fact(
                        words.text("target"),
                        item.path("metric").asString("") + " ≤ "
                                + item.path("target").asString()));
            }
        }
    }

    private static void bounds(Policy bounds, Words words, UnaryOperator<String> names, List<Block> blocks) {
        blocks.add(new Block.Heading(2, words.text("bounds")));
        blocks.add(new Block.Paragraph(words.text("bounds.text")));
        new PolicySentences(words.locale(), names).of(bounds).forEach(sentence -> blocks.add(new Block.Item(sentence)));
    }
}
