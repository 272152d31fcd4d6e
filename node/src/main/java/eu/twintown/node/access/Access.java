package eu.twintown.node.access;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.Principal;
import java.util.Map;

/**
 * Decides who may do what. Reading is open; writing is open or closed for everybody, as configured, because there is no
 * sign-in yet.
 */
public final class Access {

    /** What a request wants to do. */
    public enum Action {
        READ,
        WRITE
    }

    /**
     * A decision and why it fell so.
     *
     * @param rule name of the rule that decided
     * @param reason one sentence for the caller
     */
    public record Decision(boolean allowed, String rule, String reason) {}

    private final boolean writesOpen;

    /** Writing is open to all, or to none. */
    public Access(boolean writesOpen) {
        this.writesOpen = writesOpen;
    }

    public Decision decide(Principal principal, Action action) {
        return switch (action) {
            case READ -> new Decision(true, "reads-open", "Everybody may read");
            case WRITE ->
                writesOpen
                        ? new Decision(true, "writes-open", "Everybody may write until sign-in exists")
                        : new Decision(
                                false,
                                "writes-closed",
                                "Writing through the API is closed by this node's configuration (key server.writes); "
                                        + principal.id() + " may read");
        };
    }

    /**
     * Lets the request pass or refuses it.
     *
     * @throws ProblemException Forbidden, with the rule that decided
     */
    public void require(Principal principal, Action action) {
        Decision decision = decide(principal, action);
        if (!decision.allowed()) {
            throw new ProblemException(
                    new Problem(ProblemType.FORBIDDEN, decision.reason(), Map.of("rule", decision.rule())));
        }
    }
}
