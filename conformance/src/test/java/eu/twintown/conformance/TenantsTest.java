package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Clauses 4.14, 5.5.10 and 6.3.14: tenants. */
class TenantsTest {

    private static final String CAR = "{\"id\": \"urn:x:tenants:1\", \"type\": \"TenantCar\"}";

    private final Caller caller = Caller.inFreshTenant(RunningNode.shared());

    @Test
    void aTenantBeginsWithTheFirstEntityCreatedInIt() {
        caller.get("/entities?type=TenantCar")
                .isProblem(404, "NonexistentTenant")
                .speaksOf(caller.tenant());
        caller.create(CAR);
        caller.get("/entities?type=TenantCar").hasStatus(200);
        caller.delete("/entities/urn:x:tenants:1").hasStatus(204);
        assertThat(caller.get("/entities?type=TenantCar").hasStatus(200).body()).isEqualTo("[]");
    }

    @Test
    void nothingButCreationBeginsATenant() {
        String attribute = "{\"a\": {\"type\": \"Property\", \"value\": 1}}";
        caller.get("/entities/urn:x:tenants:1").isProblem(404, "NonexistentTenant");
        caller.write("PATCH", "/entities/urn:x:tenants:1", attribute).isProblem(404, "NonexistentTenant");
        caller.write("POST", "/entities/urn:x:tenants:1/attrs", attribute).isProblem(404, "NonexistentTenant");
        caller.delete("/entities/urn:x:tenants:1").isProblem(404, "NonexistentTenant");
        caller.write("POST", "/entityOperations/update", "[" + CAR + "]").isProblem(404, "NonexistentTenant");
        caller.write("POST", "/entityOperations/delete", "[\"urn:x:tenants:1\"]")
                .isProblem(404, "NonexistentTenant");
        caller.get("/types").isProblem(404, "NonexistentTenant");
        caller.get("/temporal/entities/urn:x:tenants:1").isProblem(404, "NonexistentTenant");
        caller.write("POST", "/entities", "{\"id\": \"bad\"}").isProblem(400, "BadRequestData");
        caller.get("/entities/urn:x:tenants:1").isProblem(404, "NonexistentTenant");
    }

    @Test
    void tenantsDoNotSeeEachOther() {
        Caller other = Caller.inFreshTenant(RunningNode.shared());
        caller.create(CAR);
        other.create("{\"id\": \"urn:x:tenants:2\", \"type\": \"TenantCar\"}");

        assertThat(caller.get("/entities?type=TenantCar").ids()).containsExactly("urn:x:tenants:1");
        assertThat(other.get("/entities?type=TenantCar").ids()).containsExactly("urn:x:tenants:2");
        assertThat(Caller.inDefaultTenant(RunningNode.shared())
                        .get("/entities?type=TenantCar")
                        .hasStatus(200)
                        .ids())
                .isEmpty();
        other.get("/entities/urn:x:tenants:1").isProblem(404, "ResourceNotFound");
    }

    /** Clause 6.3.14: the header comes back, also with errors. */
    @Test
    void theAnswerNamesTheTenant() {
        caller.create(CAR);

        assertThat(caller.get("/entities/urn:x:tenants:1").header("NGSILD-Tenant"))
                .hasValue(caller.tenant());
        assertThat(caller.get("/entities/urn:x:none").header("NGSILD-Tenant")).hasValue(caller.tenant());
        assertThat(Caller.inDefaultTenant(RunningNode.shared()).get("/types").header("NGSILD-Tenant"))
                .isEmpty();
    }

    @Test
    void namesThatAreNoTenantAreRefused() {
        Caller inDefault = Caller.inDefaultTenant(RunningNode.shared());
        for (String name : new String[] {"a b", "x;y", "a/b", "x".repeat(200)}) {
            inDefault
                    .get("/types", "NGSILD-Tenant", name)
                    .isProblem(400, "BadRequestData")
                    .speaksOf("NGSILD-Tenant");
        }
    }

    /** Clause 6.3.22. */
    @Test
    void snapshotsAreNotThereYet() {
        caller.create(CAR);
        caller.get("/entities/urn:x:tenants:1", "NGSILD-Snapshot", "urn:x:snap").isProblem(501, "NotImplemented");
    }
}
