package eu.twintown.node.dataspace.dsp.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.node.dataspace.dsp.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermsTest {
    private static final Policy OFFER = policy("""
            "profile": "https://twintown.eu/odrl/city/", "conflict": "prohibit", """);

    private static Policy policy(String more) {
        return Policies.read("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "urn:offer", %s
                 "permission": [{"@id": "urn:rule", "action": "use"}]}""".formatted(more));
    }

    @Test
    void aRequestWithoutProfileAndStrategyIsForTheOfferAndKeepsItsOwnWords() {
        assertThat(Terms.match(List.of(OFFER), policy(""))).hasValueSatisfying(terms -> {
            assertThat(terms.conflict()).isEqualTo(ConflictStrategy.INVALID);
            assertThat(terms.profiles()).isEmpty();
            assertThat(terms.permissions()).isEqualTo(OFFER.permissions());
        });
        assertThat(Terms.match(List.of(OFFER), OFFER)).contains(OFFER);
    }

    @Test
    void aRequestWithAnotherStrategyOrProfileIsForOtherTerms() {
        assertThat(Terms.match(List.of(OFFER), policy("\"conflict\": \"perm\",")))
                .isEmpty();
        assertThat(Terms.match(List.of(OFFER), policy("\"profile\": \"https://example.org/other\",")))
                .isEmpty();
    }

    @Test
    void anAgreementWithoutTheStrategyThatWasAgreedIsAnother() {
        assertThat(Terms.same(OFFER, policy("\"profile\": \"https://twintown.eu/odrl/city/\",")))
                .isFalse();
    }
}
