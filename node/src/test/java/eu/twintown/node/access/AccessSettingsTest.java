package eu.twintown.node.access;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AccessSettingsTest {
    private final List<String> faults = new ArrayList<>();

    private AccessSettings read(String yaml) {
        return AccessSettings.read(new ConfigNode(new YAMLMapper().readTree(yaml), Path.of("."), faults));
    }

    @Test
    void withoutASectionOnlySignsOfLifeTheDescriptionAndTheCatalogueAreOpen() {
        assertThat(read("node: {}").open()).containsExactlyInAnyOrder("health", "description", "catalogue");
        assertThat(faults).isEmpty();
    }

    @Test
    void whatIsSaidReplacesWhatIsUsual() {
        assertThat(read("access: {public: []}").open()).isEmpty();
        assertThat(read("access: {public: [entities, health]}").open()).containsExactlyInAnyOrder("entities", "health");
        assertThat(read("access: {public: 'entities, health'}").open()).containsExactlyInAnyOrder("entities", "health");
        assertThat(faults).isEmpty();
    }

    @Test
    void conditionsNameARoleOrAFaceAndClaims() {
        AccessSettings settings =
                read("access: {conditions: [{role: steward, face: writes, where: {department: [traffic, parks]}}]}");
        assertThat(settings.conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.role()).contains(Role.STEWARD);
            assertThat(condition.face()).contains("writes");
            assertThat(condition.where()).containsEntry("department", List.of("traffic", "parks"));
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void faultsAreToldWithTheirPlace() {
        read(
                "access: {public: [everything], conditions: [{where: {a: b}}, {role: king, where: {a: b}}, {role: admin}]}");
        assertThat(faults)
                .satisfiesExactlyInAnyOrder(
                        f -> assertThat(f).startsWith("access.public: 'everything' is nothing that can be opened"),
                        f -> assertThat(f).startsWith("access.conditions[0].where: needs a role or a face"),
                        f -> assertThat(f).startsWith("access.conditions[1].role: 'king' is not one of"),
                        f -> assertThat(f).startsWith("access.conditions[2].where: is missing"));
    }

    @Test
    void entitiesAreAllThatMembersCanBeGivenWithoutAnAgreement() {
        assertThat(read("access: {members: [entities]}").members()).containsExactly("entities");
        assertThat(AccessSettings.USUAL.members()).isEmpty();
    }
}
