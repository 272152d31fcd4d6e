package eu.twintown.node.authority.onboarding.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentSnifferTest {
    @ParameterizedTest
    @CsvSource({
        "application/pdf, %PDF-1.4, true",
        "application/pdf, MZ, false",
        "application/json, {}, true",
        "application/json, {, false",
        "application/xml, <a/>, true",
        "application/xml, a, false",
        "text/plain, Grüße, true",
        "image/png, <svg/>, false"
    })
    void contentMustFitItsMediaType(String type, String content, boolean fits) {
        assertThat(ContentSniffer.fits(content.getBytes(StandardCharsets.UTF_8), type))
                .isEqualTo(fits);
    }

    @Test
    void binaryContentIsNoText() {
        assertThat(ContentSniffer.fits(new byte[] {0, 1, 2}, "text/plain")).isFalse();
        assertThat(ContentSniffer.fits(new byte[0], "text/plain")).isFalse();
        assertThat(ContentSniffer.fits(new byte[] {(byte) 0xC3}, "text/plain")).isFalse();
        assertThat(ContentSniffer.fits(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1}, "image/jpeg"))
                .isTrue();
    }

    @Test
    void aRequestGoesOnlyWhereThereIsAWay() {
        assertThat(OnboardingStatus.IN_PROGRESS.mayBecome(OnboardingStatus.APPROVED))
                .isFalse();
        assertThat(OnboardingStatus.IN_REVIEW.mayBecome(OnboardingStatus.APPROVED))
                .isTrue();
        for (OnboardingStatus next : OnboardingStatus.values()) {
            assertThat(OnboardingStatus.APPROVED.mayBecome(next)).isFalse();
            assertThat(OnboardingStatus.REJECTED.mayBecome(next)).isFalse();
        }
    }
}
