package eu.twintown.node.authority.signing;

/** Why a signature does not hold, in one sentence. */
final class SignatureFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SignatureFault(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
