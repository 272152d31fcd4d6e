package eu.twintown.kernel.problem;

/**
 * The kinds of error that a node answers with, each with its HTTP status and type URI.
 *
 * <p>Source: ETSI GS CIM 009 V1.9.1, clauses 5.5.2 and 6.3.2 (names and status of the NGSI-LD ones); RFC 9110 for the
 * others.
 */
public enum ProblemType {
    INVALID_REQUEST(400, "InvalidRequest", "The request is not valid"),
    BAD_REQUEST_DATA(400, "BadRequestData", "The data of the request are not valid"),
    ALREADY_EXISTS(409, "AlreadyExists", "The resource exists already"),
    CONFLICT(409, "Conflict", "The request conflicts with what exists"),
    OPERATION_NOT_SUPPORTED(422, "OperationNotSupported", "The operation is not supported"),
    RESOURCE_NOT_FOUND(404, "ResourceNotFound", "No such resource"),
    INTERNAL_ERROR(500, "InternalError", "The node failed to answer"),
    TOO_COMPLEX_QUERY(403, "TooComplexQuery", "The query is too complex"),
    TOO_MANY_RESULTS(403, "TooManyResults", "The query has too many results"),
    LD_CONTEXT_NOT_AVAILABLE(504, "LdContextNotAvailable", "A JSON-LD context could not be had"),
    NONEXISTENT_TENANT(404, "NonexistentTenant", "No such tenant"),
    LOOP_DETECTED(508, "LoopDetected", "The request came back to a node that it had passed"),
    NOT_IMPLEMENTED(501, "NotImplemented", "This part of the API is not there yet"),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed", "This method is not allowed here"),
    NOT_ACCEPTABLE(406, "NotAcceptable", "None of the accepted media types can be produced"),
    LENGTH_REQUIRED(411, "LengthRequired", "The length of the request body must be given"),
    PAYLOAD_TOO_LARGE(413, "PayloadTooLarge", "The request body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType", "The media type of the body is not supported"),
    UNAUTHORIZED(401, "Unauthorized", "It is not known who asks"),
    FORBIDDEN(403, "Forbidden", "This is not allowed"),
    TOO_MANY_REQUESTS(429, "TooManyRequests", "Too many requests in a short time"),
    BAD_GATEWAY(502, "BadGateway", "A remote source failed"),
    GATEWAY_TIMEOUT(504, "GatewayTimeout", "A remote source did not answer in time"),
    UNAVAILABLE(503, "ServiceUnavailable", "The node cannot serve this now");

    private final int status;
    private final String uri;
    private final String title;

    ProblemType(int status, String name, String title) {
        this.status = status;
        this.uri = "https://uri.etsi.org/ngsi-ld/errors/" + name;
        this.title = title;
    }

    /** The HTTP status code that goes with this type. */
    public int status() {
        return status;
    }

    /** The {@code type} member of the problem details. */
    public String uri() {
        return uri;
    }

    /** The {@code title} member of the problem details. */
    public String title() {
        return title;
    }
}
