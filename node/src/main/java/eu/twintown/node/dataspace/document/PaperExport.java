package eu.twintown.node.dataspace.document;

import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.text.Block;
import eu.twintown.node.dataspace.text.HtmlPage;
import eu.twintown.node.dataspace.text.Words;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Agreement documents as files: text for people in one language, and the whole for machines within. */
final class PaperExport {
    private final FileSeal seal;

    PaperExport(FileSeal seal) {
        this.seal = seal;
    }

    byte[] pdf(Paper paper, Locale locale) {
        byte[] machinePart = JsonMapper.shared().writeValueAsBytes(paper.json());
        return seal.seal(PdfFile.of(locale, blocks(paper, locale), machinePart), FileSeal.Form.PDF);
    }

    byte[] html(Paper paper, Locale locale) {
        return seal.seal(page(paper, locale), FileSeal.Form.HTML);
    }

    /** The page before it is sealed; the same paper always gives the same bytes. */
    static byte[] page(Paper paper, Locale locale) {
        return HtmlPage.of(locale, blocks(paper, locale), paper.json().toString());
    }

    /** As {@code application/json}, with the state of the document here. */
    static ObjectNode json(Process process) {
        ObjectNode json = Paper.read(process.data()).orElseThrow().json();
        json.put("state", process.state());
        process.timeline().forEach(step -> json.withArray("/timeline")
                .addObject()
                .put("at", step.at().toString())
                .put("state", step.state())
                .put("by", step.by())
                .put("reason", step.reason()));
        return json;
    }

    private static List<Block> blocks(Paper paper, Locale locale) {
        Words words = new Words(PaperText.BUNDLE, locale);
        List<Block> blocks = new ArrayList<>(PaperText.read(paper.document(), locale));
        blocks.add(new Block.Heading(2, words.text("signatures")));
        blocks.add(new Block.Fact(words.text("hash"), paper.hash()));
        List<String> signatures = paper.signatures();
        for (String signature : signatures) {
            Jws jws = Jws.parse(signature);
            JwtClaims claims = new JwtClaims(jws.claims());
            String by = claims.text("iss");
            blocks.add(new Block.Fact(words.text("signedBy"), name(paper, by)));
            blocks.add(new Block.Fact(
                    words.text("signedAt"),
                    claims.date("iat").map(Instant::toString).orElse("")));
            blocks.add(new Block.Fact(words.text("key"), jws.kid()));
        }
        if (signatures.size() < 2) {
            blocks.add(new Block.Paragraph(
                    words.text("unsigned", paper.document().at("/consumer/name").asString())));
        }
        return blocks;
    }

    private static String name(Paper paper, String did) {
        String side = did.equals(paper.party("provider")) ? "provider" : "consumer";
        String name = paper.document().path(side).path("name").asString("");
        return name.equals(did) ? did : name + " (" + did + ")";
    }

    /** The machine part of a page; empty where there is none. */
    static Optional<byte[]> machinePart(byte[] page) {
        String text = new String(page, StandardCharsets.UTF_8);
        String opening = "<script type=\"application/json\" id=\"machine-part\">";
        int start = text.indexOf(opening);
        int end = start < 0 ? -1 : text.indexOf("</script>", start);
        return end < 0
                ? Optional.empty()
                : Optional.of(text.substring(start + opening.length(), end).getBytes(StandardCharsets.UTF_8));
    }
}
