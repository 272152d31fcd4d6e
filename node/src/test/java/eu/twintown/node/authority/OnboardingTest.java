package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import eu.twintown.node.authority.HttpCaller.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a request to a decision; every exchange is held against the published contracts. */
class OnboardingTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String REQUESTS = "/v1/onboardingRequests/";
    private static SandboxAuthority authority = SandboxAuthority.start();
    private static HttpCaller notary = authority.staff(SandboxAuthority.NOTARY);
    private static HttpCaller templates = authority.staff(SandboxAuthority.TEMPLATES);

    private final String username = "newcomer" + NUMBER.incrementAndGet();

    @BeforeAll
    static void started() {
        assertThat(authority.tier1()).startsWith("http");
    }

    @AfterAll
    static void stop() {
        authority.close();
        assertThat(authority.deviations()).isEmpty();
    }

    @Test
    void aRequestGoesItsWayAndEveryStepIsKeptWithWhoTookIt() {
        String id = create("CONSUMER");
        HttpCaller applicant = signIn();
        assertThat(status(applicant, id)).isEqualTo("IN_PROGRESS");
        Member.fill(applicant, id);

        assertThat(value(applicant.post(REQUESTS + id + "/submit").expect(200))).isEqualTo("IN_REVIEW");
        notary.post(REQUESTS + id + "/comments", "{\"content\":\"Please name the mayor\"}")
                .expect(200);
        assertThat(value(notary.post(REQUESTS + id + "/requestRevision").expect(200)))
                .isEqualTo("IN_PROGRESS");
        applicant.post(REQUESTS + id + "/comments", "{\"content\":\"Done\"}").expect(200);
        applicant.post(REQUESTS + id + "/submit").expect(200);
        JsonNode approved = notary.post(REQUESTS + id + "/approve").expect(200).json();

        assertThat(approved.path("status").path("value").asString()).isEqualTo("APPROVED");
        assertThat(approved.path("participantId").asString()).isNotEmpty();
        assertThat(approved.path("comments").findValuesAsString("content"))
                .containsExactly("Please name the mayor", "Done");
        JsonNode queued = queued(id);
        assertThat(queued.path("history").findValuesAsString("to"))
                .containsExactly(
                        "IN_PROGRESS", "EVALUATING", "IN_REVIEW", "IN_PROGRESS", "EVALUATING", "IN_REVIEW", "APPROVED");
        assertThat(queued.path("history").findValuesAsString("by"))
                .containsExactly(username, username, "authority", "notary", username, "authority", "notary");
    }

    @Test
    void aRejectionSaysWhyAndEndsTheRequest() {
        String id = submitted("CONSUMER");

        JsonNode rejected = notary.post(REQUESTS + id + "/reject", "{\"rejectionCause\":\"No public body\"}")
                .expect(200)
                .json();

        assertThat(rejected.path("rejectionCause").asString()).isEqualTo("No public body");
        assertThat(notary.post(REQUESTS + id + "/approve").expect(403).text()).contains("REJECTED");
        assertThat(signIn().post(REQUESTS + id + "/submit").status()).isEqualTo(403);
    }

    @Test
    void stepsThatDoNotExistAreRefused() {
        String id = create("CONSUMER");

        assertThat(notary.post(REQUESTS + id + "/approve").status()).isEqualTo(403);
        assertThat(notary.post(REQUESTS + id + "/requestRevision").status()).isEqualTo(403);
        assertThat(signIn().post(REQUESTS + id + "/submit").expect(403).text()).contains("missing");
        assertThat(signIn().post(REQUESTS + id + "/approve").status()).isEqualTo(403);
        assertThat(status(signIn(), id)).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aDocumentMustBeWhatItsMediaTypeSays() {
        String id = create("CONSUMER");
        HttpCaller applicant = signIn();
        JsonNode document =
                applicant.get(REQUESTS + id).json().path("documents").get(0);

        assertThat(applicant
                        .patch(REQUESTS + id + "/documents", Member.upload(document, "hello"))
                        .expect(400)
                        .text())
                .contains("application/pdf");
        applicant
                .patch(REQUESTS + id + "/documents", Member.upload(document, "%PDF-1.7 a"))
                .expect(200);
        String path = REQUESTS + id + "/documents/" + document.path("id").asString();
        assertThat(new String(Base64.getDecoder()
                        .decode(applicant
                                .get(path)
                                .expect(200)
                                .json()
                                .path("content")
                                .asString())))
                .isEqualTo("%PDF-1.7 a");
        applicant.delete(path).expect(204);
        assertThat(applicant.get(path).json().path("hasContent").booleanValue()).isFalse();
    }

    @Test
    void anApplicantSeesItsOwnRequestOnly() {
        String foreign = submitted("CONSUMER");
        HttpCaller other = register("other" + username);

        assertThat(other.get(REQUESTS + foreign).status()).isEqualTo(403);
        assertThat(other.patch(
                                REQUESTS + foreign + "/documents",
                                "{\"id\":\"" + foreign + "\",\"filename\":\"x\",\"content\":\"YQ==\"}")
                        .status())
                .isEqualTo(403);
        assertThat(other.get("/v1/onboardingRequests")
                        .expect(200)
                        .json()
                        .path("content")
                        .isEmpty())
                .isTrue();
        assertThat(notary.get("/v1/onboardingRequests?size=100&status=IN_REVIEW")
                        .expect(200)
                        .json()
                        .path("content"))
                .isNotEmpty();
    }

    @Test
    void versionTwoTakesAPersonThatIsSignedIn() {
        HttpCaller person = register(username);
        String type = Member.participantType(person, "CONSUMER");
        String body = """
                {"applicant":{"firstName":"Ada","lastName":"Meyer","email":"a@city.example"},
                 "participantType":{"id":"%s"},"organization":"City of Two"}""".formatted(type);

        assertThat(authority
                        .anonymous()
                        .post("/tier1/v2/onboardingRequests", body)
                        .status())
                .isEqualTo(401);
        JsonNode made =
                person.post("/tier1/v2/onboardingRequests", body).expect(201).json();

        assertThat(made.path("organization").asString()).isEqualTo("City of Two");
        assertThat(person.post("/tier1/v2/onboardingRequests", body)
                        .expect(409)
                        .json()
                        .path("type")
                        .asString())
                .isEqualTo("urn:problem-type:simpl:conflict");
        assertThat(person.get("/tier1/v2/user")
                        .expect(200)
                        .json()
                        .path("roles")
                        .get(0)
                        .asString())
                .isEqualTo("APPLICANT");
    }

    @Test
    void theNotaryDecidesAttributesAndHowLongTheCredentialLasts() {
        String id = submitted("DATA_PROVIDER");
        notary.put(REQUESTS + id + "/identityAttributes", "[{\"code\":\"CONSUMER\"},{\"code\":\"DATA_SEARCHER\"}]")
                .expect(204);
        assertThat(notary.put(REQUESTS + id + "/identityAttributes", "[{\"code\":\"NO_SUCH\"}]")
                        .status())
                .isEqualTo(400);
        notary.patch(REQUESTS + id, "{\"expirationTimeframe\":6,\"expirationTimeframeTimeUnit\":\"HOUR\"}")
                .expect(200);
        assertThat(signIn().patch(
                                REQUESTS + id, "{\"expirationTimeframe\":600,\"expirationTimeframeTimeUnit\":\"YEAR\"}")
                        .status())
                .isEqualTo(403);
        notary.post(REQUESTS + id + "/approve").expect(200);
        HttpCaller applicant = signIn();
        String participant =
                applicant.get(REQUESTS + id).json().path("participantId").asString();

        String base = "/tier1/v2/participants/" + participant;
        applicant
                .put(
                        base + "/csr",
                        Member.body("csr", Member.csr(Member.newKeys(), "t2." + username + ".example", "City")))
                .expect(201);
        JsonNode credential = applicant
                .post(base + "/credentials", "{\"reason\":\"first\"}")
                .expect(200)
                .json();

        assertThat(Instant.parse(credential.path("expiryDate").asString()))
                .isCloseTo(Instant.now().plus(Duration.ofHours(6)), within(2, ChronoUnit.MINUTES));
        assertThat(notary.get("/tier1/v2/participants/" + participant + "/identityAttributes")
                        .expect(200)
                        .json()
                        .findValuesAsString("code"))
                .containsExactlyInAnyOrder("CONSUMER", "DATA_SEARCHER");
    }

    @Test
    void theNotaryCanAskForOneMoreDocument() {
        String id = submitted("CONSUMER");
        String png = "";
        for (JsonNode type :
                notary.get("/v1/mimeTypes?size=50").expect(200).json().path("content")) {
            png = type.path("value").asString().equals("text/plain")
                    ? type.path("id").asString()
                    : png;
        }

        notary.post(
                        REQUESTS + id + "/documents",
                        "{\"description\":\"Statutes\",\"mimeType\":{\"id\":\"" + png + "\"}}")
                .expect(200);
        notary.post(REQUESTS + id + "/requestRevision").expect(200);

        assertThat(signIn().post(REQUESTS + id + "/submit").expect(403).text()).contains("Statutes");
    }

    @Test
    void faultRulesSendARequestBackWithTheirRemarks() {
        JsonNode template = template("APP_PROVIDER");
        String base = "/v1/onboardingProcedureTemplates/" + template.path("id").asString();
        String document = template.path("documentTemplates").get(0).path("id").asString();
        templates.post(base + "/validationRules", presence("There", document)).expect(201);
        templates
                .post(base + "/validationRules", """
                {"ruleType":"COMPOSITE","name":"Both","validSince":"2020-01-01T00:00:00Z","active":true,"forApproval":false,
                 "required":true,"strategy":"AT_LEAST_ONE","rules":[%s,%s]}""".formatted(presence("One", document), content("Pdf", document)))
                .expect(201);
        String eidas = update(base, template);
        templates.post(base + "/validationRules", """
                {"ruleType":"EIDAS","name":"Who","validSince":"2020-01-01T00:00:00Z","active":true,"forApproval":false,
                 "required":true,"documentTemplate":{"id":"%s"},"eidasPersonType":"LEGAL_PERSON",
                 "eidasAttribute":{"uri":"http://eidas.europa.eu/attributes/legalperson/LegalName"},
                 "eidasAttributeCondition":"CONTAINS","eidasAttributeValue":"city"}""".formatted(eidas)).expect(201);
        String id = create("APP_PROVIDER");
        HttpCaller applicant = signIn();
        uploadFirst(applicant, id);

        JsonNode back = applicant.post(REQUESTS + id + "/submit").expect(200).json();
        assertThat(back.path("status").path("value").asString()).isEqualTo("IN_PROGRESS");
        assertThat(back.path("documents").findValuesAsString("message")).isNotEmpty();

        String document2 = back.path("documents").get(1).path("id").asString();
        String path = REQUESTS + id + "/documents/" + document2 + "/eidasAttributes";
        assertThat(applicant.post(path).status()).isEqualTo(409);
        authority
                .authority()
                .accounts()
                .identify(username, Map.of("http://eidas.europa.eu/attributes/legalperson/LegalName", "City of X"));
        applicant.post(path).expect(204);
        assertThat(applicant.get(path).expect(200).json().get(0).path("value").asString())
                .isEqualTo("City of X");
        assertThat(value(applicant.post(REQUESTS + id + "/submit").expect(200))).isEqualTo("IN_REVIEW");
        notary.post(REQUESTS + id + "/evaluateFaultRules").expect(204);
    }

    @Test
    void aRuleForApprovalsHoldsThemUp() {
        JsonNode template = template("INFRA_PROVIDER");
        String base = "/v1/onboardingProcedureTemplates/" + template.path("id").asString();
        String document = template.path("documentTemplates").get(0).path("id").asString();
        String rule = presence("Needed", document).replace("\"forApproval\":false", "\"forApproval\":true");
        String ruleId = templates
                .post(base + "/validationRules", rule)
                .expect(201)
                .json()
                .path("id")
                .asString();
        String id = submitted("INFRA_PROVIDER");

        JsonNode all = templates.get(base + "/validationRules").expect(200).json();
        assertThat(all.path("content")).hasSize(1);
        templates
                .put(base + "/validationRules/" + ruleId, rule.replace("Needed", "Still needed"))
                .expect(200);
        templates
                .put(
                        base + "/validationRules",
                        "{\"content\":[" + rule.replaceFirst("\\{", "{\"id\":\"" + ruleId + "\",") + "]}")
                .expect(200);
        assertThat(templates.put(base + "/validationRules", "{\"content\":[]}").status())
                .isEqualTo(400);
        notary.post(REQUESTS + id + "/approve").expect(200);
        assertThat(templates.delete(base + "/validationRules/" + ruleId).status())
                .isEqualTo(400);
    }

    @Test
    void vocabulariesAreThere() {
        assertThat(notary.get("/v1/onboardingStatus").expect(200).json()).hasSize(5);
        assertThat(templates.get("/v1/eidasAttributes").expect(200).json()).isNotEmpty();
        assertThat(templates
                        .get("/v1/mimeTypes/supported?search=png")
                        .expect(200)
                        .json())
                .hasSize(1);
        assertThat(templates
                        .post("/v1/mimeTypes", "{\"value\":\"video/mp4\",\"description\":\"Film\"}")
                        .status())
                .isEqualTo(422);
        String status =
                notary.get("/v1/onboardingStatus").json().get(0).path("id").asString();
        templates
                .send("PATCH", "/v1/onboardingStatus/" + status + "?label=Started", "", new byte[0])
                .expect(204);
        assertThat(notary.get("/v1/onboardingStatus")
                        .json()
                        .get(0)
                        .path("label")
                        .asString())
                .isEqualTo("Started");
        assertThat(templates
                        .post("/v1/onboardingProcedureTemplates", templateBody(template("CONSUMER")))
                        .status())
                .isEqualTo(409);
        assertThat(templates
                        .delete("/v1/onboardingProcedureTemplates/"
                                + template("CONSUMER").path("id").asString())
                        .status())
                .isIn(204, 409);
    }

    private static String presence(String name, String document) {
        return """
                {"ruleType":"DOCUMENT_PRESENCE_CHECK","name":"%s","validSince":"2020-01-01T00:00:00Z","active":true,
                 "forApproval":false,"required":true,"documentTemplate":{"id":"%s"}}""".formatted(name, document);
    }

    private static String content(String name, String document) {
        return presence(name, document)
                .replace("PRESENCE", "CONTENT")
                .replace("\"required\"", "\"validationUri\":\"urn:example:any\",\"required\"");
    }

    /** Gives the template a second document that comes from an electronic identification; its id. */
    private static String update(String base, JsonNode template) {
        var changed = (tools.jackson.databind.node.ObjectNode) template.deepCopy();
        changed.withArray("documentTemplates")
                .addObject()
                .put("name", "eID")
                .put("description", "Who speaks")
                .put("mandatory", false)
                .put("type", "EIDAS")
                .putObject("mimeType")
                .put(
                        "id",
                        template.path("documentTemplates")
                                .get(0)
                                .path("mimeType")
                                .path("id")
                                .asString());
        JsonNode answer = templates.put(base, changed.toString()).expect(200).json();
        return answer.path("documentTemplates").get(1).path("id").asString();
    }

    private static String templateBody(JsonNode template) {
        return ((tools.jackson.databind.node.ObjectNode) template.deepCopy())
                .without("id")
                .toString();
    }

    private static JsonNode template(String type) {
        for (JsonNode template :
                templates.get("/v1/onboardingProcedureTemplates").expect(200).json()) {
            if (template.path("participantType").path("value").asString().equals(type)) {
                return template;
            }
        }
        throw new AssertionError("no template for " + type);
    }

    private void uploadFirst(HttpCaller applicant, String id) {
        JsonNode document =
                applicant.get(REQUESTS + id).json().path("documents").get(0);
        applicant
                .patch(REQUESTS + id + "/documents", Member.upload(document, "%PDF-1.7"))
                .expect(200);
    }

    private String create(String type) {
        HttpCaller anyone = authority.anonymous();
        return Member.request(anyone, username, "City " + username, Member.participantType(anyone, type))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private String submitted(String type) {
        String id = create(type);
        Member.fill(signIn(), id);
        signIn().post(REQUESTS + id + "/submit").expect(200);
        return id;
    }

    private HttpCaller signIn() {
        return authority.anonymous().signIn(username, "secret-" + username);
    }

    private static HttpCaller register(String name) {
        authority
                .anonymous()
                .post("/api/authority/applicants", """
                {"username":"%s","password":"secret-%s","firstName":"A","lastName":"B","email":"b@city.example"}""".formatted(name, name))
                .expect(201);
        return authority.anonymous().signIn(name, "secret-" + name);
    }

    private static JsonNode queued(String id) {
        for (JsonNode request :
                notary.get("/api/authority/requests").expect(200).json()) {
            if (request.path("id").asString().equals(id)) {
                return request;
            }
        }
        throw new AssertionError("not in the queue: " + id);
    }

    private static String status(HttpCaller caller, String id) {
        return value(caller.get(REQUESTS + id).expect(200));
    }

    private static String value(Reply reply) {
        return reply.json().path("status").path("value").asString();
    }
}
