package eu.twintown.node.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.validation.ReportEntry;
import org.junit.jupiter.api.Test;

/**
 * The official shapes of DCAT-AP 3.0.1 on an example catalogue. The shapes are not part of this product: where the
 * environment variable TWINTOWN_DCAT_SHAPES names a folder with them they are used, elsewhere the test says that they
 * were not there; {@link CatalogueGraphTest} checks the mandatory properties in any case.
 */
class OfficialShapesTest {
    private static final List<String> FILES = List.of("3.0.1_html_shacl_shapes.ttl", "3.0.1_html_shacl_range.ttl");

    @Test
    void theCatalogueIsValid() {
        String folder = System.getenv("TWINTOWN_DCAT_SHAPES");
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            System.out.println(
                    "NOTE: no official DCAT-AP shapes here (TWINTOWN_DCAT_SHAPES); checked with our own only.");
            return;
        }
        Model catalogue = ExampleCatalogue.withOffers().graph();
        for (String file : FILES) {
            Model shapes = ModelFactory.createDefaultModel();
            RDFDataMgr.read(shapes, Path.of(folder, file).toUri().toString());
            assertThat(violations(shapes.getGraph(), catalogue.getGraph()))
                    .as(file)
                    .isEmpty();
        }
    }

    private static List<String> violations(Graph shapes, Graph data) {
        return ShaclValidator.get().validate(shapes, data).getEntries().stream()
                .map(OfficialShapesTest::sentence)
                .toList();
    }

    private static String sentence(ReportEntry entry) {
        return entry.severity().level().getLocalName() + ": " + entry.focusNode() + " " + entry.resultPath() + ": "
                + entry.message();
    }
}
