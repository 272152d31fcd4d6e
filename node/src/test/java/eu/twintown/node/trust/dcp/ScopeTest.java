package eu.twintown.node.trust.dcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DCP 1.0.1, section "Scopes". */
class ScopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.dspace.dcp.vc.type:MembershipCredential",
                "org.eclipse.dspace.dcp.vc.type:MembershipCredential:read",
                "org.eclipse.dspace.dcp.vc.type:MembershipCredential:*"
            })
    void aTypeIsTheSameWithAndWithoutTheOperation(String text) {
        assertThat(Scope.parse(text)).isEqualTo(Scope.ofType("MembershipCredential"));
    }

    @Test
    void anIdMayHoldColons() {
        Scope scope = Scope.parse("org.eclipse.dspace.dcp.vc.id:urn:uuid:8247b87d:read");
        assertThat(scope).isEqualTo(new Scope(Scope.Kind.ID, "urn:uuid:8247b87d"));
        assertThat(Scope.parse(scope.text())).isEqualTo(scope);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MembershipCredential",
                "org.example:MembershipCredential:read",
                "org.eclipse.dspace.dcp.vc.type:",
                "org.eclipse.dspace.dcp.vc.type::read"
            })
    void whatNamesNothingIsRefused(String text) {
        assertThatThrownBy(() -> Scope.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("org.eclipse.dspace.dcp.vc.type:<type>:read");
    }
}
