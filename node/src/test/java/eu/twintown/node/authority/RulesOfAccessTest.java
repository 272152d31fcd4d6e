package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.http.RouteTable.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every route against its rule, so that none is open by oversight. */
class RulesOfAccessTest {
    private static final SandboxAuthority AUTHORITY = SandboxAuthority.start();
    private static final RoutePolicy TIER1 = RoutePolicy.named("rules-tier1.txt");
    private static final RoutePolicy TIER2 = RoutePolicy.named("rules-tier2.txt");

    @AfterAll
    static void stop() {
        AUTHORITY.close();
        assertThat(AUTHORITY.deviations()).isEmpty();
    }

    @Test
    void everyRouteOfPeopleHasALine() {
        assertThat(AUTHORITY.authority().tier1().routes()).allMatch(TIER1::knows);
    }

    @Test
    void everyRouteOfAgentsHasALine() {
        assertThat(AUTHORITY.authority().tier2().routes()).allMatch(TIER2::knows);
    }

    @Test
    void nobodyGetsPastWithoutSigningIn() {
        for (Route route : AUTHORITY.authority().tier1().routes()) {
            if (!TIER1.needs(route).contains("anyone")) {
                assertThat(call(AUTHORITY.anonymous(), route)).as("%s", route).isEqualTo(401);
            }
        }
    }

    @Test
    void anApplicantGetsNowhereWhereItHasNoBusiness() {
        HttpCaller applicant = AUTHORITY.join("Leuven", "t2.leuven.example").person();
        refused(applicant, Set.of("APPLICANT"));
    }

    @Test
    void staffStaysInItsOwnField() {
        refused(AUTHORITY.staff(SandboxAuthority.NOTARY), Set.of("NOTARY"));
        refused(AUTHORITY.staff(SandboxAuthority.MANAGER), Set.of("IATTR_M"));
        refused(AUTHORITY.staff(SandboxAuthority.TEMPLATES), Set.of("T2IAA_M"));
    }

    @Test
    void agentsWithoutACertificateGetNowhere() {
        HttpCaller nobody = HttpCaller.agent(
                AUTHORITY.tier2(),
                new eu.twintown.node.http.tls.ClientTls(
                                java.util.Optional.empty(),
                                eu.twintown.node.http.tls.TrustAnchors.of(List.of(AUTHORITY.root())))
                        .context());
        for (Route route : AUTHORITY.authority().tier2().routes()) {
            assertThat(call(nobody, route)).as("%s", route).isEqualTo(401);
        }
    }

    @Test
    void aTokenThatIsNotOursIsRefused() {
        HttpCaller forged = new HttpCaller(AUTHORITY.tier1(), "eyJhbGciOiJub25lIn0.eyJzdWIiOiJub3RhcnkifQ.");

        assertThat(forged.get("/api/authority").status()).isEqualTo(401);
        assertThat(AUTHORITY
                        .anonymous()
                        .send(
                                "POST",
                                "/auth/realms/authority/protocol/openid-connect/token",
                                "application/x-www-form-urlencoded",
                                "grant_type=password&username=notary&password=wrong"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(401);
    }

    private static void refused(HttpCaller caller, Set<String> roles) {
        for (Route route : AUTHORITY.authority().tier1().routes()) {
            Set<String> needs = new HashSet<>(TIER1.needs(route));
            if (!needs.contains("anyone")
                    && !needs.contains("signed-in")
                    && needs.stream().noneMatch(roles::contains)) {
                assertThat(call(caller, route)).as("%s by %s", route, roles).isEqualTo(403);
            }
        }
    }

    private static int call(HttpCaller caller, Route route) {
        String path = route.template()
                .replaceAll("\\{[^}]*}", UUID.randomUUID().toString())
                .replace("*", "x");
        return caller.send(route.method(), path, "", new byte[0]).status();
    }
}
