package eu.twintown.node.trust.simpl.check;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.SandboxAuthority;
import eu.twintown.node.catalogue.simpl.publish.AcceptanceSteps;
import eu.twintown.node.cli.check.NodeTrade;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.VerificationKey;
import eu.twintown.node.trust.simpl.check.CheckPlan.Staff;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The acceptance script against the sandbox authority: {@code ./twintown test simpl}. */
@Tag("simpl")
@Timeout(240)
class AcceptanceScriptTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private CheckPlan plan(SandboxAuthority authority, boolean withStaff) {
        Staff notary = new Staff(SandboxAuthority.NOTARY, SandboxAuthority.NOTARY + "-secret");
        Staff manager = new Staff(SandboxAuthority.MANAGER, SandboxAuthority.MANAGER + "-secret");
        return new CheckPlan(
                URI.create(authority.tier1()),
                URI.create(authority.tier2()),
                URI.create(authority.tier1() + "/auth/realms/authority/protocol/openid-connect/token"),
                folder,
                List.of("one.check.test", "two.check.test"),
                List.of(),
                List.of("DATA_PROVIDER", "CONSUMER"),
                withStaff ? Optional.of(notary) : Optional.empty(),
                withStaff ? Optional.of(manager) : Optional.empty(),
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                List.of("127.0.0.0/8", "localhost"));
    }

    private ObjectNode run(CheckPlan plan) {
        return run(plan, unused -> TradeSteps.NONE);
    }

    private ObjectNode run(CheckPlan plan, Function<CheckPlan, TradeSteps> trades) {
        try (AcceptanceScript script =
                new AcceptanceScript(plan, new AcceptanceSteps(plan.tier2(), false).steps(), trades, told::add)) {
            script.run();
            return script.signed();
        }
    }

    private static String result(JsonNode file, String number) {
        return StreamSupport.stream(file.path("evidence").path("steps").spliterator(), false)
                .filter(step -> step.path("step").asString().equals(number))
                .map(step -> step.path("result").asString())
                .findFirst()
                .orElse("missing");
    }

    private static JsonNode facts(JsonNode file, String number) {
        return StreamSupport.stream(file.path("evidence").path("steps").spliterator(), false)
                .filter(step -> step.path("step").asString().equals(number))
                .findFirst()
                .orElseThrow()
                .path("facts");
    }

    @Test
    void itsStepsPassAndTheEvidenceIsSignedAndHoldsNoSecrets() {
        try (CheckedSpace space = new CheckedSpace()) {
            SandboxAuthority authority = space.authority();
            ObjectNode file = run(plan(authority, true), NodeTrade::new);

            for (String number : List.of("1", "2", "3a", "3b", "3c", "3d", "3e", "3f", "4", "5", "6", "7")) {
                assertThat(result(file, number)).as(number + " of " + told).isEqualTo("passed");
            }
            assertThat(facts(file, "5").path("providerReachedAt").asString()).startsWith("https://one.check.test:");
            assertThat(facts(file, "5").path("heldByProvider").path("state").asString())
                    .isEqualTo("IN_FORCE");
            assertThat(facts(file, "6").path("uses")).hasSize(4);
            assertThat(facts(file, "6").path("refusal").asString()).isNotEmpty();
            JsonNode published = facts(file, "4");
            assertThat(published.path("shaclValid").asBoolean()).isTrue();
            assertThat(published.path("found").toString())
                    .contains(published.path("offering").asString());
            assertThat(published.path("foundAfterwards").asBoolean(true)).isFalse();
            JsonNode refused = facts(file, "7");
            assertThat(refused.path("violations").path(0).path("property").asString())
                    .isEqualTo("generalServiceProperties/serviceAccessPoint");
            assertThat(refused.path("violations").path(0).path("shape").asString())
                    .endsWith("#General");
            assertThat(refused.path("authority").path("status").asInt()).isEqualTo(400);
            assertThat(refused.path("authority").path("answer").asString()).contains("#General");
            Jws signature = Jws.parse(file.path("signature").asString());
            signature.verify(VerificationKey.ofJwk("", file.path("key")));
            assertThat(signature.claims().toString())
                    .isEqualTo(file.path("evidence").toString());
            assertThat(file.toString()).doesNotContain("password", "-secret", "PRIVATE", "Bearer");
            assertThat(authority.deviations()).isEmpty();
        }
    }

    @Test
    void whereANotaryHasToDecideItSaysSoAndGoesOnAfterwards() {
        try (SandboxAuthority authority = SandboxAuthority.start()) {
            ObjectNode waiting = run(plan(authority, false));
            assertThat(result(waiting, "1")).isEqualTo("failed");
            assertThat(told).anyMatch(line -> line.contains("where a notary has to decide"));
            assertThat(result(waiting, "3a")).isEqualTo("missing");

            ObjectNode file = run(plan(authority, true));
            assertThat(result(file, "1")).as(told.toString()).isEqualTo("passed");
            assertThat(result(file, "3a")).isEqualTo("passed");
        }
    }
}
