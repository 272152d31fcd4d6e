import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** Adds up Surefire's reports below a folder and prints: passed failed skipped. */
class CountTests {
    public static void main(String[] args) throws Exception {
        int tests = 0;
        int failed = 0;
        int skipped = 0;
        for (Path report : reports(Path.of(args[0]))) {
            Element suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
            tests += number(suite, "tests");
            failed += number(suite, "failures") + number(suite, "errors");
            skipped += number(suite, "skipped");
        }
        System.out.println((tests - failed - skipped) + " " + failed + " " + skipped);
    }

    private static List<Path> reports(Path home) throws IOException {
        try (Stream<Path> files = Files.find(home, 4, (file, about) -> file.getFileName().toString().startsWith("TEST-")
                && file.getParent().endsWith("surefire-reports"))) {
            return files.sorted().toList();
        }
    }

    private static int number(Element suite, String name) {
        return Integer.parseInt(suite.getAttribute(name));
    }
}
