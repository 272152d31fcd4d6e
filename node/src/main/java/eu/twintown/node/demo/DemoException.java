package eu.twintown.node.demo;

/** The demo cannot start or go on; the message says why in words for the person who started it. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }
}
