package eu.twintown.node.authority.api;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Thrown where a call cannot be answered as asked; problem details (RFC 9457) with the type URIs of Simpl-Open.
 */
public final class SimplProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String TYPES = "urn:problem-type:simpl:";

    private final int status;
    private final String type;
    private final String title;

    private SimplProblem(int status, String type, String title, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
        this.title = title;
    }

    public static SimplProblem badRequest(String detail) {
        return new SimplProblem(400, TYPES + "badRequest", "The request is not valid", detail);
    }

    /** A change of an identity attribute that comes with every data space. */
    public static SimplProblem builtInReadOnly(String detail) {
        return new SimplProblem(
                400,
                TYPES + "badRequest:builtInIdentityAttributeReadOnly",
                "Built-in identity attributes cannot be changed",
                detail);
    }

    /** A signature proof (request of an ephemeral proof) that does not hold. */
    public static SimplProblem invalidProof(String title, String detail) {
        return new SimplProblem(400, "/error/invalid-signature-proof", title, detail);
    }

    public static SimplProblem unauthorized(String detail) {
        return new SimplProblem(401, TYPES + "unauthorized", "Sign in first", detail);
    }

    /** The caller showed no certificate of this data space that is in force. */
    public static SimplProblem missingTier2Credential(String detail) {
        return new SimplProblem(401, TYPES + "missingTier2Credential", "No valid tier-2 credential", detail);
    }

    public static SimplProblem forbidden(String detail) {
        return new SimplProblem(403, TYPES + "forbidden", "This is not allowed", detail);
    }

    public static SimplProblem notFound(String detail) {
        return new SimplProblem(404, TYPES + "notFound", "No such resource", detail);
    }

    public static SimplProblem conflict(String detail) {
        return new SimplProblem(409, TYPES + "conflict", "The request conflicts with what exists", detail);
    }

    public static SimplProblem unprocessable(String detail) {
        return new SimplProblem(422, TYPES + "unprocessableEntity", "Something needed is missing", detail);
    }

    public static SimplProblem internal(String detail) {
        return new SimplProblem(500, TYPES + "internalServerError", "The authority failed to answer", detail);
    }

    /** A problem of the HTTP layer, under the type that fits its status. */
    static SimplProblem ofStatus(int status, String title, String detail) {
        return switch (status) {
            case 400 -> badRequest(detail);
            case 401 -> unauthorized(detail);
            case 403 -> forbidden(detail);
            case 404 -> notFound(detail);
            case 409 -> conflict(detail);
            case 422 -> unprocessable(detail);
            default -> new SimplProblem(status, "about:blank", title, detail);
        };
    }

    public int status() {
        return status;
    }

    /** The problem as JSON. */
    public ObjectNode json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", getMessage());
    }
}
