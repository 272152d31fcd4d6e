package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole way of an organisation: request, decision, certificate, proof, echo. */
class JoiningTest {
    private final SandboxAuthority authority = SandboxAuthority.start();

    @AfterEach
    void stop() {
        authority.close();
        assertThat(authority.deviations()).isEmpty();
    }

    @Test
    void anApprovedOrganisationSaysWhoItIs() {
        Member city = authority.join("Leuven", "t2.leuven.example", "DATA_PROVIDER", "CONSUMER");
        city.proven();

        JsonNode echo = city.agent().get("/tier2/v2/echo").expect(200).json();

        assertThat(echo.path("organization").asString()).isEqualTo("Leuven");
        assertThat(echo.path("id").asString()).isEqualTo(city.participantId());
        assertThat(echo.path("credentialId").asString()).isEqualTo(city.credentialId());
        assertThat(echo.path("identityAttributes").findValuesAsString("code"))
                .containsExactlyInAnyOrder("DATA_PROVIDER", "CONSUMER");
    }
}
