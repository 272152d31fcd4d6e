package eu.twintown.node.dataspace.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Blocks as a page of HTML that needs nothing from elsewhere and prints well. */
public final class HtmlPage {
    private static final String STYLE = """
            body{font:1rem/1.55 system-ui,sans-serif;color:#1b2430;background:#fff;max-width:46rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:1px solid #c9d2dc;padding-bottom:.25rem}
            h3{font-size:1.05rem;margin-bottom:.2rem}p{white-space:pre-line}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}
            dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
            @media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}}
            """;

    /** Lets the page's own style through and nothing else. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-" + hash() + "'; base-uri 'none'; form-action 'none'";

    private HtmlPage() {}

    public static byte[] of(Locale locale, List<Block> blocks) {
        return of(locale, blocks, "");
    }

    /** @param machinePart JSON that is to stand in the page for machines; empty = none */
    public static byte[] of(Locale locale, List<Block> blocks, String machinePart) {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"").append(locale.getLanguage());
        String title = blocks.stream()
                .filter(Block.Heading.class::isInstance)
                .findFirst()
                .map(Block::text)
                .orElse("");
        html.append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n");
        String open = "";
        for (Block block : blocks) {
            String list = block instanceof Block.Item ? "ul" : block instanceof Block.Fact ? "dl" : "";
            if (!list.equals(open)) {
                html.append(open.isEmpty() ? "" : "</" + open + ">\n").append(list.isEmpty() ? "" : "<" + list + ">\n");
                open = list;
            }
            write(block, html);
        }
        html.append(open.isEmpty() ? "" : "</" + open + ">\n").append("</main>\n");
        if (!machinePart.isEmpty()) {
            // Inside a script element only the sequence that would end it must not stand; in JSON it can be written so.
            html.append("<script type=\"application/json\" id=\"machine-part\">")
                    .append(machinePart.replace("<", "\\u003c"))
                    .append("</script>\n");
        }
        return html.append("</body>\n</html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Block block, StringBuilder html) {
        String text = escaped(block.text());
        switch (block) {
            case Block.Heading heading ->
                html.append("<h%d>%s</h%d>\n".formatted(heading.level(), text, heading.level()));
            case Block.Paragraph paragraph -> html.append("<p>").append(text).append("</p>\n");
            case Block.Item item -> html.append("<li>").append(text).append("</li>\n");
            case Block.Fact fact ->
                html.append("<dt>")
                        .append(escaped(fact.name()))
                        .append("</dt><dd>")
                        .append(text)
                        .append("</dd>\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
