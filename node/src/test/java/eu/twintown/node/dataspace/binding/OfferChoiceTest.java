package eu.twintown.node.dataspace.binding;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.text.Template;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OfferChoiceTest {
    private static final List<Policy> OFFERS = Arrays.stream(Template.values())
            .map(template -> template.offer("urn:uuid:" + template, Template.Choices.until(LocalDate.of(2027, 6, 30))))
            .toList();

    @ParameterizedTest
    @EnumSource(Template.class)
    void aWordFindsTheOfferOfItsTemplate(Template template) {
        List<Policy> others = OFFERS.stream()
                .filter(offer -> !offer.id().endsWith(Template.OPEN.name()) || template == Template.OPEN)
                .toList();
        assertThat(OfferChoice.of(others, Optional.of(template.name().toLowerCase(Locale.ROOT))))
                .hasValueSatisfying(offer -> assertThat(offer.id()).isEqualTo("urn:uuid:" + template));
    }

    @Test
    void anIdFindsItsOfferAndNothingGivenTheFirst() {
        assertThat(OfferChoice.of(OFFERS, Optional.of("urn:uuid:UNTIL")))
                .map(Policy::id)
                .contains("urn:uuid:UNTIL");
        assertThat(OfferChoice.of(OFFERS, Optional.empty())).contains(OFFERS.getFirst());
        assertThat(OfferChoice.of(OFFERS, Optional.of("urn:uuid:none"))).isEmpty();
        assertThat(OfferChoice.of(List.of(), Optional.empty())).isEmpty();
    }
}
