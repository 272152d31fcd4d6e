package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether two policies say the same. The names of policies, rules and constraints do not count, nor the order of rules,
 * of constraints and of values, except in a sequence; nor who the parties are and what the target is, which are compared
 * where they matter.
 */
final class Terms {
    private static final Set<String> PARTICULARS =
            Set.of("@id", "@type", "@context", "assigner", "assignee", "target", "timestamp", "profile", "conflict");
    private static final Set<String> NAMED = Set.of(
            "permission",
            "prohibition",
            "obligation",
            "duty",
            "remedy",
            "consequence",
            "constraint",
            "refinement",
            "and",
            "or",
            "xone",
            "andSequence");
    private static final String ORDERED = "andSequence";

    private Terms() {}

    static boolean same(Policy one, Policy other) {
        return rulesAgree(one, other) && one.conflict() == other.conflict();
    }

    /**
     * Whether a request is for the terms of an offer. Connectors that know neither profiles nor conflict strategies leave
     * them out, as EDC does.
     */
    private static boolean asksFor(Policy wanted, Policy offer) {
        return rulesAgree(wanted, offer)
                && (wanted.conflict() == offer.conflict() || wanted.conflict() == ConflictStrategy.INVALID);
    }

    private static boolean rulesAgree(Policy one, Policy other) {
        return canonical(one).equals(canonical(other)) && profilesAgree(one, other);
    }

    /**
     * Of these offers the one that says the same, by its name first; without profile or conflict strategy where the request
     * has none, since who leaves them out does not find its own words again in an agreement that has them. Nothing becomes
     * freer by that: without a strategy a policy whose rules meet allows nothing.
     */
    static Optional<Policy> match(List<Policy> offers, Policy wanted) {
        Optional<Policy> named = offers.stream()
                .filter(offer -> offer.id().equals(wanted.id()))
                .filter(offer -> saysNothing(wanted) || asksFor(wanted, offer))
                .findFirst();
        return named.or(() -> saysNothing(wanted)
                        ? Optional.empty()
                        : offers.stream()
                                .filter(offer -> asksFor(wanted, offer))
                                .findFirst())
                .map(offer -> saysNothing(wanted) ? offer : worded(offer, wanted));
    }

    private static Policy worded(Policy offer, Policy wanted) {
        return new Policy(
                offer.id(),
                offer.type(),
                wanted.profiles(),
                offer.inheritFrom(),
                wanted.conflict(),
                offer.shared(),
                offer.permissions(),
                offer.prohibitions(),
                offer.obligations());
    }

    /** Whether an offer was only named. */
    static boolean saysNothing(Policy policy) {
        return policy.permissions().isEmpty()
                && policy.prohibitions().isEmpty()
                && policy.obligations().isEmpty();
    }

    static Optional<String> target(Policy policy) {
        return policy.shared().target().map(Asset::id);
    }

    /** The same terms about a dataset. */
    static Policy about(Policy terms, String dataset) {
        return new Policy(
                terms.id(),
                terms.type(),
                terms.profiles(),
                terms.inheritFrom(),
                terms.conflict(),
                new Policy.Shared(
                        Optional.of(new Asset(dataset)),
                        terms.shared().assigner(),
                        terms.shared().assignee(),
                        Optional.empty()),
                terms.permissions(),
                terms.prohibitions(),
                terms.obligations());
    }

    /** Connectors that do not know profiles leave them out. */
    private static boolean profilesAgree(Policy one, Policy other) {
        return one.profiles().isEmpty()
                || other.profiles().isEmpty()
                || Set.copyOf(one.profiles()).equals(Set.copyOf(other.profiles()));
    }

    private static String canonical(Policy policy) {
        ObjectNode node = PolicyWriter.embedded(policy);
        node.remove(PARTICULARS);
        return canonical(node, "");
    }

    private static String canonical(JsonNode node, String member) {
        if (node.isArray()) {
            List<String> parts = new ArrayList<>();
            node.forEach(part -> parts.add(canonical(part, member)));
            if (!member.equals(ORDERED)) {
                Collections.sort(parts);
            }
            return parts.toString();
        }
        if (node.isObject()) {
            TreeMap<String, String> members = new TreeMap<>();
            node.properties().forEach(entry -> {
                if (!entry.getKey().equals("@id") || !NAMED.contains(member)) {
                    members.put(entry.getKey(), canonical(entry.getValue(), entry.getKey()));
                }
            });
            return members.toString();
        }
        return node.toString();
    }
}
