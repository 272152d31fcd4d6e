package eu.twintown.conformance.edc;

import eu.twintown.conformance.city.City;
import eu.twintown.node.Extensions;
import eu.twintown.node.dataspace.transfer.token.AgreementAccess.DataAccess;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A whole node of a city that believes EDC's mock identity, behind a relay that writes down what comes to it. */
final class Town implements AutoCloseable {
    private final Relay relay = new Relay();
    private final City city;

    Town(String name) {
        city = new City(name, relay.url())
                .with(new Extensions(List.of(MockIdentity.recogniser()), UnaryOperator.identity()));
        relay.to(city.ownUrl());
        city.start("access: {public: [health]}\n");
    }

    /** Its id among participants. */
    String did() {
        return city.did();
    }

    /** Where it speaks the protocol. */
    String address() {
        return relay.url() + "/dsp";
    }

    /** What came to it, and what it answered. */
    List<Relay.Message> received() {
        return relay.messages();
    }

    /** Offers what this address answers to everybody; the dataset's id. */
    String offer(String title, String source) {
        return post("/api/offers", """
                {"title": "%s", "description": "For the exchange with EDC",
                 "content": {"kind": "remote", "source": "%s", "mediaType": "application/json"},
                 "terms": [{"template": "OPEN"}]}""".formatted(title, source)).path("id").asString();
    }

    /** Offers all entities of this type to everybody; the dataset's id. */
    String offerEntities(String title, String type) {
        return post("/api/offers", """
                {"title": "%s", "description": "For the exchange with EDC",
                 "content": {"kind": "entities", "types": ["%s"]},
                 "terms": [{"template": "OPEN"}]}""".formatted(title, type)).path("id").asString();
    }

    /** What an agreement as consumer opens at the provider now. */
    Optional<DataAccess> access(String agreement) {
        return city.inside().transfer().access().access(agreement);
    }

    /** A request with every role; it must work. */
    JsonNode read(String path) {
        return city.json(path);
    }

    /** Sends JSON with every role; it must work. */
    JsonNode post(String path, String body) {
        return city.post(path, body);
    }

    /** A message of the protocol from a participant who says who he is in the way of EDC's mock identity. */
    HttpResponse<String> message(String participant, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", MockIdentity.header(participant, address()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends, whatever is answered. */
    HttpResponse<String> send(HttpRequest.Builder request) {
        return city.send(request);
    }

    @Override
    public void close() {
        city.close();
        relay.close();
    }
}
