package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.conflict.Conflict;
import eu.twintown.kernel.policy.conflict.ConflictDetector;
import eu.twintown.kernel.policy.conflict.Fitting;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.kernel.policy.text.Template;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.node.trust.gaiax.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes offers of what a steward asks for: a template with choices, or a policy of one's own. */
final class Terms {
    static final List<String> AREAS = List.of("street", "district", "city");
    /** Whether what a rulebook asks for is added. */
    static final String WITHIN = "withinRulebook";

    private static final String BOUNDS = "bounds";

    private static final ConflictDetector CONFLICTS = new ConflictDetector(CityProfile.ACTIONS);
    private static final Fitting FITTING = new Fitting(CONFLICTS);
    private static final List<String> TEMPLATES =
            Arrays.stream(Template.values()).map(Enum::name).toList();

    private Terms() {}

    /**
     * The offer; the same terms for the same dataset always give the same one, others another id.
     *
     * @param terms {@code {template, choices}} or {@code {policy}}, with the {@code bounds} that it is brought within
     * @throws ProblemException BadRequestData with its place, also where the policy contradicts itself
     */
    static Policy offer(String dataset, JsonMembers terms) {
        if (terms.has("template") == terms.has("policy")) {
            throw ProblemException.badData("Give either a 'template' or a 'policy'", terms.place("template"));
        }
        String id = "urn:uuid:" + UUID.nameUUIDFromBytes(seed(dataset, terms.json()));
        Policy offer = terms.has("template") ? fromTemplate(id, terms) : own(id, dataset, terms);
        List<Conflict> conflicts =
                CONFLICTS.within(offer).stream().filter(Conflict::certain).toList();
        if (!conflicts.isEmpty()) {
            throw ProblemException.badData(
                    "The policy contradicts itself: " + conflicts.getFirst().reason(),
                    terms.place(terms.has("policy") ? "policy" : "template"));
        }
        return terms.object(BOUNDS)
                .map(bounds -> fitted(offer, PolicyReader.read((ObjectNode) bounds.json())))
                .orElse(offer);
    }

    /**
     * The terms with the bounds that they are to be brought within; without any where they do not ask for it, or keep to the
     * rules by themselves.
     *
     * @throws ProblemException BadRequestData where nothing that is added helps
     */
    static ObjectNode within(Optional<OfferRules> rules, String dataset, ObjectNode terms) {
        ObjectNode kept = terms.deepCopy().without(BOUNDS);
        boolean wanted = JsonMembers.of(kept).flag(WITHIN).orElse(false);
        Optional<Policy> bounds = rules.filter(known -> wanted).flatMap(OfferRules::bounds);
        if (bounds.isPresent()) {
            Policy offer = offer(dataset, JsonMembers.of(kept));
            if (!fitted(offer, bounds.get()).equals(offer)) {
                kept.set(BOUNDS, PolicyWriter.write(bounds.get()));
            }
        }
        return kept;
    }

    private static Policy fitted(Policy offer, Policy bounds) {
        return FITTING.within(offer, bounds)
                .orElseThrow(() -> ProblemException.badData(
                        "Nothing that is added brings these terms within the rulebook; choose others", "/" + WITHIN));
    }

    private static byte[] seed(String dataset, JsonNode terms) {
        return (dataset + " " + new String(CanonicalJson.of(terms), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Policy fromTemplate(String id, JsonMembers terms) {
        String name = terms.requiredText("template").toUpperCase(Locale.ROOT);
        if (!TEMPLATES.contains(name)) {
            throw terms.fault("template", "is '" + name + "' but must be one of " + String.join(", ", TEMPLATES));
        }
        return Template.valueOf(name).offer(id, choices(Template.valueOf(name), terms));
    }

    private static Template.Choices choices(Template template, JsonMembers terms) {
        Template.Choices usual = Template.Choices.until(LocalDate.EPOCH);
        Optional<JsonMembers> choices = terms.object("choices");
        Optional<LocalDate> until = choices.flatMap(Terms::until);
        if (template == Template.UNTIL && until.isEmpty()) {
            throw ProblemException.badData(
                    "The template UNTIL needs the choice 'until', a date such as 2027-12-31",
                    terms.place("choices") + "/until");
        }
        if (choices.isEmpty()) {
            return usual;
        }
        JsonMembers given = choices.get();
        boolean noAreas = given.json().path("areas").isArray()
                && given.json().path("areas").isEmpty();
        List<String> areas = noAreas ? List.of() : given.textOrTexts("areas");
        areas.stream().filter(area -> !AREAS.contains(area)).findFirst().ifPresent(area -> {
            throw given.fault("areas", "has '" + area + "'; known: " + String.join(", ", AREAS));
        });
        Duration span = given.duration("span").orElse(usual.span());
        if (!span.isPositive()) {
            throw given.fault("span", "must be longer than nothing");
        }
        return new Template.Choices(
                until.orElse(usual.until()),
                span,
                given.has("areas") ? areas : usual.areas(),
                given.text("credential").orElse(usual.credential()));
    }

    private static Optional<LocalDate> until(JsonMembers choices) {
        return choices.text("until").map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw choices.fault("until", "is '" + text + "' but must be a date such as 2027-12-31");
            }
        });
    }

    /** A policy of one's own: it may name its dataset, nothing else; who grants is this node. */
    private static Policy own(String id, String dataset, JsonMembers terms) {
        JsonMembers given = terms.object("policy").orElseThrow();
        ObjectNode document = (ObjectNode) given.json().deepCopy();
        if (!document.has("uid") && !document.has("@id") && !document.has("id")) {
            document.put("@id", id);
        }
        Policy read = PolicyReader.read(document);
        if (read.type() == PolicyType.AGREEMENT) {
            throw terms.fault("policy", "is an agreement; an offer was expected");
        }
        if (read.permissions().isEmpty()) {
            throw terms.fault("policy", "permits nothing; an offer needs a permission");
        }
        rules(read).stream()
                .map(read::targetOf)
                .flatMap(Optional::stream)
                .filter(target -> !target.id().equals(dataset))
                .findFirst()
                .ifPresent(target -> {
                    throw terms.fault(
                            "policy",
                            "is about " + target.id() + " and not about " + dataset + "; leave its target out");
                });
        return new Policy(
                read.id(),
                PolicyType.OFFER,
                read.profiles(),
                read.inheritFrom(),
                read.conflict(),
                new Policy.Shared(
                        Optional.empty(), Optional.empty(), read.shared().assignee(), Optional.empty()),
                read.permissions(),
                read.prohibitions(),
                read.obligations());
    }

    private static List<Rule> rules(Policy policy) {
        List<Rule> rules = new ArrayList<>(policy.permissions());
        rules.addAll(policy.prohibitions());
        rules.addAll(policy.obligations());
        return rules;
    }
}
