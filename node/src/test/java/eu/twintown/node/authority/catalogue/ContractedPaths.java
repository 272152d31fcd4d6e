package eu.twintown.node.authority.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.contract.RecordedExchange;
import eu.twintown.node.authority.contract.SimplContracts;
import java.util.ArrayList;
import java.util.List;

/**
 * Which published document each of the catalogue's paths belongs to.
 *
 * <p>Known departure of the documents from what is deployed: they call a self-description in a body a string, and mean its
 * JSON text as it stands; and they give the path of one self-description twice, with an id and with a hash, of which the
 * check knows the first alone; and they call parameters and results of queries objects, and show texts and numbers.
 */
final class ContractedPaths {

    private ContractedPaths() {}

    static void assertConform(SimplContracts contracts, List<RecordedExchange> exchanges) {
        List<String> deviations = new ArrayList<>();
        for (RecordedExchange exchange : exchanges) {
            String document = document(exchange.path());
            if (!document.isEmpty()) {
                contracts.check(document, below(exchange)).stream()
                        .filter(deviation -> !deviation.endsWith("object found, string expected"))
                        .filter(deviation -> !deviation.contains("no such method at /self-descriptions/"))
                        .filter(deviation ->
                                !deviation.startsWith("POST /query") || !deviation.endsWith("object expected"))
                        .forEach(deviations::add);
            }
        }
        assertThat(deviations).isEmpty();
    }

    /** The catalogue's documents begin where the gateway's prefix ends. */
    private static RecordedExchange below(RecordedExchange exchange) {
        return new RecordedExchange(
                exchange.method(),
                exchange.path()
                        .replaceFirst("^/fc/selfDescriptions", "/v1/selfDescriptions")
                        .replaceFirst("^/fc/", "/"),
                exchange.query(),
                exchange.requestHeaders(),
                exchange.requestBody(),
                exchange.status(),
                exchange.answerHeaders(),
                exchange.answerBody());
    }

    private static String document(String path) {
        if (path.startsWith("/fc/selfDescriptions")) {
            return "simpl-catalogue__fc_openapi-itb";
        }
        if (path.startsWith("/fc/")) {
            return "simpl-catalogue__fc_openapi";
        }
        return path.startsWith("/v1/") ? "simpl-schema-manager__schema_openapi" : "";
    }
}
