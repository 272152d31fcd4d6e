package eu.twintown.node.authority.api;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.Map;
import java.util.Optional;

/** Problems under the type URIs of Simpl-Open. */
public final class SimplProblem {
    private static final String TYPES = "urn:problem-type:simpl:";
    private static final Map<ProblemType, String> NAMES = Map.of(
            ProblemType.INVALID_REQUEST, "badRequest",
            ProblemType.BAD_REQUEST_DATA, "badRequest",
            ProblemType.UNAUTHORIZED, "unauthorized",
            ProblemType.FORBIDDEN, "forbidden",
            ProblemType.RESOURCE_NOT_FOUND, "notFound",
            ProblemType.CONFLICT, "conflict",
            ProblemType.ALREADY_EXISTS, "conflict",
            ProblemType.OPERATION_NOT_SUPPORTED, "unprocessableEntity",
            ProblemType.INTERNAL_ERROR, "internalServerError");

    private SimplProblem() {}

    public static ProblemException badRequest(String detail) {
        return of(ProblemType.INVALID_REQUEST, detail);
    }

    /** A change of an identity attribute that comes with every data space. */
    public static ProblemException builtInReadOnly(String detail) {
        return typed(
                ProblemType.INVALID_REQUEST,
                TYPES + "badRequest:builtInIdentityAttributeReadOnly",
                "Built-in identity attributes cannot be changed",
                detail);
    }

    /** A signature proof (request of an ephemeral proof) that does not hold. */
    public static ProblemException invalidProof(String title, String detail) {
        return typed(ProblemType.INVALID_REQUEST, "/error/invalid-signature-proof", title, detail);
    }

    public static ProblemException unauthorized(String detail) {
        return of(ProblemType.UNAUTHORIZED, detail);
    }

    /** The caller showed no certificate of this data space that is in force. */
    public static ProblemException missingTier2Credential(String detail) {
        return typed(ProblemType.UNAUTHORIZED, TYPES + "missingTier2Credential", "No valid tier-2 credential", detail);
    }

    public static ProblemException forbidden(String detail) {
        return of(ProblemType.FORBIDDEN, detail);
    }

    public static ProblemException notFound(String detail) {
        return of(ProblemType.RESOURCE_NOT_FOUND, detail);
    }

    public static ProblemException conflict(String detail) {
        return of(ProblemType.CONFLICT, detail);
    }

    public static ProblemException unprocessable(String detail) {
        return of(ProblemType.OPERATION_NOT_SUPPORTED, detail);
    }

    public static ProblemException internal(String detail) {
        return of(ProblemType.INTERNAL_ERROR, detail);
    }

    /** The same problem under Simpl-Open's type, where it has one. */
    static Problem translated(Problem problem) {
        if (problem.extensions().containsKey("type")) {
            return problem;
        }
        return Optional.ofNullable(NAMES.get(problem.type()))
                .map(name -> {
                    Map<String, String> extensions = new java.util.LinkedHashMap<>(problem.extensions());
                    extensions.put("type", TYPES + name);
                    return new Problem(problem.type(), problem.detail(), extensions);
                })
                .orElse(problem);
    }

    private static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(translated(new Problem(type, detail)));
    }

    private static ProblemException typed(ProblemType type, String uri, String title, String detail) {
        return new ProblemException(new Problem(type, detail, Map.of("type", uri, "title", title)));
    }
}
