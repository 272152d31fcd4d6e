package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Identity attributes: the built-in ones, own ones, and who has them. */
class AttributesTest {
    private static final SandboxAuthority AUTHORITY = SandboxAuthority.start();
    private static final HttpCaller MANAGER = AUTHORITY.staff(SandboxAuthority.MANAGER);
    private static final Member CITY = AUTHORITY.join("Leuven", "t2.leuven.example", "CONSUMER");

    @AfterAll
    static void stop() {
        AUTHORITY.close();
        assertThat(AUTHORITY.deviations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/tier1/v2"})
    void ownAttributesAreMadeChangedAndDeleted(String base) {
        String code = "OWN" + base.replaceAll("\\W", "");
        String all = base + "/identityAttributes";
        String id = MANAGER.post(all, body(code, "Own " + base))
                .expect(201)
                .json()
                .path("id")
                .asString();

        assertThat(MANAGER.post(all, body(code, "Other")).status()).isEqualTo(409);
        MANAGER.put(all + "/" + id, body(code + "_X", "Changed " + base)).expect(204);
        assertThat(MANAGER.get(all + "/" + id).expect(200).json().path("code").asString())
                .isEqualTo(code + "_X");
        MANAGER.delete(all + "/" + id).expect(204);
        assertThat(MANAGER.get(all + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void builtInAttributesCannotBeChanged() {
        JsonNode builtIn = MANAGER.get("/v1/identityAttributes?code=CONSUMER&builtIn=true")
                .expect(200)
                .json()
                .path("content")
                .get(0);
        String path = "/tier1/v2/identityAttributes/" + builtIn.path("id").asString();

        assertThat(MANAGER.delete(path).expect(400).json().path("type").asString())
                .isEqualTo("urn:problem-type:simpl:badRequest:builtInIdentityAttributeReadOnly");
        assertThat(MANAGER.put(path, body("CONSUMER", "Buyer")).status()).isEqualTo(400);
    }

    @Test
    void attributesAreGivenAndTaken() {
        String base = "/v1/participants/" + CITY.participantId() + "/identityAttributes";
        String read = "/tier1/v2/participants/" + CITY.participantId() + "/identityAttributes";
        String own = MANAGER.post("/v1/identityAttributes", body("ACCESS_LEVEL_BASIC", "Basic access"))
                .expect(201)
                .json()
                .path("id")
                .asString();

        MANAGER.post(base + "/assign", "[{\"code\":\"ACCESS_LEVEL_BASIC\"}]").expect(204);
        assertThat(MANAGER.get(read).expect(200).json().findValuesAsString("code"))
                .contains("ACCESS_LEVEL_BASIC", "CONSUMER");
        assertThat(MANAGER.delete("/v1/identityAttributes/" + own).expect(400).text())
                .contains("assigned");
        MANAGER.post(base + "/unassign", "[{\"id\":\"" + own + "\"}]").expect(200);
        assertThat(MANAGER.get(read).json().findValuesAsString("code")).containsExactly("CONSUMER");
        assertThat(MANAGER.post(base + "/assign", "[{\"code\":\"NONE\"}]").status())
                .isEqualTo(400);
        MANAGER.put(read, "[{\"code\":\"DATA_PROVIDER\"},{\"code\":\"CONSUMER\"}]")
                .expect(204);
        assertThat(MANAGER.get("/tier1/v2/identityAttributes?participantIdIn=" + CITY.participantId())
                        .expect(200)
                        .json()
                        .path("total")
                        .intValue())
                .isEqualTo(2);
        MANAGER.put("/v1/identityAttributes/assignable/true", "[\"" + own + "\"]")
                .expect(200);
        MANAGER.post(
                        "/v1/identityAttributes/import",
                        "[" + body("ACCESS_LEVEL_BASIC", "x") + "," + body("IMPORTED", "Imported") + "]")
                .expect(201);
        assertThat(MANAGER.get("/v1/identityAttributes?unpaged=true&sort=code,desc")
                        .expect(200)
                        .json()
                        .path("content")
                        .size())
                .isGreaterThan(9);
    }

    @Test
    void aDisabledAttributeStandsInNoProof() throws Exception {
        Member member = AUTHORITY.join("Gent", "t2.gent.example", "CONSUMER");
        String id = MANAGER.post("/v1/identityAttributes", body("PAUSED", "Paused"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        MANAGER.post(
                        "/v1/participants/" + member.participantId() + "/identityAttributes/assign",
                        "[{\"id\":\"" + id + "\"}]")
                .expect(204);
        MANAGER.put(
                        "/v1/identityAttributes/" + id,
                        body("PAUSED", "Paused").replace("\"enabled\":true", "\"enabled\":false"))
                .expect(204);

        assertThat(com.nimbusds.jwt.SignedJWT.parse(member.proof())
                        .getJWTClaimsSet()
                        .getStringListClaim("identity_attributes"))
                .containsExactly("CONSUMER");
    }

    @Test
    void theConsoleSuspendsReinstatesAndRevokes() {
        Member member = AUTHORITY.join("Halle", "t2.halle.example");
        String base = "/api/authority/participants/" + member.participantId();

        assertThat(MANAGER.post(base + "/suspend", "{\"reason\":\"audit\"}")
                        .expect(200)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("SUSPENDED");
        assertThat(MANAGER.post(base + "/reinstate", "{\"reason\":\"fine\"}")
                        .expect(200)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("VALID");
        MANAGER.put(base + "/attributes", "{\"attributes\":[\"CONSUMER\"]}").expect(200);
        assertThat(MANAGER.post(base + "/revoke", "{\"reason\":\"left\"}")
                        .expect(200)
                        .json()
                        .path("attributes")
                        .get(0)
                        .asString())
                .isEqualTo("CONSUMER");
        assertThat(MANAGER.post(base + "/suspend", "{\"reason\":\"again\"}").status())
                .isEqualTo(400);
        assertThat(MANAGER.post(base + "/suspend", "{}").status()).isEqualTo(400);
        assertThat(MANAGER.get("/api/authority/participants").expect(200).json().findValuesAsString("tier2Host"))
                .contains("t2.halle.example");
        assertThat(MANAGER.get("/api/authority/attributes").expect(200).json().size())
                .isGreaterThanOrEqualTo(8);
        assertThat(MANAGER.get("/api/authority/journal").expect(200).json().findValuesAsString("what"))
                .contains("credential.revoked");
    }

    @Test
    void whenCredentialsAreRenewedIsKept() {
        String usual = "/tier1/v2/participants/automaticRenewal";
        String one = "/tier1/v2/participants/" + CITY.participantId() + "/automaticRenewal";
        MANAGER.get(usual).expect(404);
        MANAGER.post(usual, "{\"daysBeforeRenewal\":20}").expect(201);
        MANAGER.put(usual, "{\"daysBeforeRenewal\":5000}").expect(400);
        assertThat(MANAGER.put(usual, "{\"daysBeforeRenewal\":30}")
                        .expect(200)
                        .json()
                        .path("daysBeforeRenewal")
                        .intValue())
                .isEqualTo(30);
        MANAGER.get(one).expect(404);
        MANAGER.put(one, "{\"enabled\":true,\"customRenewal\":{\"daysBeforeRenewal\":7},\"reason\":\"short lived\"}")
                .expect(200);
        assertThat(MANAGER.get(one)
                        .expect(200)
                        .json()
                        .path("customRenewal")
                        .path("daysBeforeRenewal")
                        .intValue())
                .isEqualTo(7);
        MANAGER.delete(one + "?reason=over").expect(204);
        MANAGER.get(one).expect(404);
        MANAGER.delete(usual).expect(204);
    }

    private static String body(String code, String name) {
        return "{\"code\":\"" + code + "\",\"name\":\"" + name + "\",\"assignableToRoles\":false,\"enabled\":true}";
    }
}
