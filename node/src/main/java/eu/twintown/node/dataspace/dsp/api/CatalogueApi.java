package eu.twintown.node.dataspace.dsp.api;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.dsp.Counterparties;
import eu.twintown.node.dataspace.dsp.DspSettings;
import eu.twintown.node.dataspace.dsp.catalog.CatalogClient;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What another participant offers, asked now: {@code /api/dataspace/catalogue?participant=<DID>}. */
public final class CatalogueApi implements HttpService {
    private static final ParameterNames KNOWN = ParameterNames.of("participant", "address", "page", "dataset");

    private final Counterparties counterparties;
    private final CatalogClient catalogs;
    private final NegotiationView view;

    public CatalogueApi(Counterparties counterparties, CatalogClient catalogs, NegotiationView view) {
        this.counterparties = counterparties;
        this.catalogs = catalogs;
        this.view = view;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/dataspace/catalogue", Exchange.handler(this::catalogue));
    }

    private void catalogue(Exchange exchange) {
        Parameters parameters = exchange.parameters(KNOWN);
        String participant = parameters
                .text("participant")
                .orElseThrow(() -> ProblemException.badParameter("participant", "Name a participant by its DID"));
        URI address = uri(parameters, "address")
                .map(DspSettings::withoutSlash)
                .orElseGet(() -> counterparties.address(participant));
        ObjectNode answer = JsonBodies.WRITER
                .createObjectNode()
                .put("participant", participant)
                .put("address", address.toString());
        ArrayNode datasets = answer.putArray("datasets");
        if (parameters.text("dataset").isPresent()) {
            datasets.add(described(
                    exchange,
                    catalogs.dataset(
                            participant, address, parameters.text("dataset").get())));
        } else {
            CatalogClient.Page page = uri(parameters, "page")
                    .map(next -> catalogs.page(participant, sameOrigin(next, address)))
                    .orElseGet(() -> catalogs.catalog(participant, address));
            JsonNode context = page.catalog().path("@context");
            for (JsonNode dataset : list(page.catalog(), "dataset", "dcat:dataset")) {
                if (dataset instanceof ObjectNode object) {
                    object.set("@context", context);
                    datasets.add(described(exchange, object));
                }
            }
            page.next().ifPresent(next -> answer.put("next", next.toString()));
        }
        Bodies.send(exchange, 200, answer);
    }

    /** As it came, with what its offers say in words. */
    private ObjectNode described(Exchange exchange, ObjectNode dataset) {
        ArrayNode offers = dataset.putArray("offers");
        for (Policy offer : CatalogClient.offers(dataset)) {
            ObjectNode one = offers.addObject().put("id", offer.id());
            one.set("sentences", view.sentences(offer, Languages.of(exchange)));
        }
        dataset.remove("@context");
        return dataset;
    }

    private static Iterable<JsonNode> list(ObjectNode catalog, String... names) {
        for (String name : names) {
            JsonNode found = catalog.path(name);
            if (!found.isMissingNode()) {
                return found.isArray() ? found : java.util.List.of(found);
            }
        }
        return java.util.List.of();
    }

    private static Optional<URI> uri(Parameters parameters, String name) {
        return parameters.text(name).map(text -> {
            try {
                URI uri = URI.create(text);
                if (uri.isAbsolute() && uri.getHost() != null) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // Told below.
            }
            throw ProblemException.badParameter(name, "This must be an absolute address");
        });
    }

    /** A proof of who we are goes nowhere but to the participant itself. */
    private static URI sameOrigin(URI page, URI address) {
        if (!Objects.equals(page.getScheme(), address.getScheme())
                || !Objects.equals(page.getAuthority(), address.getAuthority())) {
            throw ProblemException.badParameter("page", "A page lies at the participant's own address");
        }
        return page;
    }
}
