package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.http.RouteTable.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        // Who is let through asks for things that are made up; only the refusals are held against the contracts here.
        assertThat(AUTHORITY.deviations()).noneMatch(found -> found.contains("-> 401") || found.contains("-> 403"));
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
        refused(AUTHORITY.staff(SandboxAuthority.SCHEMAS), Set.of("GA_SCHEMA_ADMIN"));
        refused(AUTHORITY.staff(SandboxAuthority.ONBOARDER), Set.of("ONBOARDER_M"));
        refused(AUTHORITY.staff(SandboxAuthority.USERS), Set.of("T1UAR_M"));
    }

    /** The other half of the matrix: who has the role is not refused for want of it. */
    @Test
    void staffGetsThroughWhereItBelongs() {
        Map<String, String> staff = Map.of(
                SandboxAuthority.NOTARY, "NOTARY",
                SandboxAuthority.MANAGER, "IATTR_M",
                SandboxAuthority.TEMPLATES, "T2IAA_M");
        int checked = 0;
        for (Map.Entry<String, String> one : staff.entrySet()) {
            HttpCaller caller = AUTHORITY.staff(one.getKey());
            for (Route route : AUTHORITY.authority().tier1().routes()) {
                if (TIER1.needs(route).contains(one.getValue())) {
                    assertThat(call(caller, route))
                            .as("%s by %s", route, one.getValue())
                            .isNotIn(401, 403);
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(40);
    }

    @Test
    void aMemberWithoutAProofGetsOnlyWhatACertificateIsEnoughFor() {
        Member member = AUTHORITY.join("Bree", "t2.bree.example");
        for (Route route : AUTHORITY.authority().tier2().routes()) {
            int status = call(member.agent(), route);
            if (TIER2.needs(route).contains("proof")) {
                assertThat(status).as("%s", route).isEqualTo(401);
            } else {
                assertThat(status).as("%s", route).isNotEqualTo(403);
            }
        }
    }

    @Test
    void aSuspendedMemberGetsNothingAtAll() {
        Member member = AUTHORITY.join("Lier", "t2.lier.example").proven();
        AUTHORITY.authority().participants().change(member.credentialId(), CredentialStatus.SUSPENDED, "test", "test");
        for (Route route : AUTHORITY.authority().tier2().routes()) {
            assertThat(call(member.agent(), route)).as("%s", route).isEqualTo(401);
        }
    }

    /** Nobody gets past because the listener that records exchanges for checks fails. */
    @Test
    void aTapThatFailsChangesNoAnswer() {
        SandboxAuthority.Plan plan = SandboxAuthority.Plan.USUAL.tapped((call, answer) -> {
            throw new IllegalStateException("the disk is full");
        });
        try (SandboxAuthority authority = SandboxAuthority.start(plan)) {
            assertThat(authority.anonymous().get("/v1/participantTypes").status())
                    .isEqualTo(200);
            assertThat(authority.anonymous().get("/api/authority").status()).isEqualTo(401);
            authority
                    .join("Genk", "t2.genk.example")
                    .proven()
                    .agent()
                    .get("/tier2/v2/echo")
                    .expect(200);
        }
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
