package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.access.enforce.Prospect;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.store.Entities;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes, checks and shows offers. What contradicts itself is refused; what contradicts the rulebook is not published, and
 * an offer that a new version of the rulebook no longer allows is withdrawn until it fits again.
 */
public final class Offers {
    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

    private final Datasets datasets;
    private final Entities entities;
    private final Surroundings surroundings;

    /**
     * What offers are made in.
     *
     * @param node short name of this node; stands in the ids of datasets
     * @param rules of the data space, as they are now; empty = there are none
     * @param prospect what an offer will let be seen
     */
    public record Surroundings(
            String node,
            TermNames names,
            Supplier<Optional<OfferRules>> rules,
            Prospect prospect,
            InstantSource clock) {}

    public Offers(Datasets datasets, Entities entities, Surroundings surroundings) {
        this.datasets = datasets;
        this.entities = entities;
        this.surroundings = surroundings;
    }

    Datasets datasets() {
        return datasets;
    }

    /** Publishes a new offer. */
    ObjectNode add(JsonNode body, Locale locale) {
        Draft draft = draft(body);
        requireKeptTo(draft, locale);
        Offered offered = draft.offered(false, true, surroundings.clock().instant());
        datasets.create(offered);
        return view(offered, locale);
    }

    /** Puts another in the place of an offer. */
    ObjectNode change(String id, JsonNode body, Locale locale) {
        requireOwn(id);
        if (!JsonMembers.of(body).text("id").orElse(id).equals(id)) {
            throw ProblemException.badData("The offer has the id " + id + ", which stays", "/id");
        }
        Draft draft = draft(((ObjectNode) body.deepCopy()).put("id", id));
        requireKeptTo(draft, locale);
        Offered offered = draft.offered(false, true, surroundings.clock().instant());
        datasets.put(offered);
        return view(offered, locale);
    }

    void remove(String id) {
        requireOwn(id);
        datasets.remove(id);
    }

    /** What would leave, what would stay, and in which words; nothing is stored. */
    ObjectNode preview(JsonNode body, Locale locale) {
        ObjectNode whole = (ObjectNode) JsonMembers.of(body).json().deepCopy();
        if (!whole.has("title")) {
            whole.put("title", "preview");
        }
        Draft draft = draft(whole);
        OfferView view = new OfferView(locale, surroundings.names());
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.set("terms", view.terms(draft.terms(), draft.policies()));
        OfferRules.Findings findings = findings(draft.content(), draft.policies(), draft.level());
        answer.set("conflicts", view.conflicts(findings, draft.policies(), draft.level()));
        surroundings
                .rules()
                .get()
                .map(rules -> rules.least(draft.content()))
                .ifPresent(least -> answer.set("least", least.json()));
        if (draft.content() instanceof Content.Entities content) {
            new RowPreview(entities, surroundings.prospect(), surroundings.names(), surroundings.clock())
                    .addTo(answer, content, draft, locale);
        }
        return answer;
    }

    /** An offer in the words of a language. */
    ObjectNode view(Offered offered, Locale locale) {
        List<Policy> policies = policies(offered);
        Dataset dataset = offered.dataset();
        return new OfferView(locale, surroundings.names())
                .of(offered, policies, findings(dataset.content(), policies, dataset.level()));
    }

    Offered find(String id) {
        return datasets.offered(id)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no offer " + id + " here"));
    }

    /** Takes over what the configuration offers; what cannot be offered is logged and not published. */
    public void configure(List<ObjectNode> configured) {
        List<Offered> wanted = new ArrayList<>();
        for (ObjectNode each : configured) {
            Draft draft = fitted(each);
            boolean allowed = allowed(draft.id(), findings(draft.content(), draft.policies(), draft.level()));
            wanted.add(draft.offered(true, allowed, surroundings.clock().instant()));
        }
        datasets.configure(wanted);
    }

    /**
     * Holds every offer against the rulebook as it is now: brings within it what is to be, withdraws what it forbids,
     * publishes what it allows again.
     */
    public void checkAgain() {
        for (Offered offered : datasets.list(Integer.MAX_VALUE, 0)) {
            if (offered.withheld() || offered.terms().isEmpty()) {
                continue;
            }
            Dataset dataset = offered.dataset();
            Offered renewed = new Offered(dataset, renewed(offered), offered.configured(), false);
            List<Policy> policies = policies(renewed);
            boolean allowed = allowed(dataset.id(), findings(dataset.content(), policies, dataset.level()));
            List<Policy> published = allowed ? policies : List.of();
            if (!published.equals(dataset.offers())) {
                Dataset changed = new Dataset(
                        dataset.id(),
                        dataset.title(),
                        dataset.description(),
                        dataset.content(),
                        published,
                        dataset.level(),
                        surroundings.clock().instant());
                datasets.put(new Offered(changed, renewed.terms(), offered.configured(), false));
            }
        }
    }

    /** Its terms within the rules of now; those that cannot be brought within them stay as they are. */
    private List<ObjectNode> renewed(Offered offered) {
        Optional<OfferRules> rules = surroundings.rules().get();
        try {
            return offered.terms().stream()
                    .map(terms -> Terms.within(rules, offered.dataset().id(), terms))
                    .toList();
        } catch (ProblemException e) {
            return offered.terms();
        }
    }

    /** Each offer as {@code {id, title, published, conflicts}}, in the words of a language, for reports. */
    public List<ObjectNode> summaries(Locale locale) {
        return datasets.list(Integer.MAX_VALUE, 0).stream()
                .map(offered -> view(offered, locale).retain("id", "title", "published", "conflicts"))
                .toList();
    }

    private static boolean allowed(String id, OfferRules.Findings findings) {
        findings.conflicts()
                .forEach(conflict -> LOG.warn(
                        "The offer {} is not published; it contradicts version {} of the rulebook: {}",
                        id,
                        findings.version(),
                        conflict.reason()));
        findings.missed()
                .forEach(level -> LOG.warn(
                        "The offer {} is not published; it does not promise the service level {} of version {} of the"
                                + " rulebook",
                        id,
                        level.id(),
                        findings.version()));
        return findings.isEmpty();
    }

    private OfferRules.Findings findings(Content content, List<Policy> policies, ServiceLevel level) {
        return surroundings
                .rules()
                .get()
                .map(rules -> rules.findings(content, policies, level))
                .orElse(OfferRules.Findings.NONE);
    }

    /** The policies of an offer, also where they are not published. */
    private List<Policy> policies(Offered offered) {
        return offered.terms().isEmpty()
                ? offered.dataset().offers()
                : offered.terms().stream()
                        .map(terms -> Terms.offer(offered.dataset().id(), JsonMembers.of(terms)))
                        .toList();
    }

    private Draft draft(JsonNode body) {
        return Draft.read(
                body,
                surroundings.node(),
                surroundings.names(),
                surroundings.rules().get());
    }

    /** What cannot be brought within the rulebook is taken as it is, and found to contradict it. */
    private Draft fitted(JsonNode body) {
        try {
            return draft(body);
        } catch (ProblemException e) {
            return Draft.read(body, surroundings.node(), surroundings.names(), Optional.empty());
        }
    }

    private void requireOwn(String id) {
        if (find(id).configured()) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "The offer " + id + " comes from the configuration; change it there");
        }
    }

    private void requireKeptTo(Draft draft, Locale locale) {
        OfferRules.Findings findings = findings(draft.content(), draft.policies(), draft.level());
        if (findings.isEmpty() || draft.withheld()) {
            return;
        }
        JsonNode conflicts =
                new OfferView(locale, surroundings.names()).conflicts(findings, draft.policies(), draft.level());
        throw new ProblemException(new Problem(
                ProblemType.CONFLICT,
                "The offer contradicts the rulebook and is not published. "
                        + conflicts.path(0).path("sentence").asString(),
                Map.of(
                        "rulebookVersion",
                        findings.version(),
                        "offerRule",
                        findings.offerRule(),
                        "rulebookRule",
                        findings.rulebookRule())));
    }
}
