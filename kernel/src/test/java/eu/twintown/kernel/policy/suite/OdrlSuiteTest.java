package eu.twintown.kernel.policy.suite;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.document.ReportWriter;
import eu.twintown.kernel.policy.evaluation.Evaluator;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ODRL test suite of SolidLab (github.com/SolidLabResearch/ODRL-Test-Suite, MIT), by the strict comparison: the graph
 * of the whole report is the expected one, up to the ids that are generated. The suite is no part of the product: the
 * environment variable names the folder where it stands.
 */
@Tag("odrl")
@EnabledIfEnvironmentVariable(named = "TWINTOWN_ODRL_SUITE", matches = ".+")
class OdrlSuiteTest {
    private static final Evaluator EVALUATOR = new Evaluator();

    /**
     * The premises that its expected report names are described nowhere in it, and those that it describes are premises of
     * nothing, so that no report can equal it (compliance report: a premiseReport is the report of a premise of the rule).
     */
    private static final String DISPUTED = "testcase-065-alice.ttl";

    static List<SuiteCase> cases() {
        Path data = Path.of(System.getenv("TWINTOWN_ODRL_SUITE")).resolve("data");
        return Suite.read(data).cases(data);
    }

    static List<SuiteCase> undisputed() {
        return cases().stream().filter(one -> !one.name().equals(DISPUTED)).toList();
    }

    @Test
    void theWholeSuiteIsThere() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(68);
    }

    @ParameterizedTest
    @MethodSource("undisputed")
    void theReportIsTheExpectedOne(SuiteCase one) {
        Model expected = one.expectedReport();
        Model report = report(one);

        assertThat(report.isIsomorphicWith(expected))
                .as(() -> "expected\n" + turtle(expected) + "\nbut was\n" + turtle(report))
                .isTrue();
    }

    /** The disputed case with its dangling links tied to the reports that the file describes. */
    @Test
    void theDisputedReportIsTheExpectedOneOnceItsLinksLeadSomewhere() {
        SuiteCase disputed = cases().stream()
                .filter(one -> one.name().equals(DISPUTED))
                .findFirst()
                .orElseThrow();
        Model expected = DanglingLinks.tied(disputed.expectedReport());
        Model report = report(disputed);

        assertThat(report.isIsomorphicWith(disputed.expectedReport())).isFalse();
        assertThat(report.isIsomorphicWith(expected))
                .as(() -> "expected\n" + turtle(expected) + "\nbut was\n" + turtle(report))
                .isTrue();
    }

    private static Model report(SuiteCase one) {
        PolicyReport report = EVALUATOR.evaluate(one.policy(), one.request(), one.world());
        String document = ReportWriter.writePlain(report, "urn:example:report").toString();
        Model model = ModelFactory.createDefaultModel();
        RDFDataMgr.read(model, new StringReader(document), "urn:example:", Lang.JSONLD);
        return SuiteCase.anonymous(model);
    }

    private static String turtle(Model model) {
        StringWriter text = new StringWriter();
        model.write(text, "TURTLE");
        return text.toString();
    }
}
