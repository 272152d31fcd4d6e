package eu.twintown.node.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessTest {
    private static final RuleTable RULES = RuleTable.parse("""
            # comment
            GET        /things        things   viewer participant
            POST,PUT   /things        writes   steward
            GET        /keys          -        operator
            *          /protocol      -        anyone
            GET        /me            -        signed-in
            """);
    private static final Access CLOSED = new Access(RULES, settings(Set.of()));
    private static final Principal CITY = Principal.participant("did:web:ghent.example", "Gent", Map.of());

    private static AccessSettings settings(Set<String> open, Condition... conditions) {
        return new AccessSettings(open, List.of(conditions));
    }

    private static Principal person(Role... roles) {
        return new Principal("local:anna", Principal.Kind.PERSON, "Anna", Set.of(roles), Map.of());
    }

    private static Principal of(String department) {
        return new Principal(
                "local:anna",
                Principal.Kind.PERSON,
                "Anna",
                Set.of(Role.STEWARD),
                Map.of("department", List.of(department, "city")));
    }

    @Test
    void whoIsNotKnownIsAskedToSignInWhereSomethingIsNotPublic() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> CLOSED.require(Principal.ANONYMOUS, "GET", "/things"))
                .satisfies(e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.UNAUTHORIZED);
                    assertThat(e.problem().detail()).contains("viewer or participant");
                    assertThat(e.problem().extensions())
                            .containsEntry("rule", "sign-in")
                            .containsEntry("signInUrl", "/auth/login");
                });
    }

    @Test
    void whoIsKnownButMayNotIsToldWhatWouldBeNeededAndWhatThereIs() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> CLOSED.require(person(Role.VIEWER), "POST", "/things"))
                .satisfies(e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.FORBIDDEN);
                    assertThat(e.problem().detail()).contains("Needed: steward", "Anna has viewer");
                });
    }

    @Test
    void whatIsPublicIsForEverybodyAndNothingElse() {
        Access access = new Access(RULES, settings(Set.of("things")));
        assertThatCode(() -> access.require(Principal.ANONYMOUS, "GET", "/things"))
                .doesNotThrowAnyException();
        assertThat(access.decide(Principal.ANONYMOUS, "POST", "/things").allowed())
                .isFalse();
        assertThat(access.decide(Principal.ANONYMOUS, "GET", "/keys").allowed()).isFalse();
        assertThat(access.isOpen("things")).isTrue();
        assertThat(access.isOpen("writes")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleReadsAndOnlyTheNamedOneAndTheAdminDoMore(Role role) {
        assertThat(CLOSED.decide(person(role), "GET", "/things").allowed()).isTrue();
        assertThat(CLOSED.decide(person(role), "PUT", "/things").allowed())
                .isEqualTo(role == Role.STEWARD || role == Role.ADMIN);
        assertThat(CLOSED.decide(person(role), "GET", "/keys").allowed())
                .isEqualTo(role == Role.OPERATOR || role == Role.ADMIN);
    }

    @Test
    void aParticipantHasWhatIsForParticipantsOnly() {
        assertThat(CLOSED.decide(CITY, "GET", "/things").allowed()).isTrue();
        assertThat(CLOSED.decide(CITY, "POST", "/things").allowed()).isFalse();
        assertThat(CLOSED.decide(CITY, "GET", "/me").allowed()).isFalse();
        assertThat(CLOSED.decide(person(), "GET", "/things").allowed()).isFalse();
        assertThat(CLOSED.decide(person(), "GET", "/me").allowed()).isTrue();
    }

    @Test
    void aRouteWithoutARuleIsClosedEvenForAnAdmin() {
        Access.Decision decision = CLOSED.decide(person(Role.ADMIN), "GET", "/new");
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.rule()).isEqualTo("no-rule");
        assertThat(decision.reason()).contains("GET /new");
        assertThat(CLOSED.decide(person(Role.ADMIN), "DELETE", "/things").allowed())
                .isFalse();
        assertThat(CLOSED.decide(Principal.ANONYMOUS, "PATCH", "/protocol").allowed())
                .isTrue();
    }

    @Test
    void aRoleCanBeTiedToAttributes() {
        Condition traffic =
                new Condition(Optional.of(Role.STEWARD), Optional.empty(), Map.of("department", List.of("traffic")));
        Access access = new Access(RULES, settings(Set.of(), traffic));
        assertThat(access.decide(of("traffic"), "POST", "/things").allowed()).isTrue();
        Access.Decision refused = access.decide(of("parks"), "POST", "/things");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.rule()).isEqualTo("conditions");
        assertThat(access.decide(of("parks"), "GET", "/things").allowed()).isTrue();
        assertThat(access.decide(person(Role.ADMIN), "POST", "/things").allowed())
                .isTrue();
    }

    @Test
    void aFaceCanBeTiedToAttributesForParticipantsToo() {
        Condition partners =
                new Condition(Optional.empty(), Optional.of("things"), Map.of("country", List.of("BE", "NL")));
        Access access = new Access(RULES, settings(Set.of(), partners));
        Principal belgian = Principal.participant("did:web:a", "A", Map.of("country", List.of("BE")));
        Principal french = Principal.participant("did:web:b", "B", Map.of("country", List.of("FR")));
        assertThat(access.decide(belgian, "GET", "/things").allowed()).isTrue();
        assertThat(access.decide(french, "GET", "/things").allowed()).isFalse();
        assertThat(access.decide(CITY, "GET", "/things").allowed()).isFalse();
    }

    @Test
    void theTableIsShownWithWhatIsOpen() {
        assertThat(new Access(RULES, settings(Set.of("things"))).rules())
                .hasSize(5)
                .contains(new Access.RuleView(
                        List.of("GET"), "/things", "things", List.of("viewer", "participant"), true))
                .contains(new Access.RuleView(List.of("POST", "PUT"), "/things", "writes", List.of("steward"), false))
                .contains(new Access.RuleView(List.of("*"), "/protocol", "", List.of("anyone"), true));
    }

    @Test
    void entitiesAreForParticipantsUnderAnAgreementUnlessTheConfigurationOpensThemToMembers() {
        RuleTable rules = RuleTable.parse("""
                GET    /entities   entities   viewer agreement
                GET    /maps       entities   viewer
                """);
        Principal consumer =
                Principal.participant("did:web:ghent.example", "Gent", Map.of("agreement", List.of("urn:x:1")));
        Access closed = new Access(rules, settings(Set.of()));
        Access members = new Access(rules, new AccessSettings(Set.of(), Set.of("entities"), List.of()));

        assertThat(closed.decide(CITY, "GET", "/entities").allowed()).isFalse();
        assertThat(closed.decide(CITY, "GET", "/entities").reason()).contains("negotiate");
        assertThat(closed.decide(consumer, "GET", "/entities").allowed()).isTrue();
        assertThat(members.decide(CITY, "GET", "/entities").allowed()).isTrue();
        assertThat(members.decide(CITY, "GET", "/maps").allowed())
                .as("what cannot be narrowed is not for participants")
                .isFalse();
        assertThat(members.decide(Principal.ANONYMOUS, "GET", "/entities").allowed())
                .isFalse();
    }

    @Test
    void conditionsHoldForMembersToo() {
        RuleTable rules = RuleTable.parse("GET /entities entities viewer agreement");
        Condition belgians = new Condition(Optional.empty(), Optional.of("entities"), Map.of("country", List.of("BE")));
        Access access = new Access(rules, new AccessSettings(Set.of(), Set.of("entities"), List.of(belgians)));

        assertThat(access.decide(
                                Principal.participant("did:web:a", "A", Map.of("country", List.of("BE"))),
                                "GET",
                                "/entities")
                        .allowed())
                .isTrue();
        assertThat(access.decide(CITY, "GET", "/entities").allowed()).isFalse();
    }
}
