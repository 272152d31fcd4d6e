package eu.twintown.kernel.policy.city;

import eu.twintown.kernel.policy.ActionHierarchy;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.evaluation.Evaluator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The city profile of ODRL 2.2 (Information Model 2.2, clause 3): terms that a policy uses when it names the profile's IRI.
 * docs/policies.md tells what each means, where its value comes from, and how it is enforced.
 */
public final class CityProfile {
    /** The namespace of the terms, and the IRI of the profile. */
    public static final String NS = "https://twintown.eu/odrl/city/";

    /** Left operand: a role that who asks has, as the node found it. */
    public static final String RECIPIENT_ROLE = NS + "recipientRole";
    /** Left operand: the type of a verified credential of who asks. */
    public static final String RECIPIENT_CREDENTIAL = NS + "recipientCredential";
    /** Left operand: requests so far in the current hour; each counts itself. */
    public static final String REQUESTS_PER_HOUR = NS + "requestsPerHour";
    /** Left operand: requests so far in the current day (UTC). */
    public static final String REQUESTS_PER_DAY = NS + "requestsPerDay";
    /** Left operand: the length of time that one value stands for, as duration. */
    public static final String TEMPORAL_AGGREGATION = NS + "temporalAggregation";
    /** Left operand: the size of the area that one value stands for: exact, street, district or city. */
    public static final String SPATIAL_AGGREGATION = NS + "spatialAggregation";
    /** Left operand: the number of things that one value of an area stands for. */
    public static final String GROUP_SIZE = NS + "groupSize";
    /** Left operand: whether an emergency is declared. */
    public static final String EMERGENCY = NS + "emergency";
    /** Left operand of what is asked for: types of entities. */
    public static final String ENTITY_TYPE = NS + "entityType";
    /** Left operand of what is asked for: attributes of entities. */
    public static final String ATTRIBUTE = NS + "attribute";
    /** Left operand: the moment that the data are about. */
    public static final String OBSERVED_AT = NS + "observedAt";

    /** Action: handing data on to others, part of distribute. */
    public static final String SHARE_ONWARD = NS + "shareOnward";
    /** Action: training a model with the data. */
    public static final String TRAIN_AI = NS + "trainAi";

    /** Value of purpose: research. */
    public static final String RESEARCH = NS + "research";
    /** Value of purpose: averting danger. */
    public static final String EMERGENCY_RESPONSE = NS + "emergencyResponse";

    /** The operands that narrow a query: data are left out, rather than the request refused. */
    public static final Set<String> NARROWING = Set.of(
            Odrl.SPATIAL, TEMPORAL_AGGREGATION, SPATIAL_AGGREGATION, GROUP_SIZE, ENTITY_TYPE, ATTRIBUTE, OBSERVED_AT);

    /** The operands that the profile adds to those of ODRL. */
    public static final Set<String> OPERANDS = Set.of(
            RECIPIENT_ROLE,
            RECIPIENT_CREDENTIAL,
            REQUESTS_PER_HOUR,
            REQUESTS_PER_DAY,
            TEMPORAL_AGGREGATION,
            SPATIAL_AGGREGATION,
            GROUP_SIZE,
            EMERGENCY,
            ENTITY_TYPE,
            ATTRIBUTE,
            OBSERVED_AT);

    /** The actions of ODRL and those of the profile. */
    public static final ActionHierarchy ACTIONS = ActionHierarchy.ODRL.with(
            Map.of(SHARE_ONWARD, Odrl.NS + "distribute", TRAIN_AI, Odrl.NS + "derive"), Map.of());

    /** Evaluates policies of the profile, and any other of ODRL. */
    public static final Evaluator EVALUATOR = new Evaluator(ACTIONS, worldOnly());

    private CityProfile() {}

    private static Set<String> worldOnly() {
        Set<String> operands = new HashSet<>(Evaluator.KNOWN_BY_THE_WORLD_ONLY);
        operands.addAll(List.of(RECIPIENT_ROLE, RECIPIENT_CREDENTIAL, REQUESTS_PER_HOUR, REQUESTS_PER_DAY, EMERGENCY));
        return operands;
    }
}
