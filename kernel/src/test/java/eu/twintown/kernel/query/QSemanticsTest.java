package eu.twintown.kernel.query;

import static eu.twintown.kernel.query.Samples.attribute;
import static eu.twintown.kernel.query.Samples.entity;
import static eu.twintown.kernel.query.Samples.property;
import static eu.twintown.kernel.query.Samples.q;
import static eu.twintown.kernel.query.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each operator of clause 4.9 makes of each kind of attribute. */
class QSemanticsTest {

    private static void check(String target, String term, boolean expected) {
        assertThat(q("a" + term, entity("a", property(target))))
                .as("%s of %s", term, target)
                .isEqualTo(expected);
    }

    @Nested
    class SingleValues {
        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\0',
                value = {
                    "20 # ==20 # true",
                    "20 # ==20.0 # true",
                    "20.0 # ==20 # true",
                    "20 # ==2e1 # true",
                    "20 # ==21 # false",
                    "20 # !=21 # true",
                    "20 # !=20 # false",
                    "20 # >20 # false",
                    "20 # >=20 # true",
                    "20 # >19.999 # true",
                    "20 # <20 # false",
                    "20 # <=20 # true",
                    "-5 # <-4.5 # true",
                    "-0.0 # ==0 # true",
                    "0.1 # ==0.1 # true",
                    "9007199254740993 # ==9007199254740993 # true",
                    "9007199254740993 # ==9007199254740992 # false",
                    "9007199254740993 # >9007199254740992 # true",
                    "123456789012345678901234567890 # >123456789012345678901234567889 # true",
                    "1e400 # >1 # true",
                    "true # ==true # true",
                    "true # !=true # false",
                    "true # !=false # true",
                    "'red' # ==\"red\" # true",
                    "'red' # ==\"Red\" # false",
                    "'red' # !=\"blue\" # true",
                    "'red' # >\"blue\" # true",
                    "'red' # <\"blue\" # false",
                    "'re' # <\"red\" # true",
                    "'' # ==\"\" # true",
                    "'a;b|c)' # ==\"a;b|c)\" # true",
                    "'http://x.org/a' # ==http://x.org/a # true",
                })
        void compareByTheirDataType(String target, String term, boolean expected) {
            check(target, term, expected);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\0',
                value = {
                    "'20' # ==20 # false",
                    "'20' # !=20 # true",
                    "'20' # >19 # false",
                    "'20' # <21 # false",
                    "20 # ==\"20\" # false",
                    "20 # !=\"20\" # true",
                    "true # ==\"true\" # false",
                    "1 # ==true # false",
                    "true # >=0 # false",
                    "'2026-01-01' # ==2026-01-01T00:00:00Z # false",
                    "{'b':1} # ==1 # false",
                    "{'b':1} # !=1 # true",
                    "20 # ~=2 # false",
                    "20 # !~=2 # false",
                    "['red'] # ~=red # false",
                    "[5] # >4 # false",
                })
        void ofAnotherDataTypeAreUnequalAndNeverGreaterOrLess(String target, String term, boolean expected) {
            check(target, term, expected);
        }

        @Test
        void textsAreOrderedByCodePointNotByUtf16() {
            check("'\uFFFD'", "<\"\uD83D\uDE00\"", true);
            check("'\uD83D\uDE00'", ">\"\uFFFD\"", true);
            check("'\uD83D\uDE00'", "<\"\uD83D\uDE01\"", true);
            check("'\uD83D\uDE01'", "<\"\uD83D\uDE00\"", false);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\0',
                value = {
                    "'2026-01-01T10:00:00Z' # ==2026-01-01T10:00:00.000Z # true",
                    "'2026-01-01T10:00:00Z' # ==2026-01-01T10:00:00,0Z # true",
                    "'2026-01-01T10:00:00.5Z' # >2026-01-01T10:00:00Z # true",
                    "'2026-01-01T10:00:00Z' # ==2026-01-01T09:00:00Z..2026-01-01T11:00:00Z # true",
                    "'2026-01-01T10:00:00Z' # ==2026-01-01T10:00:00,1Z..2026-01-01T11:00:00,25Z # false",
                    "{'@type':'DateTime','@value':'2026-01-01T10:00:00Z'} # >=2026-01-01T10:00:00Z # true",
                    "'2026-01-02' # >2026-01-01 # true",
                    "'2026-01-02' # ==2026-01-01,2026-01-02 # true",
                    "'10:00:00Z' # <10:00:01Z # true",
                    "'10:00:00Z' # ==09:00:00Z..10:00:00,0Z # true",
                    "'10:00' # <10:00:01Z # false",
                })
        void datesAndTimesAreOrderedInTime(String target, String term, boolean expected) {
            check(target, term, expected);
        }
    }

    @Nested
    class ListsRangesAndArrays {
        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\0',
                value = {
                    "15 # ==10..20 # true",
                    "10 # ==10..20 # true",
                    "20 # ==10..20 # true",
                    "20.01 # ==10..20 # false",
                    "9 # !=10..20 # true",
                    "15 # !=10..20 # false",
                    "'x' # ==10..20 # false",
                    "'x' # !=10..20 # true",
                    "'b' # ==\"a\"..\"c\" # true",
                    "-3 # ==-5..-1 # true",
                    "1.5 # ==1.25..1.75 # true",
                    "15 # ==20..10 # false",
                    "[15] # ==10..20 # false",
                    "'red' # ==\"black\",\"red\" # true",
                    "'red' # ==\"black\", \"red\" # true",
                    "'blue' # ==\"black\",\"red\" # false",
                    "'blue' # !=\"black\",\"red\" # true",
                    "'red' # !=\"black\",\"red\" # false",
                    "1 # ==true,1,\"x\" # true",
                    "['blue','red','green'] # ==\"red\" # true",
                    "['blue','green'] # ==\"red\" # false",
                    "['blue','black','green'] # !=\"red\" # true",
                    "['blue','red','green'] # !=\"red\" # false",
                    "['red','blue'] # ==\"black\",\"red\" # true",
                    "['blue','yellow','green'] # !=\"black\",\"red\" # true",
                    "['blue','red','green'] # !=\"black\",\"red\" # false",
                    "[1,2,3] # ==2 # true",
                    "[] # ==2 # false",
                    "[] # !=2 # true",
                })
        void followTheClausesExamples(String target, String term, boolean expected) {
            check(target, term, expected);
        }

        @Test
        void listPropertiesAreArrays() {
            Entity entity = entity("a", attribute(AttributeKind.LIST_PROPERTY, "[1,2,'x']"));
            assertThat(q("a==2", entity)).isTrue();
            assertThat(q("a==\"x\",7", entity)).isTrue();
            assertThat(q("a!=2", entity)).isFalse();
            assertThat(q("a>0", entity)).isFalse();
        }
    }

    @Nested
    class Existence {
        private final Entity entity = entity("a", property("null"));

        @Test
        void holdsWhateverTheValue() {
            assertThat(q("a", entity)).isTrue();
            assertThat(q("b", entity)).isFalse();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\0',
                value = {
                    "b==1",
                    "b!=1",
                    "b>1",
                    "b~=x",
                    "b!~=x",
                    "b==1..2",
                    "b!=1..2",
                    "b!=\"x\",\"y\"",
                    "a.c!=1",
                    "a[c]!=1"
                })
        void aMissingTargetMatchesNoOperator(String term) {
            assertThat(q(term, entity)).isFalse();
        }
    }

    @Nested
    class Relationships {
        private final Entity one = entity("a", attribute(AttributeKind.RELATIONSHIP, "'urn:x:P1'"));
        private final Entity many = entity("a", attribute(AttributeKind.RELATIONSHIP, "['urn:x:P1','urn:x:P2']"));
        private final Entity list = entity(
                "a", attribute(AttributeKind.LIST_RELATIONSHIP, "[{'object':'urn:x:P1'},{'object':'urn:x:P2'}]"));

        @Test
        void areEqualToTheUriQuotedOrNot() {
            assertThat(q("a==urn:x:P1", one)).isTrue();
            assertThat(q("a==\"urn:x:P1\"", one)).isTrue();
            assertThat(q("a==urn:x:P2", one)).isFalse();
            assertThat(q("a!=urn:x:P2", one)).isTrue();
            assertThat(q("a==urn:x:P9,urn:x:P1", one)).isTrue();
            assertThat(q("a!=urn:x:P9,urn:x:P1", one)).isFalse();
        }

        @Test
        void includeEachOfTheirObjects() {
            for (Entity entity : List.of(many, list)) {
                assertThat(q("a==urn:x:P2", entity)).isTrue();
                assertThat(q("a!=urn:x:P2", entity)).isFalse();
                assertThat(q("a!=urn:x:P3", entity)).isTrue();
            }
        }

        @ParameterizedTest
        @CsvSource({"a>\"urn\"", "a<\"z\"", "a>=\"urn:x:P1\"", "a<=\"urn:x:P1\"", "a~=urn", "a!~=zzz"})
        void matchNoOtherOperator(String term) {
            assertThat(q(term, one)).isFalse();
        }

        @Test
        void canBeAskedForTheTypeOfTheirTarget() {
            Entity entity =
                    entity("a", with(attribute(AttributeKind.RELATIONSHIP, "'urn:x:P1'"), null, null, Map.of()));
            assertThat(q("a.objectType==x:Device", entity)).isTrue();
            assertThat(q("a.objectType==x:Other", entity)).isFalse();
        }
    }

    @Nested
    class LanguageProperties {
        private final Entity entity = entity(
                "a", attribute(AttributeKind.LANGUAGE_PROPERTY, "{'fr':'rouge','en':['red','cat'],'de-AT':'rot'}"));

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\0',
                value = {
                    "[en]==\"red\" # true",
                    "[en]==\"cat\" # true",
                    "[en]==\"rouge\" # false",
                    "[EN]==\"red\" # true",
                    "[de-AT]==\"rot\" # true",
                    "[nl]==\"rood\" # false",
                    "[nl]!=\"rood\" # false",
                    "[en]!=\"red\" # false",
                    "[en]!=\"rouge\" # true",
                    "[*]==\"rouge\" # true",
                    "==\"rouge\" # true",
                    "==\"rood\" # false",
                    "[*]!=\"rot\" # false",
                    "!=\"rood\" # true",
                    "[en] # true",
                    "[nl] # false",
                    "[*]~=^ro # true",
                    "[en]~=^ro # false",
                    "[en]!~=^ro # true",
                    "[*]!~=^ro # false",
                    ">\"rot\" # true",
                    "[en]>\"rot\" # false",
                    "==\"a\"..\"d\" # true",
                })
        void areAskedInOneLanguageOrInAny(String term, boolean expected) {
            assertThat(q("a" + term, entity)).isEqualTo(expected);
        }
    }

    @Nested
    class Paths {
        private final Entity entity = entity(
                "sensor",
                with(
                        property("40"),
                        null,
                        "2026-03-01T12:00:00Z",
                        Map.of(
                                "x:raw",
                                List.of(property("{'x:air':{'x:particulate':40,'x:list':[1,2]}}")),
                                "x:by",
                                List.of(attribute(AttributeKind.RELATIONSHIP, "'urn:x:P1'")))));

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\0',
                value = {
                    "sensor.raw[air.particulate]==40 # true",
                    "sensor.raw[air.particulate]>40 # false",
                    "sensor.raw[air.list]==2 # true",
                    "sensor.raw[air.other] # false",
                    "sensor.raw[air] # true",
                    "sensor.raw # true",
                    "sensor.by==urn:x:P1 # true",
                    "sensor.observedAt>=2026-03-01T12:00:00Z # true",
                    "sensor.observedAt>2026-03-01T12:00:00Z # false",
                    "sensor.observedAt==2026-03-01T00:00:00Z..2026-03-02T00:00:00Z # true",
                    "sensor.observedAt>=\"2026-03-01T11:00:00Z\" # true",
                    "sensor.observedAt>=\"yesterday\" # false",
                    "sensor.observedAt!=\"yesterday\" # true",
                    "sensor.observedAt~=2026 # false",
                    "sensor.observedAt # true",
                    "sensor.modifiedAt # false",
                    "sensor.observedAt.more # false",
                    "sensor.unitCode==\"CEL\" # true",
                    "sensor.raw.deep # false",
                    "observedAt # false",
                })
        void leadIntoSubAttributesMembersAndSystemTimes(String term, boolean expected) {
            assertThat(q(term, entity)).isEqualTo(expected);
        }

        @Test
        void entityTimesCanBeAskedFor() {
            Entity scoped = Samples.scoped(List.of("x:T"), List.of());
            assertThat(q("createdAt==2026-01-01T00:00:00Z", scoped)).isTrue();
            assertThat(q("createdAt<2026-01-01T00:00:00Z", scoped)).isFalse();
            assertThat(q("modifiedAt", scoped)).isFalse();
        }

        @Test
        void jsonPropertiesAndGeometriesKeepTheirNames() {
            Entity json = entity(Map.of(
                    "tickets", attribute(AttributeKind.JSON_PROPERTY, "{'value':'Overstay 60 minutes'}"),
                    "location", attribute(AttributeKind.GEO_PROPERTY, "{'type':'Point','coordinates':[7,51]}")));
            assertThat(q("tickets[value]==\"Overstay 60 minutes\"", json)).isTrue();
            assertThat(q("location[type]==\"Point\"", json)).isTrue();
        }

        @Test
        void jsonKeysKeepMemberNamesAsWritten() {
            Entity raw = entity("a", property("{'value':1}"));
            assertThat(q("a[value]==1", raw)).isFalse();
            assertThat(QExpression.parse("a[value]==1", Samples::expand, Set.of(), Set.of("a"))
                            .test(raw))
                    .isTrue();
        }

        @Test
        void vocabValuesAreComparedExpandedWhereAsked() {
            Entity vocab = entity("gender", attribute(AttributeKind.VOCAB_PROPERTY, "'x:Male'"));
            Set<String> names = Set.of("gender");
            assertThat(QExpression.parse("gender==Male", Samples::expand, names, Set.of())
                            .test(vocab))
                    .isTrue();
            assertThat(QExpression.parse("gender==\"Male\"", Samples::expand, names, Set.of())
                            .test(vocab))
                    .isTrue();
            assertThat(q("gender==\"Male\"", vocab)).isFalse();
            assertThat(q("gender==x:Male", vocab)).isTrue();
        }
    }

    @Nested
    class SeveralInstances {
        private final Entity entity = entity(
                "a",
                with(property("1"), null, "2026-01-01T00:00:00Z", Map.of()),
                with(property("5"), "urn:d:1", "2026-01-02T00:00:00Z", Map.of("x:s", List.of(property("'x'")))));

        @Test
        void oneThatMatchesIsEnough() {
            assertThat(q("a==1", entity)).isTrue();
            assertThat(q("a==5", entity)).isTrue();
            assertThat(q("a!=5", entity)).isTrue();
            assertThat(q("a>5", entity)).isFalse();
            assertThat(q("a.s==\"x\"", entity)).isTrue();
            assertThat(q("a.datasetId==urn:d:1", entity)).isTrue();
            assertThat(q("a.observedAt>2026-01-01T12:00:00Z", entity)).isTrue();
        }
    }

    @Nested
    class Patterns {
        private final Entity entity = entity("a", property("'Car park 7 (Hauptbahnhof); north|south'"));

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                quoteCharacter = '\0',
                value = {
                    "a~=^Car # true",
                    "a~=\"^Car\" # true",
                    "a~=car # false",
                    "a~=park [0-9] # true",
                    "a~=[[:digit:]] # true",
                    "a~=^[[:upper:]][[:alpha:]]+ # true",
                    "a~=[[:xdigit:]]{9} # false",
                    "a~=(Haupt|Ost)bahnhof # true",
                    "a~=(West|Ost)bahnhof # false",
                    "a~=[;] # true",
                    "a~=\\(Haupt # true",
                    "a~=south$ # true",
                    "a!~=west # true",
                    "a!~=south # false",
                    "(a~=^Car;a~=7)|b # true",
                    "a~=\"h\\u0061upt\" # false",
                })
        void matchAnyPartOfAText(String term, boolean expected) {
            assertThat(q(term, entity)).isEqualTo(expected);
        }

        @Test
        void thatWouldRunForeverAreCutOff() {
            Entity trap = entity("a", property("'" + "a".repeat(60) + "'"));
            assertThatThrownBy(() -> q("a~=^(a+)+(a+)+\\1b", trap))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().type()).isEqualTo(ProblemType.TOO_COMPLEX_QUERY));
        }

        @Test
        void thatWouldOverflowTheStackAreCutOff() {
            Entity trap = entity("a", property("'" + "ab".repeat(100_000) + "'"));
            assertThatThrownBy(() -> q("a~=^(a|b)*c", trap)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void andBindsTighterThanOr() {
        Entity entity = entity(Map.of("a", property("1"), "b", property("2")));
        assertThat(q("a==1|a==9;b==9", entity)).isTrue();
        assertThat(q("(a==1|a==9);b==9", entity)).isFalse();
        assertThat(q("((a==9|b==2);a==1)", entity)).isTrue();
        assertThat(q(" a == 1 ; b == 2 ", entity)).isTrue();
    }

    @Test
    void observedAtOfAnInstanceWithoutOneIsMissing() {
        Attribute plain = property("1");
        assertThat(plain.observedAt()).isNull();
        assertThat(q("a.observedAt<9999-01-01T00:00:00Z", entity("a", plain))).isFalse();
    }
}
