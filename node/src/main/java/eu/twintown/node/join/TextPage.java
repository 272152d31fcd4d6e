package eu.twintown.node.join;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One page of plain text as PDF 1.4 (ISO 32000-1, 7.5), in a font that every reader brings. */
final class TextPage {
    private static final Charset WIN_ANSI = Charset.forName("windows-1252");
    private static final int LEADING = 16;
    private static final int TOP = 780;
    private static final int LEFT = 60;

    private TextPage() {}

    static byte[] pdf(List<String> lines) {
        StringBuilder page = new StringBuilder("BT /F1 12 Tf " + LEADING + " TL " + LEFT + " " + TOP + " Td\n");
        lines.forEach(line -> page.append('(').append(escaped(line)).append(") Tj T*\n"));
        page.append("ET");
        int length = page.toString().getBytes(WIN_ANSI).length;
        return assembled(List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + length + " >>\nstream\n" + page + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
    }

    private static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
    }

    /** Numbers the objects and writes the table of their places. */
    private static byte[] assembled(List<String> objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII));
        List<Integer> places = new ArrayList<>();
        for (String object : objects) {
            places.add(out.size());
            out.writeBytes((places.size() + " 0 obj\n" + object + "\nendobj\n").getBytes(WIN_ANSI));
        }
        int table = out.size();
        int size = objects.size() + 1;
        StringBuilder end = new StringBuilder("xref\n0 " + size + "\n0000000000 65535 f \n");
        places.forEach(place -> end.append(String.format(Locale.ROOT, "%010d 00000 n \n", place)));
        end.append("trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        out.writeBytes(end.toString().getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
