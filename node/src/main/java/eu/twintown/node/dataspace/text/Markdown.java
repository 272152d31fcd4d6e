package eu.twintown.node.dataspace.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Blocks as Markdown (CommonMark). */
public final class Markdown {

    private Markdown() {}

    public static byte[] of(List<Block> blocks) {
        StringBuilder out = new StringBuilder();
        for (Block block : blocks) {
            switch (block) {
                case Block.Heading heading ->
                    out.append('\n')
                            .append("#".repeat(heading.level()))
                            .append(' ')
                            .append(line(heading.text()))
                            .append("\n\n");
                case Block.Paragraph paragraph ->
                    out.append(escaped(paragraph.text())).append("\n\n");
                case Block.Item item ->
                    out.append("- ").append(line(item.text())).append('\n');
                case Block.Fact fact ->
                    out.append("- **")
                            .append(line(fact.name()))
                            .append("**: ")
                            .append(line(fact.text()))
                            .append('\n');
            }
        }
        return out.toString().strip().concat("\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String text) {
        return escaped(text).replaceAll("\\s+", " ");
    }

    /** What would be read as markup stands for itself. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>#|])", "\\\\$1");
    }
}
