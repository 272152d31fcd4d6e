import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Adds up Surefire's reports below a folder and prints: passed failed skipped. */
class CountTests {
    public static void main(String[] args) throws Exception {
        int tests = 0;
        int failed = 0;
        int skipped = 0;
        for (Path report : reports(Path.of(args[0]))) {
            // The suite's own sums leave out the tests of nested classes, so the cases themselves are counted.
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                Element test = (Element) cases.item(i);
                tests++;
                failed += has(test, "failure") || has(test, "error") ? 1 : 0;
                skipped += has(test, "skipped") ? 1 : 0;
            }
        }
        System.out.println((tests - failed - skipped) + " " + failed + " " + skipped);
    }

    private static List<Path> reports(Path home) throws IOException {
        try (Stream<Path> files = Files.find(home, 4, (file, about) -> file.getFileName().toString().startsWith("TEST-")
                && file.getParent().endsWith("surefire-reports"))) {
            return files.sorted().toList();
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }
}
