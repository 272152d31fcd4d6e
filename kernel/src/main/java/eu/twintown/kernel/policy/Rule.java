package eu.twintown.kernel.policy;

import java.util.List;
import java.util.Optional;

/** An atomic rule: at most one action, target, assigner and assignee (Information Model 2.2, clauses 2.6 and 2.7). */
public sealed interface Rule {

    /** What all rules have. */
    Head head();

    default String id() {
        return head().id();
    }

    /**
     * What all rules have.
     *
     * @param id the IRI of the rule
     * @param action empty stands for any action
     * @param target empty: what the policy says, or else any asset
     * @param assigner empty: what the policy says
     * @param assignee empty: what the policy says, or else anyone
     * @param constraints all must be satisfied
     */
    record Head(
            String id,
            Optional<Action> action,
            Optional<Asset> target,
            Optional<Party> assigner,
            Optional<Party> assignee,
            List<Constraint> constraints) {
        public Head {
            constraints = List.copyOf(constraints);
        }
    }

    /**
     * An action that may be done, once its duties are met (clause 2.6.2).
     *
     * @param head what all rules have
     * @param duties the conditions of the permission
     */
    record Permission(Head head, List<Duty> duties) implements Rule {
        public Permission {
            duties = List.copyOf(duties);
        }
    }

    /**
     * An action that must not be done (clause 2.6.3).
     *
     * @param head what all rules have
     * @param remedies what must be done after it was done nevertheless
     */
    record Prohibition(Head head, List<Duty> remedies) implements Rule {
        public Prohibition {
            remedies = List.copyOf(remedies);
        }
    }

    /**
     * An action that must be done: an obligation of the policy, the condition of a permission, a remedy or a consequence
     * (clauses 2.6.4 to 2.6.7).
     *
     * @param head what all rules have
     * @param consequences what must be done besides once the duty was violated
     */
    record Duty(Head head, List<Duty> consequences) implements Rule {
        public Duty {
            consequences = List.copyOf(consequences);
        }
    }
}
