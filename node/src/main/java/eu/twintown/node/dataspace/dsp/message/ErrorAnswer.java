package eu.twintown.node.dataspace.dsp.message;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The error objects of the protocol: CatalogError, ContractNegotiationError, TransferError. */
public final class ErrorAnswer {
    public static final String JSON = "application/json";

    private ErrorAnswer() {}

    /** Answers a catalog request with what is wrong. */
    public static void send(Exchange exchange, DspException e) {
        send(exchange, "CatalogError", "", "", e);
    }

    /**
     * Answers with what is wrong.
     *
     * @param providerPid as the caller named it; empty = not known
     * @param consumerPid the same
     */
    public static void send(Exchange exchange, String type, String providerPid, String consumerPid, DspException e) {
        ObjectNode error = DspMessage.create(type);
        if (!type.equals("CatalogError")) {
            error.put("providerPid", providerPid).put("consumerPid", consumerPid);
        }
        error.put("code", e.code());
        e.reasons().forEach(error.withArray("reason")::add);
        send(exchange, e.status(), error);
    }

    /** Answers with an object of the protocol. */
    public static void send(Exchange exchange, int status, ObjectNode object) {
        exchange.send(status, JSON, object.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the body of a request. */
    public static DspMessage read(Exchange exchange, JsonBodies bodies, String... types) {
        return DspMessage.read(bodies.readTree(exchange), types);
    }

    /** The same refusal in the protocol's words; empty where it is none of the caller's fault. */
    public static Optional<DspException> of(ProblemException e) {
        int status = e.problem().type().status();
        return status >= 500
                ? Optional.empty()
                : Optional.of(new DspException(
                        status,
                        "INVALID_MESSAGE",
                        e.problem().detail()
                                + (e.problem().extensions().containsKey("pointer")
                                        ? " (at " + e.problem().extensions().get("pointer") + ")"
                                        : "")));
    }
}
