package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.dataset.Content;
import java.util.List;
import java.util.Optional;

/** The ways in which data can be had, as distributions name them ({@code dct:format}). */
public enum TransferFormat {
    /** The node's NGSI-LD endpoint, with a token. */
    NGSI_LD_PULL("NgsiLd-PULL", false),
    /** Changes as NGSI-LD notifications to the consumer's endpoint. */
    NGSI_LD_NOTIFICATION_PUSH("NgsiLdNotification-PUSH", true),
    /** A file or stream through a proxy of the node, with a token. */
    HTTP_DATA_PULL("HttpData-PULL", false),
    /** A file, sent once to the consumer's endpoint. */
    HTTP_DATA_PUSH("HttpData-PUSH", true);

    private final String wire;
    private final boolean push;

    TransferFormat(String wire, boolean push) {
        this.wire = wire;
        this.push = push;
    }

    /** The name in messages and distributions. */
    public String wire() {
        return wire;
    }

    /** Whether the provider sends; else the consumer fetches. */
    public boolean isPush() {
        return push;
    }

    /** The one of this name; empty where this node knows none. */
    public static Optional<TransferFormat> named(String wire) {
        for (TransferFormat format : values()) {
            if (format.wire.equals(wire)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** How content of this kind can be had; the usual way first. */
    public static List<TransferFormat> of(Content content) {
        return switch (content) {
            case Content.Entities _ -> List.of(NGSI_LD_PULL, NGSI_LD_NOTIFICATION_PUSH);
            case Content.Remote _ -> List.of(HTTP_DATA_PULL, HTTP_DATA_PUSH);
        };
    }
}
