package eu.twintown.node.authority.api;

/** Is told of every call and its answer, with the bodies: for the check against the published contracts. */
@FunctionalInterface
public interface Tap {
    /** Nobody listens. */
    Tap NONE = (call, answer) -> {};

    /**
     * What was answered.
     *
     * @param mediaType empty = no body
     */
    record Answer(int status, String mediaType, byte[] body) {}

    void exchanged(Call call, Answer answer);
}
