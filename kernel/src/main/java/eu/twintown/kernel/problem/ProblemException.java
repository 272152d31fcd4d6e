package eu.twintown.kernel.problem;

import java.util.Map;

/** Thrown where a request cannot be answered as asked; carries the problem that the caller is to see. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public ProblemException(ProblemType type, String detail) {
        this(new Problem(type, detail));
    }

    /** A fault in the data of a request, at a place in its body given as JSON pointer (RFC 6901). */
    public static ProblemException badData(String detail, String pointer) {
        return new ProblemException(new Problem(ProblemType.BAD_REQUEST_DATA, detail, Map.of("pointer", pointer)));
    }

    /** A fault in a query parameter. */
    public static ProblemException badParameter(String parameter, String detail) {
        return new ProblemException(new Problem(ProblemType.BAD_REQUEST_DATA, detail, Map.of("parameter", parameter)));
    }

    public Problem problem() {
        return problem;
    }
}
