package eu.twintown.kernel.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which action is part of which other one ({@code includedIn}, transitive), which are the same under two names, and which
 * one another needs ({@code implies}). Source: ODRL Vocabulary 2.2, clause 4.5 and its ontology; profiles add to it.
 */
public final class ActionHierarchy {

    /** Actions that the vocabulary includes in {@code use}. */
    private static final String IN_USE = "aggregate annotate anonymize archive attribute acceptTracking compensate"
            + " concurrentUse delete derive digitize distribute ensureExclusivity execute grantUse include index inform"
            + " install modify move nextPolicy obtainConsent play present print read reproduce reviewPolicy stream"
            + " synchronize textToSpeech transform translate uninstall watermark";

    private static final String IN_USE_CC =
            "Attribution CommericalUse DerivativeWorks Distribution Notice Reproduction ShareAlike Sharing SourceCode";

    /** The vocabulary alone. */
    public static final ActionHierarchy ODRL = vocabulary();

    private final Map<String, String> includedIn;
    private final Map<String, String> implied;
    /** The action and all above it, by action: worked out once, because each evaluation asks. */
    private final Map<String, Set<String>> above = new HashMap<>();

    private ActionHierarchy(Map<String, String> includedIn, Map<String, String> implied) {
        this.includedIn = Map.copyOf(includedIn);
        this.implied = Map.copyOf(implied);
        for (String action : includedIn.keySet()) {
            above.put(action, climb(action));
        }
    }

    /** This hierarchy with more actions: from an action to the one that includes it, and to the one that it implies. */
    public ActionHierarchy with(Map<String, String> moreIncluded, Map<String, String> moreImplied) {
        Map<String, String> wider = new HashMap<>(includedIn);
        wider.putAll(moreIncluded);
        Map<String, String> more = new HashMap<>(implied);
        more.putAll(moreImplied);
        return new ActionHierarchy(wider, more);
    }

    /** Whether the action is the other one or part of it. */
    public boolean isIn(String action, String other) {
        if (action.equals(other)) {
            return true;
        }
        Set<String> all = above.get(action);
        return all != null && all.contains(other);
    }

    /** Whether doing the one may be doing the other, so that a permission and a prohibition on them can meet. */
    public boolean overlap(String one, String other) {
        return isIn(one, other) || isIn(other, one) || implies(one, other);
    }

    /** Whether the action cannot be done without the other (IM 2.4: the other must then not be prohibited). */
    public boolean implies(String action, String other) {
        String next = implied.get(action);
        return next != null && isIn(next, other);
    }

    /** Whether the vocabulary or a profile defines the action. */
    public boolean knows(String action) {
        return includedIn.containsKey(action) || action.equals(Odrl.USE) || action.equals(Odrl.TRANSFER);
    }

    private Set<String> climb(String action) {
        Set<String> all = new HashSet<>();
        String at = action;
        while (at != null && all.add(at)) {
            at = includedIn.get(at);
        }
        return Set.copyOf(all);
    }

    private static ActionHierarchy vocabulary() {
        Map<String, String> in = new HashMap<>();
        for (String action : IN_USE.split(" ")) {
            in.put(Odrl.NS + action, Odrl.USE);
        }
        for (String action : IN_USE_CC.split(" ")) {
            in.put(Odrl.CC + action, Odrl.USE);
        }
        in.put(Odrl.NS + "display", Odrl.NS + "play");
        in.put(Odrl.NS + "extract", Odrl.NS + "reproduce");
        in.put(Odrl.NS + "give", Odrl.TRANSFER);
        in.put(Odrl.NS + "sell", Odrl.TRANSFER);
        // deprecated names that the vocabulary matches exactly with modify
        in.put(Odrl.NS + "write", Odrl.NS + "modify");
        in.put(Odrl.NS + "writeTo", Odrl.NS + "modify");
        return new ActionHierarchy(in, Map.of());
    }
}
