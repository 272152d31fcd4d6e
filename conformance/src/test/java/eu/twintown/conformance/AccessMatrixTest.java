package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.access.Access;
import eu.twintown.node.access.AccessSettings;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** Every route of a real node, for everybody who may ask: made from the route table, so that no route is forgotten. */
class AccessMatrixTest {
    private static final List<RouteTable.Route> ROUTES = RunningNode.shared().routes();
    private static final Pattern RULE = Pattern.compile("\"rule\":\"([a-z-]+)\"");
    private static final Access USUAL = new Access(AccessSettings.USUAL);
    private static final Map<String, Principal> ASKING = Map.of(
            "machine",
            new Principal("oidc:hub", Principal.Kind.MACHINE, "hub", Set.of(Role.STEWARD), Map.of()),
            "newcomer",
            new Principal("oidc:new", Principal.Kind.PERSON, "new", Set.of(), Map.of()),
            "participant",
            Principal.participant("did:web:ghent.example", "Gent", Map.of()),
            "consumer",
            Principal.participant("did:web:ghent.example", "Gent", Map.of("agreement", List.of("urn:x:agreement"))));

    private static Principal with(Role role) {
        return new Principal("oidc:p", Principal.Kind.PERSON, "p", Set.of(role), Map.of());
    }

    private static boolean passes(Principal principal, RouteTable.Route route) {
        return USUAL.decide(principal, route.method(), route.template()).allowed();
    }

    private static boolean passes(Principal principal, Access.RuleView rule) {
        return rule.open()
                || rule.needs().stream().anyMatch(need -> switch (need) {
                    case "signed-in" ->
                        principal.kind() == Principal.Kind.PERSON || principal.kind() == Principal.Kind.MACHINE;
                    case "participant" -> principal.kind() == Principal.Kind.PARTICIPANT;
                    // A participant that names no agreement reads no entities, since what it may see is what was
                    // agreed.
                    case "agreement" ->
                        principal.kind() == Principal.Kind.PARTICIPANT
                                && !principal.attribute("agreement").isEmpty();
                    default ->
                        Arrays.stream(Role.values())
                                .filter(role -> role.name().equalsIgnoreCase(need))
                                .anyMatch(principal::has);
                });
    }

    @Test
    void everyRouteHasARule() {
        assertThat(ROUTES)
                .as("add a line for it to node/src/main/resources/eu/twintown/node/access/rules.txt")
                .allSatisfy(route -> assertThat(USUAL.decide(Principal.ANONYMOUS, route.method(), route.template())
                                .rule())
                        .as(route.method() + " " + route.template())
                        .isNotEqualTo("no-rule"));
    }

    @Test
    void everyRouteDecidesForEveryRoleMachineParticipantAndAnonymousAsItsRuleSays() {
        List<Principal> asking = new ArrayList<>(ASKING.values());
        asking.add(Principal.ANONYMOUS);
        Arrays.stream(Role.values()).map(AccessMatrixTest::with).forEach(asking::add);
        int cells = 0;
        for (RouteTable.Route route : ROUTES) {
            Access.RuleView rule = rule(route);
            for (Principal principal : asking) {
                assertThat(passes(principal, route))
                        .as("%s %s for %s %s", route.method(), route.template(), principal.kind(), principal.roles())
                        .isEqualTo(passes(principal, rule));
                cells++;
            }
        }
        assertThat(cells).isEqualTo(ROUTES.size() * 10);
    }

    @Test
    void aParticipantReadsEntitiesUnderAnAgreementOnlyAndWritesNothing() {
        List<RouteTable.Route> ngsi = ROUTES.stream()
                .filter(route -> route.template().startsWith("/ngsi-ld"))
                .toList();
        assertThat(ngsi)
                .filteredOn(route -> passes(ASKING.get("participant"), route))
                .extracting(route -> route.method() + " " + route.template())
                .allMatch(route -> route.contains("/jsonldContexts") || route.contains("/info/"));
        assertThat(ngsi)
                .filteredOn(route -> passes(ASKING.get("consumer"), route))
                .extracting(route -> route.method() + " " + route.template())
                .contains("GET /ngsi-ld/v1/entities", "GET /ngsi-ld/v1/temporal/entities/{id}", "GET /ngsi-ld/v1/types")
                .allMatch(route -> route.startsWith("GET ") || route.endsWith("/query"))
                .noneMatch(route -> route.contains("subscriptions") || route.contains("entityMaps"));
    }

    private static Access.RuleView rule(RouteTable.Route route) {
        return USUAL.rules().stream()
                .filter(rule -> rule.template().equals(route.template()))
                .filter(rule -> Stream.of(route.method(), "*").anyMatch(rule.methods()::contains))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule for " + route));
    }

    @Test
    void nothingUnderTheApiOrThatWritesIsOpenUnlessTheConfigurationSaysSo() {
        Set<String> signIn = Set.of("/api/session");
        assertThat(ROUTES)
                .filteredOn(route -> route.template().startsWith("/api") && !signIn.contains(route.template())
                        || route.template().startsWith("/ngsi-ld"))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(passes(Principal.ANONYMOUS, route))
                        .as(route.toString())
                        .isFalse());
    }

    /** The same over HTTP, with real tokens, on a node where nothing is public. */
    @Test
    void aNodeRefusesExactlyWhomItsRulesRefuse() {
        Access closed = new Access(new AccessSettings(Set.of(), List.of()));
        Map<String, Principal> clients = new LinkedHashMap<>();
        clients.put("reader", with(Role.VIEWER));
        clients.put("steward", with(Role.STEWARD));
        clients.put("operator", with(Role.OPERATOR));
        clients.put("auditor", with(Role.AUDITOR));
        clients.put("tester", with(Role.ADMIN));
        clients.put("broker", ASKING.get("newcomer"));
        try (RunningNode node = RunningNode.startWith(Map.of("TWINTOWN_ACCESS_PUBLIC", ""));
                Browser browser = new Browser(node)) {
            Map<String, String> tokens = new LinkedHashMap<>();
            clients.keySet().forEach(client -> tokens.put(client, node.token(client)));
            // The rule stands in the body of a refusal, which HEAD does not have.
            List<RouteTable.Route> told = node.routes().stream()
                    .filter(route -> !route.method().equals("HEAD"))
                    .toList();
            for (RouteTable.Route route : told) {
                String path = route.template().replaceAll("\\{[^}]+}", "urn:x:matrix");
                refusal(browser.send(route.method(), path, "")).isEqualTo(decided(closed, Principal.ANONYMOUS, route));
                clients.forEach((client, principal) -> refusal(
                                browser.send(route.method(), path, "", "Authorization", "Bearer " + tokens.get(client)))
                        .as("%s %s for %s", route.method(), route.template(), client)
                        .isEqualTo(decided(closed, principal, route)));
            }
        }
    }

    /** The rule by which the guard refused; empty where it did not, whatever the handler then said. */
    private static AbstractStringAssert<?> refusal(HttpResponse<String> answer) {
        Matcher rule = RULE.matcher(answer.body());
        boolean refused = (answer.statusCode() == 401 || answer.statusCode() == 403) && rule.find();
        return assertThat(refused ? rule.group(1) : "");
    }

    private static String decided(Access access, Principal principal, RouteTable.Route route) {
        Access.Decision decision = access.decide(principal, route.method(), route.template());
        return decision.allowed() ? "" : decision.rule();
    }
}
