package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One action that someone asks to do (formal semantics: Evaluation Request). The parameters are claims of who asks; where
 * the world knows an operand, the world counts, and for some operands ({@link Evaluator}) only the world does.
 *
 * @param id the IRI of the request
 * @param ruleId the IRI of what is asked within it
 * @param action the IRI of the action
 * @param party the IRI of who asks, where known
 * @param target the IRI of the asset, where one is asked for
 * @param parameters further values by the IRI of the left operand; a value with a unit stands under {@link World#key}
 */
public record Request(
        String id,
        String ruleId,
        String action,
        Optional<String> party,
        Optional<String> target,
        Map<String, List<Operand>> parameters) {
    public Request {
        parameters = Map.copyOf(parameters);
    }

    /** A request of a known party for an asset. */
    public static Request of(String id, String action, String party, String target) {
        return new Request(id, id + "#rule", action, Optional.of(party), Optional.of(target), Map.of());
    }

    /** The same request with a value for a left operand. */
    public Request with(String operand, Operand... values) {
        Map<String, List<Operand>> more = new HashMap<>(parameters);
        more.put(operand, List.of(values));
        return new Request(id, ruleId, action, party, target, more);
    }
}
