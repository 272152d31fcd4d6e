package eu.twintown.node.dataspace.document;

import eu.twintown.node.dataspace.text.Block;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.HeaderFooter;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PRStream;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfFileSpecification;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Blocks as a PDF file with its machine part as an attachment. Written in Liberation Sans (SIL Open Font License 1.1),
 * which lies in the file, so that it prints the same everywhere.
 */
final class PdfFile {
    private static final String ATTACHMENT = "agreement.json";
    private static final BaseFont REGULAR = font("LiberationSans-Regular.ttf");
    private static final BaseFont BOLD = font("LiberationSans-Bold.ttf");
    private static final Color INK = new Color(0x1b, 0x24, 0x30);
    private static final Color LINE = new Color(0xc9, 0xd2, 0xdc);
    private static final float MARGIN = 62;

    private PdfFile() {}

    static byte[] of(Locale locale, List<Block> blocks, byte[] machinePart) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Document pdf = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN)) {
            PdfWriter writer = PdfWriter.getInstance(pdf, out);
            writer.setPdfVersion(PdfWriter.VERSION_1_7);
            pdf.addTitle(blocks.getFirst().text());
            pdf.addCreator("Twintown");
            HeaderFooter footer = new HeaderFooter(new Phrase("", new Font(REGULAR, 8, Font.NORMAL, INK)), true);
            footer.setAlignment(Element.ALIGN_CENTER);
            footer.setBorder(0);
            pdf.setFooter(footer);
            pdf.open();
            writer.getExtraCatalog().put(PdfName.LANG, new PdfString(locale.toLanguageTag()));
            Optional<PdfPTable> facts = Optional.empty();
            for (Block block : blocks) {
                if (block instanceof Block.Fact fact) {
                    facts = Optional.of(facts.orElseGet(PdfFile::table));
                    row(facts.get(), fact);
                    continue;
                }
                facts.ifPresent(pdf::add);
                facts = Optional.empty();
                pdf.add(paragraph(block));
            }
            facts.ifPresent(pdf::add);
            writer.addFileAttachment(
                    "Machine-readable agreement",
                    PdfFileSpecification.fileEmbedded(writer, null, ATTACHMENT, machinePart));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Paragraph paragraph(Block block) {
        return switch (block) {
            case Block.Heading heading -> {
                float size = heading.level() == 1 ? 18 : heading.level() == 2 ? 13 : 11;
                Paragraph paragraph =
                        new Paragraph(size * 1.3f, heading.text(), new Font(BOLD, size, Font.NORMAL, INK));
                paragraph.setSpacingBefore(heading.level() == 1 ? 0 : 14);
                paragraph.setSpacingAfter(5);
                paragraph.setKeepTogether(true);
                yield paragraph;
            }
            case Block.Item item -> {
                Paragraph paragraph = text("•  " + item.text());
                paragraph.setIndentationLeft(12);
                paragraph.setFirstLineIndent(-12);
                yield paragraph;
            }
            case Block.Paragraph plain -> text(plain.text());
            case Block.Fact fact -> text(fact.name() + ": " + fact.text());
        };
    }

    private static Paragraph text(String text) {
        Paragraph paragraph = new Paragraph(14, text, new Font(REGULAR, 10, Font.NORMAL, INK));
        paragraph.setSpacingAfter(5);
        return paragraph;
    }

    private static PdfPTable table() {
        PdfPTable table = new PdfPTable(new float[] {3, 7});
        table.setWidthPercentage(100);
        table.setSpacingBefore(4);
        table.setSpacingAfter(8);
        return table;
    }

    private static void row(PdfPTable table, Block.Fact fact) {
        table.addCell(cell(fact.name(), BOLD));
        table.addCell(cell(fact.text(), REGULAR));
    }

    private static PdfPCell cell(String text, BaseFont font) {
        PdfPCell cell = new PdfPCell(new Phrase(12, text, new Font(font, 9, Font.NORMAL, INK)));
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setPadding(4);
        return cell;
    }

    /** The machine part of a file; empty where there is none that can be read. */
    static Optional<byte[]> machinePart(byte[] file) {
        try (PdfReader reader = new PdfReader(file)) {
            PdfDictionary names = reader.getCatalog().getAsDict(PdfName.NAMES);
            PdfDictionary embedded = names == null ? null : names.getAsDict(PdfName.EMBEDDEDFILES);
            PdfArray files = embedded == null ? null : embedded.getAsArray(PdfName.NAMES);
            for (int i = 1; files != null && i < files.size(); i += 2) {
                PdfDictionary specification = files.getAsDict(i);
                PdfDictionary streams = specification == null ? null : specification.getAsDict(PdfName.EF);
                if (streams != null && streams.getAsStream(PdfName.F) instanceof PRStream stream) {
                    return Optional.of(PdfReader.getStreamBytes(stream));
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // An altered file may break its reader in any way; then nothing can be read.
            return Optional.empty();
        }
    }

    private static BaseFont font(String name) {
        try (InputStream in = PdfFile.class.getResourceAsStream("/liberation/" + name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, bytes, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
