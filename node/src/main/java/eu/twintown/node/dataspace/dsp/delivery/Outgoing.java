package eu.twintown.node.dataspace.dsp.delivery;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message that is to be sent.
 *
 * @param name what it is, for people and for the process that sends it
 * @param path below the other side's base address; <code>{pid}</code> stands for its id of the process
 * @param body the message; its pids are filled in when it is sent
 * @param since when it was to be sent first
 * @param attempts how often it was tried in vain
 * @param next when it is tried next
 * @param problem why the last attempt failed; empty = there was none
 */
public record Outgoing(
        String name, String path, ObjectNode body, Instant since, int attempts, Instant next, String problem) {
    static final String PID = "{pid}";

    /** One that was never tried. Its id tells it from another one with the same content. */
    public static Outgoing of(String name, String path, ObjectNode body, Instant now) {
        body.put("@id", "urn:uuid:" + UUID.randomUUID());
        return new Outgoing(name, path, body, now, 0, now, "");
    }

    Outgoing failed(Instant again, String why) {
        return new Outgoing(name, path, body, since, attempts + 1, again, why);
    }

    /** Whether it can be sent only when the other side's id of the process is known. */
    boolean needsPid() {
        return path.contains(PID);
    }
}
