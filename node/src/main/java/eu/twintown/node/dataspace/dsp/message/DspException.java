package eu.twintown.node.dataspace.dsp.message;

import java.util.List;

/**
 * A message that is refused: it goes back as the protocol's error object and changes nothing. Invalid transitions are 400
 * (contract.negotiation.binding.https, "State Transition Errors"), unknown and foreign processes 404 ("Object Not
 * Found", "Unauthorized Access").
 */
public final class DspException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final int status;
    private final String code;

    /** @param reason one sentence for the other side */
    public DspException(int status, String code, String reason) {
        super(reason);
        this.status = status;
        this.code = code;
    }

    /** The message is not of the form that it must have. */
    public static DspException malformed(String reason) {
        return new DspException(BAD_REQUEST, "INVALID_MESSAGE", reason);
    }

    /** The message is right, but not now. */
    public static DspException wrongState(String reason) {
        return new DspException(BAD_REQUEST, "WRONG_STATE", reason);
    }

    /** There is no such thing, or it is none of the caller's business: both look the same. */
    public static DspException notFound(String what) {
        return new DspException(NOT_FOUND, "NOT_FOUND", "There is no such " + what);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** For the member {@code reason} of an error object. */
    public List<String> reasons() {
        return List.of(String.valueOf(getMessage()));
    }
}
