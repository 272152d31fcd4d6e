package eu.twintown.node.trust.anchor;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.anchor.TrustAnchors.Entry;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The node's own list of trust anchors for everybody: signed; in the shape of EBSI's Trusted Issuers Registry, version 5;
 * and in that of a Gaia-X registry.
 */
public final class RegistryRoutes implements HttpService {
    private static final String EBSI = "/trusted-issuers-registry/v5/issuers";
    private static final int LARGEST_PAGE = 100;

    private final TrustAnchors anchors;
    private final SignedList signed;
    private final NodeDid node;
    private final String base;
    private final InstantSource clock;

    public RegistryRoutes(TrustAnchors anchors, NodeDid node, URI publicUrl, InstantSource clock) {
        this.anchors = anchors;
        this.signed = new SignedList(anchors, node, clock);
        this.node = node;
        this.base = publicUrl.toString().replaceAll("/+$", "");
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/trust-anchors", (request, response) -> response.header(HeaderNames.CONTENT_TYPE, "application/jwt")
                        .header(HeaderNames.CACHE_CONTROL, "public, max-age=60")
                        .send(signed.text()))
                .get(EBSI, Exchange.handler(this::issuers))
                .get(EBSI + "/{did}", Exchange.handler(this::issuer))
                .get(EBSI + "/{did}/attributes", Exchange.handler(this::attributes))
                .get(EBSI + "/{did}/attributes/{attribute}", Exchange.handler(this::attribute))
                .get(EBSI + "/{did}/attributes/{attribute}/revisions", Exchange.handler(this::revisions))
                .get("/gaia-x/api/complianceIssuers", Exchange.handler(this::complianceIssuers))
                .get("/gaia-x/api/trustAnchors", Exchange.handler(this::trustAnchors));
    }

    private void issuers(Exchange exchange) {
        List<ObjectNode> items = anchors.stored().stream()
                .map(entry -> item(
                        "did", entry.anchor().did(), EBSI + "/" + entry.anchor().did()))
                .toList();
        page(exchange, EBSI, items);
    }

    private void issuer(Exchange exchange) {
        Entry entry = entry(exchange);
        String did = entry.anchor().did();
        ObjectNode answer = StrictJson.object().put("did", did);
        // The older shape, which some clients still read, has the attributes in place.
        if (exchange.query().text("version").filter("deprecated"::equals).isPresent()) {
            answer.putArray("attributes").add(attribute(entry));
        } else {
            answer.put("hasAttributes", true).put("attributes", base + EBSI + "/" + did + "/attributes");
        }
        send(exchange, answer);
    }

    private void attributes(Exchange exchange) {
        String did = entry(exchange).anchor().did();
        String path = EBSI + "/" + did + "/attributes";
        String id = Accreditations.attributeId(did);
        page(exchange, path, List.of(item("id", id, path + "/" + id)));
    }

    private void attribute(Exchange exchange) {
        Entry entry = entry(exchange);
        checkAttribute(exchange, entry);
        ObjectNode answer = StrictJson.object().put("did", entry.anchor().did());
        answer.set("attribute", attribute(entry));
        send(exchange, answer);
    }

    private void revisions(Exchange exchange) {
        Entry entry = entry(exchange);
        checkAttribute(exchange, entry);
        String did = entry.anchor().did();
        List<ObjectNode> items = anchors.history().stream()
                .filter(change -> change.path("anchor").path("did").asString("").equals(did))
                .map(change -> Accreditations.attribute(
                        TrustAnchor.read(change.path("anchor"), RemoteRegistries.THIS_NODE),
                        change.path("body").asString(""),
                        node.did().value()))
                .toList();
        page(exchange, EBSI + "/" + did + "/attributes/" + Accreditations.attributeId(did) + "/revisions", items);
    }

    private void complianceIssuers(Exchange exchange) {
        Instant now = clock.instant();
        ArrayNode list = StrictJson.MAPPER.createArrayNode();
        anchors.own().stream()
                .filter(anchor -> anchor.isActive(now))
                .filter(anchor -> anchor.types().stream()
                        .anyMatch(type -> type.equals(TrustAnchor.ANY) || type.startsWith("gx:")))
                .forEach(anchor -> list.add(anchor.did()));
        exchange.send(200, MediaType.JSON, StrictJson.bytes(list));
    }

    private void trustAnchors(Exchange exchange) {
        Instant now = clock.instant();
        ObjectNode answer = StrictJson.object();
        ArrayNode list = answer.putArray("trustAnchors");
        for (TrustAnchor anchor : anchors.own()) {
            list.add(anchor.json()
                    .put(
                            "trustState",
                            anchor.revoked().isPresent() ? "revoked" : anchor.isActive(now) ? "trusted" : "ended"));
        }
        send(exchange, answer);
    }

    private Entry entry(Exchange exchange) {
        String did = exchange.variable("did");
        return anchors.stored(did)
                .orElseThrow(
                        () -> new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "Issuer " + did + " not found"));
    }

    private static void checkAttribute(Exchange exchange, Entry entry) {
        String asked = exchange.variable("attribute");
        if (!asked.equals(Accreditations.attributeId(entry.anchor().did()))) {
            throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "Attribute " + asked + " not found");
        }
    }

    private ObjectNode attribute(Entry entry) {
        return Accreditations.attribute(entry.anchor(), entry.body(), node.did().value());
    }

    private ObjectNode item(String name, String value, String path) {
        return StrictJson.object().put(name, value).put("href", base + path);
    }

    private void page(Exchange exchange, String path, List<ObjectNode> all) {
        Parameters query = exchange.query();
        int size = Math.min(LARGEST_PAGE, query.number("page[size]", 10, 1));
        int last = Math.max(1, (all.size() + size - 1) / size);
        int page = Math.min(last, query.number("page[after]", 1, 1));
        ObjectNode answer = StrictJson.object().put("self", link(path, page, size));
        ArrayNode items = answer.putArray("items");
        all.stream().skip((long) (page - 1) * size).limit(size).forEach(items::add);
        answer.put("total", all.size()).put("pageSize", size);
        answer.putObject("links")
                .put("first", link(path, 1, size))
                .put("prev", link(path, Math.max(1, page - 1), size))
                .put("next", link(path, Math.min(last, page + 1), size))
                .put("last", link(path, last, size));
        send(exchange, answer);
    }

    private String link(String path, int page, int size) {
        return base + path + "?page[after]=" + page + "&page[size]=" + size;
    }

    private static void send(Exchange exchange, ObjectNode answer) {
        exchange.send(200, MediaType.JSON, StrictJson.bytes(answer));
    }
}
