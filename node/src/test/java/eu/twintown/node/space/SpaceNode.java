package eu.twintown.node.space;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.authority.HttpCaller;
import eu.twintown.node.authority.HttpCaller.Reply;
import eu.twintown.node.trust.oidc.PasswordHash;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A city's whole node in a {@link Space}, worked through its management interface by somebody with every role. Its tier 2
 * has a name; its main address is a number, because Simpl's shapes refuse addresses whose host ends in {@code localhost}.
 */
final class SpaceNode implements AutoCloseable {
    private static final String SECRET = "a-secret-for-tests-only";
    private static final String HASH = PasswordHash.of(SECRET);
    private static final String LETTER =
            Base64.getEncoder().encodeToString("%PDF-1.7\nletter of the mayor\n%%EOF".getBytes(UTF_8));

    private final Space space;
    private final String city;
    private final Wiring wiring;

    /** @param licence the line with the licence of datasets that state none; may be empty */
    SpaceNode(Space space, String city, String licence) {
        this.space = space;
        this.city = city;
        this.wiring = Wiring.start(Settings.read(space.files().write(city, "twintown.yaml", yaml(licence)), Map.of()));
    }

    private String yaml(String licence) {
        return """
                node:
                  name: %1$s
                  title: City of %1$s
                  country: BE
                  public-url: http://127.0.0.1:%2$d
                server:
                  port: %2$d
                  default-context: %3$s
                %4$s
                outgoing:
                  allow: [127.0.0.0/8, "*.localhost"]
                sign-in:
                  local:
                    clients:
                      - {id: tester, secret-hash: "%5$s", roles: [admin]}
                identity:
                  did-http-hosts: [%6$s]
                trust:
                  anchors:
                    - {did: "%7$s", name: The authority, types: [MembershipCredential]}
                access:
                  members: [entities]
                peers: %8$s
                simpl:
                  authority:
                    tier1: %9$s
                    tier2: %10$s
                  participant:
                    organisation: City of %1$s
                    country: BE
                    host-name: t2.%1$s.localhost
                  tier2:
                    port: %12$d
                  dataspace:
                    offered: true
                    peers: ["*.localhost"]
                  revocation:
                    fresh: 1s
                  catalogue:
                    contact: data@%1$s.example.org
                    %11$s
                    recheck: 1s
                    schema-events: https://t2.%1$s.localhost:%12$d/schemas/events
                """.formatted(
                        city,
                        space.port(city),
                        WellKnownContexts.CITY,
                        space.files().store(city),
                        HASH,
                        space.plainHosts(),
                        space.did(),
                        peers(),
                        space.files().tier1Url(),
                        space.files().tier2Url(),
                        licence,
                        AuthorityFiles.freePort());
    }

    private String peers() {
        return space.others(city).stream()
                .map(other ->
                        "{name: %1$s, title: City of %1$s, country: BE, types: [OffStreetParking], url: \"http://127.0.0.1:%2$d\"}"
                                .formatted(other, space.port(other)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    String city() {
        return city;
    }

    /** Host name and port of its tier 2. */
    String tier2() {
        return "t2." + city + ".localhost:" + wiring.tier2Port().orElseThrow();
    }

    /** Its DID. */
    String did() {
        return "did:web:127.0.0.1%3A" + space.port(city);
    }

    /** A client of its main address that may do everything. */
    HttpCaller api() {
        HttpCaller anyone = anyone();
        String form = "grant_type=client_credentials&client_id=tester&client_secret=" + SECRET;
        String token = anyone.send("POST", "/oidc/token", "application/x-www-form-urlencoded", form.getBytes(UTF_8))
                .expect(200)
                .json()
                .path("access_token")
                .asString();
        return new HttpCaller("http://127.0.0.1:" + wiring.port(), token);
    }

    HttpCaller anyone() {
        return new HttpCaller("http://127.0.0.1:" + wiring.port(), "");
    }

    JsonNode membership() {
        return api().get("/api/simpl").expect(200).json();
    }

    String state() {
        return membership().path("state").asString();
    }

    /** Applies, hands in what is wanted; gives the id of the request. */
    String apply(String participantType) {
        HttpCaller api = api();
        api.post("/api/simpl/onboarding", """
                {"applicant": {"username": "anna-%1$s", "password": "a-long-secret", "firstName": "Anna",
                 "lastName": "Aerts", "email": "anna@%1$s.example.org"},
                 "participantType": "%2$s", "organisation": "City of %1$s"}""".formatted(city, participantType)).expect(200);
        for (JsonNode document : membership().path("onboarding").path("documents")) {
            api.post(
                            "/api/simpl/onboarding/documents/"
                                    + document.path("id").asString(),
                            "{\"filename\": \"letter.pdf\", \"content\": \"" + LETTER + "\"}")
                    .expect(200);
        }
        return api.post("/api/simpl/onboarding/submit")
                .expect(200)
                .json()
                .path("onboarding")
                .path("id")
                .asString();
    }

    Reply ping(SpaceNode peer) {
        return api().post("/api/simpl/ping", "{\"peer\": \"" + peer.tier2() + "\"}");
    }

    /** The membership credential that it holds. */
    Optional<JsonNode> credential() {
        JsonNode credentials = api().get("/api/organisation").expect(200).json().path("credentials");
        return StreamSupport.stream(credentials.spliterator(), false)
                .filter(one -> one.toString().contains("MembershipCredential"))
                .findFirst();
    }

    void parking(String name, int free) {
        api().post("/ngsi-ld/v1/entities", """
                {"id": "urn:ngsi-ld:OffStreetParking:%s:%s", "type": "OffStreetParking",
                 "name": {"type": "Property", "value": "%s"},
                 "availableSpotNumber": {"type": "Property", "value": %d}}""".formatted(city, name, name, free))
                .expect(201);
    }

    @Override
    public void close() {
        wiring.close();
    }
}
