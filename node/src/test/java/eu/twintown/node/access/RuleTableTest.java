package eu.twintown.node.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RuleTableTest {

    @Test
    void theNodesOwnTableCanBeRead() {
        assertThat(RuleTable.standard().all()).hasSizeGreaterThan(50);
        assertThat(RuleTable.standard().faces()).contains("health", "catalogue", "entities", "writes");
    }

    @Test
    void nothingThatWritesIsOpenToAnyoneButProtocolsThatProveTheCallerThemselves() {
        assertThat(RuleTable.standard().all())
                .filteredOn(rule -> rule.isForAnyone() && rule.template().startsWith("/ngsi-ld"))
                .isEmpty();
    }

    @Test
    void aLineThatLacksSomethingIsRefused() {
        assertThatThrownBy(() -> RuleTable.parse("GET /x face")).hasMessageContaining("GET /x face");
        assertThatThrownBy(() -> RuleTable.parse("GET /x face king")).hasMessageContaining("king");
        assertThatThrownBy(() -> RuleTable.parse("GET /x - anyone\nGET,POST /x - admin"))
                .hasMessageContaining("stands twice");
    }
}
