package eu.twintown.node.dataspace.dsp.delivery;

import tools.jackson.databind.node.ObjectNode;

/** What a kind of process does when its messages arrive or do not. */
public interface Delivery {

    /**
     * The process after the other side has taken the message. Runs in the commit that takes the message off the queue;
     * may be run again.
     *
     * @param answer the body of the answer; empty where there was none
     */
    Process acknowledged(Process process, Outgoing message, ObjectNode answer);

    /**
     * The process after the other side has refused the message for good, or was not reached in time. The message is off
     * the queue already.
     *
     * @param code {@code REFUSED} or {@code NOT_DELIVERED}
     * @param reason one sentence
     */
    Process refused(Process process, Outgoing message, String code, String reason);

    /**
     * The body just before an attempt, for what must not be stored or lives too short for that.
     *
     * @param body to be changed and given back
     */
    default ObjectNode prepared(Process process, Outgoing message, ObjectNode body) {
        return body;
    }

    /** Asked where a message was refused as not fitting the other side's state: whether it has it nevertheless. */
    boolean arrived(Process process, Outgoing message);

    /**
     * After each commit in this process, before anything is answered or sent. Runs again where it may not have run: the node
     * may die in between.
     */
    void changed(Process process);
}
