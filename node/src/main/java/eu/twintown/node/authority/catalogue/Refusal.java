package eu.twintown.node.authority.catalogue;

import eu.twintown.node.catalogue.simpl.check.Violation;
import java.util.List;

/** The catalogue does not do what is asked. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Violation> violations;

    Refusal(int status, String detail) {
        this(status, detail, List.of());
    }

    Refusal(int status, String detail, List<Violation> violations) {
        super(detail);
        this.status = status;
        this.violations = violations;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** Which shapes were violated; empty where it is something else. */
    List<Violation> violations() {
        return violations;
    }
}
