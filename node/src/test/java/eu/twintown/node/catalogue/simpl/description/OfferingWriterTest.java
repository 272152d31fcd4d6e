package eu.twintown.node.catalogue.simpl.description;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.catalogue.simpl.SimplFixture;
import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.node.catalogue.simpl.check.ShapeCheck;
import eu.twintown.node.catalogue.simpl.check.Shapes;
import eu.twintown.node.catalogue.simpl.check.Simpl;
import eu.twintown.node.catalogue.simpl.check.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OfferingWriterTest {
    private static final Shapes SANDBOX = SimplFixture.sandboxShapes();

    @Test
    void aDatasetBecomesAnOfferingThatFitsTheShapes() {
        Offering offering = offering(SimplFixture.dataset("parking", "Parkhäuser Münster"), SANDBOX);

        assertThat(violations(offering)).isEmpty();
        assertThat(SelfDescription.graph(offering.subject()).size()).isGreaterThan(40);
    }

    @Test
    void aTextThatTheShapesAllowStaysAndOneThatTheyForbidIsMadePlainAndKeptBeside() {
        Offering offering = offering(SimplFixture.dataset("parking", "Parkhäuser Münster"), SANDBOX);

        assertThat(offering.subject()
                        .at("/simpl:generalServiceProperties/simpl:name")
                        .asString())
                .isEqualTo("Parkhäuser Münster");
        assertThat(offering.subject().at("/simpl:dataProperties/simpl:format").asString())
                .isEqualTo("JSON LD");
        assertThat(offering.rewritten()).containsExactly(new Offering.Rewritten("format", "JSON_LD", "JSON LD"));
    }

    @Test
    void aDataSpaceThatAllowsPlainTextAloneGetsPlainTextAlone() {
        Shapes strict = Shapes.ofTurtle(List.of("""
                @prefix sh: <http://www.w3.org/ns/shacl#> .
                @prefix simpl: <http://w3id.org/gaia-x/simpl#> .
                simpl:S a sh:NodeShape ; sh:targetClass simpl:GeneralServiceProperties ;
                  sh:property [ sh:path simpl:name ; sh:pattern "^[a-zA-Z0-9][a-zA-Z0-9\\\\s]*$" ; sh:maxLength 12 ] .
                """));

        Offering offering = offering(SimplFixture.dataset("parking", "Parkhäuser (Münster)"), strict);

        assertThat(offering.subject()
                        .at("/simpl:generalServiceProperties/simpl:name")
                        .asString())
                .isEqualTo("Parkhaeuser");
        assertThat(ShapeCheck.check(SelfDescription.graph(offering.subject()), strict))
                .isEmpty();
        assertThat(offering.rewritten())
                .contains(new Offering.Rewritten("name", "Parkhäuser (Münster)", "Parkhaeuser"));
    }

    @Test
    void theOriginalTextsAreLinked() {
        Offering offering = offering(SimplFixture.dataset("parking", "Parken"), SANDBOX);

        assertThat(offering.subject()
                        .at("/simpl:dataProperties/simpl:additionalInfo/@value")
                        .asString())
                .isEqualTo("https://twin.example.org/catalogue#parking");
    }

    @Test
    void idsStayTheSameForADatasetAndDifferBetweenDatasets() {
        assertThat(OfferIds.of("https://a#1")).isEqualTo(OfferIds.of("https://a#1"));
        OfferIds ids = OfferIds.of("https://a#1");
        assertThat(List.of(ids.asset(), ids.contractDefinition(), ids.accessPolicy(), ids.usagePolicy()))
                .doesNotHaveDuplicates();
        assertThat(OfferIds.of("https://a#2").asset()).isNotEqualTo(ids.asset());
    }

    @Test
    void policiesAreTextsOfOdrlForTheConfiguredRecipients() {
        Offering offering = offering(SimplFixture.dataset("parking", "Parken"), SANDBOX);

        JsonNode access = JsonMapper.shared()
                .readTree(offering.subject()
                        .at("/simpl:servicePolicy/simpl:access-policy")
                        .asString());
        JsonNode usage = JsonMapper.shared()
                .readTree(offering.subject()
                        .at("/simpl:servicePolicy/simpl:usage-policy")
                        .asString());

        assertThat(access.at("/permission/0/action/0").asString()).endsWith("/search");
        assertThat(usage.at("/permission/0/action/0").asString()).endsWith("/consume");
        assertThat(access.at("/permission/0/assignee/uid").asString()).isEqualTo("CONSUMER");
        assertThat(access.at("/target").asString())
                .isEqualTo(offering.subject()
                        .at("/simpl:edcRegistration/simpl:assetId")
                        .asString());
    }

    @Test
    void aDatasetWithoutALicenceIsReportedByPropertyAndShape() {
        DatasetFacts facts = SimplFixture.dataset("parking", "Parken");
        DatasetFacts bare = new DatasetFacts(
                facts.iri(),
                "2026",
                facts.description(),
                "xx",
                facts.keywords(),
                "http://localhost:8080/x",
                "JSON",
                Optional.empty(),
                facts.page(),
                facts.apiDescription());

        List<Violation> violations = violations(offering(bare, SANDBOX));

        assertThat(violations)
                .extracting(Violation::property)
                .contains(
                        "offeringPrice/license",
                        "generalServiceProperties/name",
                        "generalServiceProperties/inLanguage",
                        "generalServiceProperties/serviceAccessPoint");
        assertThat(violations)
                .filteredOn(v -> v.property().equals("offeringPrice/license"))
                .extracting(Violation::shape)
                .containsOnly("https://twintown.eu/ns/simpl-shapes#Price");
    }

    private static Offering offering(DatasetFacts facts, Shapes shapes) {
        return OfferingWriter.write(facts, SimplFixture.settings(), TextRules.of(shapes), SimplFixture.PARTICIPANT);
    }

    static List<Violation> violations(Offering offering) {
        ObjectNode subject = offering.subject().deepCopy();
        ((ObjectNode) subject.get("simpl:providerInformation")).put("simpl:" + Simpl.localName("x:signature"), "ab12");
        return ShapeCheck.check(SelfDescription.graph(subject), SANDBOX);
    }
}
