package eu.twintown.node.trust;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proofs that do not hold: a reason for the log, and a safe one for the caller. */
public final class Unauthorized {
    private static final Logger LOG = LoggerFactory.getLogger(Unauthorized.class);
    private static final int LONGEST_REASON = 500;

    private Unauthorized() {}

    /**
     * The refusal of a proof (RFC 6750, section 3.1: {@code invalid_token}).
     *
     * @param reason goes to the log; must not hold the proof itself
     * @param safe goes to the caller; must not help somebody who tries
     */
    public static ProblemException because(String reason, String safe) {
        log(reason);
        return new ProblemException(new Problem(ProblemType.UNAUTHORIZED, safe, Map.of("error", "invalid_token")));
    }

    /** Tells the log alone; must not hold the proof itself. */
    public static void log(String reason) {
        LOG.info("Proof of identity refused: {}", logged(reason));
    }

    /** What strangers sent stays on one line and short. */
    private static String logged(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}", " ");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + " ..." : line;
    }
}
