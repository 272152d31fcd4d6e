package eu.twintown.node.dataspace.transfer.message;

/** The messages of the transfer process protocol (Dataspace Protocol 2025-1), and where each is sent. */
public enum MessageKind {
    REQUEST("TransferRequestMessage", "request"),
    START("TransferStartMessage", "start"),
    SUSPENSION("TransferSuspensionMessage", "suspension"),
    COMPLETION("TransferCompletionMessage", "completion"),
    TERMINATION("TransferTerminationMessage", "termination");

    private final String type;
    private final String path;

    MessageKind(String type, String path) {
        this.type = type;
        this.path = path;
    }

    /** The message's {@code @type}. */
    public String type() {
        return type;
    }

    /** The one that is taken at this last segment of a path. */
    public static MessageKind at(String path) {
        for (MessageKind kind : values()) {
            if (kind.path.equals(path)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No message of transfers goes to " + path);
    }

    /** The last segment of the path that takes it. */
    public String path() {
        return path;
    }
}
