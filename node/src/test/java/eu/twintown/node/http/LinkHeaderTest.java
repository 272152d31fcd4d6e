package eu.twintown.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.twintown.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** The Link header as carrier of a context (clause 6.3.5, RFC 8288). */
class LinkHeaderTest {

    private static final String REL = "rel=\"http://www.w3.org/ns/json-ld#context\"";

    @Test
    void theContextIsFoundWhateverStandsAroundIt() {
        assertThat(LinkHeader.context("<http://a/c>; " + REL + "; type=\"application/ld+json\""))
                .hasValue("http://a/c");
        assertThat(LinkHeader.context("<http://a/c>;type=\"x\";" + REL)).hasValue("http://a/c");
        assertThat(LinkHeader.context("<http://a/c>; rel=http://www.w3.org/ns/json-ld#context"))
                .hasValue("http://a/c");
        assertThat(LinkHeader.context("<http://b>; rel=\"help\"; title=\"a, <b>\", <http://a/c,d;e>; " + REL))
                .hasValue("http://a/c,d;e");
    }

    @Test
    void otherLinksAndRubbishAreNoContext() {
        for (String value :
                new String[] {"", "<http://a>", "<http://a>; rel=\"next\"", "http://a; " + REL, "<http://a"}) {
            assertThat(LinkHeader.context(value)).as(value).isEmpty();
        }
    }

    @Test
    void twoContextsAreTooMany() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> LinkHeader.context("<http://a>; " + REL + ", <http://b>; " + REL));
    }

    @Test
    void whatIsWrittenIsUnderstood() {
        assertThat(LinkHeader.context(LinkHeader.toContext("https://a.example/c")))
                .hasValue("https://a.example/c");
    }
}
